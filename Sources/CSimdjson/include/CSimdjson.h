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

/// Finds the tokens of texts, one after the other, in the same room.
typedef struct mw_json_finder mw_json_finder;

/// Makes a finder with room for texts of so many bytes; null if there is not enough memory.
///
/// `prepare` is told where the places of tokens will lie and how many bytes there is room for, of which mostly few are used.
mw_json_finder *mw_json_make_finder(size_t room, void (*prepare)(void *room, size_t size));

/// Finds where every token of a text begins: brackets, commas, colons, strings at their first quote,
/// and runs of anything else outside of strings.
///
/// The text may not be longer than there is room for. The places are good until the next text, or until the finder is freed;
/// behind them there is room for one more.
enum mw_json_result mw_json_find_tokens(
    mw_json_finder *finder, const uint8_t *bytes, size_t length, uint32_t **tokens, size_t *count);

/// Frees a finder; null is let be.
void mw_json_free_finder(mw_json_finder *finder);

#ifdef __cplusplus
}
#endif

#endif
