internal import CSimdjson
internal import Platform

/// Finds the tokens of texts, as simdjson does it, one text after the other in the same room.
final class JSONTokenFinder {
  /// The longest text that simdjson can take.
  static let longest = Int(UInt32.max) - 64

  /// How many bytes a text may have.
  private let room: Int
  private let finder: OpaquePointer

  /// A finder with room for texts of so many bytes; nil if there is not enough memory.
  ///
  /// - Precondition: That is not more than `longest`.
  init?(room: Int) {
    let finder = mw_json_make_finder(
      max(room, 1),
      { LargePages.advise(UnsafeMutableRawBufferPointer(start: $0, count: $1)) })
    guard let finder else { return nil }
    (self.room, self.finder) = (room, finder)
  }

  deinit { mw_json_free_finder(finder) }

  /// Why a text has no tokens.
  enum Flaw: Error {
    case noMemory
    case notUTF8
    /// It holds a control character in a string, or a string that is never closed.
    case openString
    case empty
  }

  /// Finds the tokens of a text.
  ///
  /// - Precondition: There is room for it.
  /// - Returns: Its tokens, which are good until the next text.
  func tokens(of text: UnsafeBufferPointer<UInt8>) throws(Flaw) -> JSONTokens {
    precondition(text.count <= room, "there is room for the text")
    var places: UnsafeMutablePointer<UInt32>?
    var count = 0
    let result = mw_json_find_tokens(finder, text.baseAddress, text.count, &places, &count)
    switch result {
    case MW_JSON_FOUND:
      guard let places, count > 0 else { throw .empty }
      places[count] = UInt32(text.count)
      return JSONTokens(places: UnsafePointer(places), count: count)
    case MW_JSON_NO_MEMORY: throw .noMemory
    case MW_JSON_NOT_UTF8: throw .notUTF8
    case MW_JSON_CONTROL_CHARACTER, MW_JSON_UNCLOSED_STRING: throw .openString
    default: throw .empty
    }
  }
}

/// The places of the tokens of a text, which whoever found them keeps.
struct JSONTokens {
  /// Where each token begins; behind the last stands the length of the text.
  let places: UnsafePointer<UInt32>
  let count: Int

  /// Finds the tokens of a text, mending what keeps them from being found.
  ///
  /// - Returns: The text, mended where it had to be, its tokens, and who keeps them.
  static func find(
    in bytes: [UInt8], _ flaws: inout JSONFlaws
  ) throws(JSONError) -> (text: [UInt8], tokens: JSONTokens, finder: JSONTokenFinder) {
    var text = bytes
    // Each flaw is mended in the whole text at once, so that it cannot come back.
    for _ in 0..<4 {
      guard text.count <= JSONTokenFinder.longest else { throw .tooLong }
      guard let finder = JSONTokenFinder(room: text.count) else { throw .noMemory }
      do throws(JSONTokenFinder.Flaw) {
        let tokens = try text.withUnsafeBufferPointer { text throws(JSONTokenFinder.Flaw) in
          try finder.tokens(of: text)
        }
        return (text, tokens, finder)
      } catch {
        switch error {
        case .noMemory: throw .noMemory
        case .notUTF8: JSONMending.mendUTF8(in: &text, &flaws)
        case .openString: JSONMending.mendStrings(in: &text, &flaws)
        case .empty: throw .empty
        }
      }
    }
    throw .empty
  }
}
