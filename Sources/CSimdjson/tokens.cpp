#include "CSimdjson.h"

#include <simdjson.h>

#include <memory>
#include <new>

// The first of the two stages in which simdjson reads a text: it finds the tokens and checks that the text is
// UTF-8. The second stage would give up the whole text for one wrong byte and turn times into doubles.

namespace {

mw_json_result result(simdjson::error_code error) {
  switch (error) {
  case simdjson::SUCCESS:
    return MW_JSON_FOUND;
  case simdjson::MEMALLOC:
    return MW_JSON_NO_MEMORY;
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

struct mw_json_finder {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
};

mw_json_finder *mw_json_make_finder(size_t room, void (*prepare)(void *room, size_t size)) {
  std::unique_ptr<mw_json_finder> finder(new (std::nothrow) mw_json_finder);
  if (!finder) return nullptr;
  // The depth only matters to the second stage.
  auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
      room, 1, finder->parser);
  if (error != simdjson::SUCCESS) return nullptr;
  prepare(finder->parser->structural_indexes.get(), room * sizeof(uint32_t));
  return finder.release();
}

enum mw_json_result mw_json_find_tokens(
    mw_json_finder *finder, const uint8_t *bytes, size_t length, uint32_t **tokens, size_t *count) {
  *tokens = nullptr;
  *count = 0;
  if (length == 0) return MW_JSON_EMPTY;
  auto &parser = *finder->parser;
  auto error = parser.stage1(bytes, length, simdjson::stage1_mode::regular);
  if (error != simdjson::SUCCESS) return result(error);
  *tokens = parser.structural_indexes.get();
  *count = parser.n_structural_indexes;
  return MW_JSON_FOUND;
}

void mw_json_free_finder(mw_json_finder *finder) { delete finder; }
