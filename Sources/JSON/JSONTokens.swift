internal import CSimdjson
internal import Platform

/// The places of the tokens of a text, as simdjson finds them.
final class JSONTokens {
  /// Where each token begins; behind the last stands the length of the text.
  let places: UnsafeMutablePointer<UInt32>
  let count: Int

  private init(_ places: UnsafeMutablePointer<UInt32>, _ count: Int) {
    self.places = places
    self.count = count
  }

  deinit { mw_json_free(places) }

  /// Finds the tokens of a text, mending what keeps them from being found.
  ///
  /// - Returns: The text, mended where it had to be, and its tokens.
  static func find(
    in bytes: [UInt8], _ flaws: inout JSONFlaws
  ) throws(JSONError) -> (text: [UInt8], tokens: JSONTokens) {
    var text = bytes
    // Each flaw is mended in the whole text at once, so that it cannot come back.
    for _ in 0..<4 {
      var places: UnsafeMutablePointer<UInt32>?
      var count = 0
      let result = text.withUnsafeBufferPointer {
        mw_json_find_tokens(
          $0.baseAddress, $0.count,
          { LargePages.advise(UnsafeMutableRawBufferPointer(start: $0, count: $1)) }, &places,
          &count)
      }
      switch result {
      case MW_JSON_FOUND:
        guard let places, count > 0 else { throw .empty }
        places[count] = UInt32(text.count)
        return (text, JSONTokens(places, count))
      case MW_JSON_NO_MEMORY: throw .noMemory
      case MW_JSON_TOO_LONG: throw .tooLong
      case MW_JSON_NOT_UTF8: JSONMending.mendUTF8(in: &text, &flaws)
      case MW_JSON_CONTROL_CHARACTER, MW_JSON_UNCLOSED_STRING:
        JSONMending.mendStrings(in: &text, &flaws)
      default: throw .empty
      }
    }
    throw .empty
  }
}
