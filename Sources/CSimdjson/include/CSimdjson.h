#ifndef MEANWHILE_CSIMDJSON_H
#define MEANWHILE_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What came of looking for the tokens of a JSON text.
enum mw_json_result {
  MW_JSON_FOUND = 0,
  /// There is not enough memory.
  MW_JSON_NO_MEMORY,
  /// The text is longer than simdjson can take, 4 GiB.
  MW_JSON_TOO_LONG,
  /// The text is not UTF-8.
  MW_JSON_NOT_UTF8,
  /// A string holds a control character, such as the end of a line.
  MW_JSON_CONTROL_CHARACTER,
  /// The text ends within a string.
  MW_JSON_UNCLOSED_STRING,
  /// There is no token in it.
  MW_JSON_EMPTY,
  MW_JSON_OTHER
};

/// Finds where every token of a text begins: brackets, commas, colons, strings at their first quote,
/// and runs of anything else outside of strings.
///
/// The places are given in an array that is freed by `mw_json_free`; it is null unless they were found. Before
/// it is filled, `prepare` is told where it lies and how many bytes there is room for, of which mostly few are used.
enum mw_json_result mw_json_find_tokens(
    const uint8_t *bytes, size_t length, void (*prepare)(void *room, size_t size),
    uint32_t **tokens, size_t *count);

/// Frees an array of places; null is let be.
void mw_json_free(uint32_t *tokens);

#ifdef __cplusplus
}
#endif

#endif
