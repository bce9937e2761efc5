#include "CSimdjson.h"

#include <simdjson.h>

#include <memory>

// The first of the two stages in which simdjson reads a text: it finds the tokens and checks that the text is
// UTF-8. The second stage would give up the whole text for one wrong byte and turn times into doubles.

namespace {

mw_json_result result(simdjson::error_code error) {
  switch (error) {
  case simdjson::SUCCESS:
    return MW_JSON_FOUND;
  case simdjson::MEMALLOC:
    return MW_JSON_NO_MEMORY;
  case simdjson::CAPACITY:
    return MW_JSON_TOO_LONG;
  case simdjson::UTF8_ERROR:
    return MW_JSON_NOT_UTF8;
  case simdjson::UNESCAPED_CHARS:
    return MW_JSON_CONTROL_CHARACTER;
  case simdjson::UNCLOSED_STRING:
    return MW_JSON_UNCLOSED_STRING;
  case simdjson::EMPTY:
    return MW_JSON_EMPTY;
  default:
    return MW_JSON_OTHER;
  }
}

} // namespace

enum mw_json_result mw_json_find_tokens(
    const uint8_t *bytes, size_t length, void (*prepare)(void *room, size_t size),
    uint32_t **tokens, size_t *count) {
  *tokens = nullptr;
  *count = 0;
  if (length == 0) return MW_JSON_EMPTY;
  if (length > simdjson::SIMDJSON_MAXSIZE_BYTES - 64) return MW_JSON_TOO_LONG;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  // The depth only matters to the second stage.
  auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
      length, 1, parser);
  if (error != simdjson::SUCCESS) return result(error);
  prepare(parser->structural_indexes.get(), length * sizeof(uint32_t));
  error = parser->stage1(bytes, length, simdjson::stage1_mode::regular);
  if (error != simdjson::SUCCESS) return result(error);
  *count = parser->n_structural_indexes;
  *tokens = parser->structural_indexes.release();
  return MW_JSON_FOUND;
}

void mw_json_free(uint32_t *tokens) { delete[] tokens; }
