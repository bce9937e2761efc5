internal import Platform

/// A JSON text that was taken apart: the place of every token, and which bracket closes which.
///
/// simdjson finds the tokens. What is read from them is read from the text itself, so that a time keeps
/// every digit that it was written with. A text may hold several documents, one after the other, as JSON
/// Lines do. It may be damaged: what is broken or cut off is marked and counted, and the rest is there.
///
///     let name = try JSONText.read(Array(#"[{"name": "load", "ts": 1.5}]"#.utf8)) { text in
///       text.roots.first?.elements.first?["name"]?.string
///     }
///     // "load"
///
/// It and its nodes are places in the text and must not leave the closure that they are given to.
public struct JSONText {
  let view: JSONView
  /// How many bytes the text has.
  public let byteCount: Int
  /// What was wrong with it.
  public let flaws: JSONFlaws
  /// The documents, in order; all are objects or arrays.
  public let roots: [JSONNode]

  /// Takes a text apart and hands it to a closure.
  ///
  /// - Parameters:
  ///   - bytes: The text; any bytes may be given.
  ///   - body: Reads from it.
  /// - Returns: What the closure returns.
  /// - Throws: `JSONError` if nothing of the text can be read.
  /// - Complexity: O(*n*) in the number of bytes, beside what the closure does; it takes at most eight bytes for
  ///   each token of the text, and four of address space for each of its bytes.
  public static func read<Result>(
    _ bytes: [UInt8], _ body: (JSONText) -> Result
  ) throws(JSONError) -> Result {
    var flaws = JSONFlaws()
    let (text, tokens) = try JSONTokens.find(in: bytes, &flaws)
    return try text.withUnsafeBufferPointer { text throws(JSONError) in
      guard let base = text.baseAddress else { throw .empty }
      let room = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: tokens.count + 1)
      defer { room.deallocate() }
      guard let links = room.baseAddress else { throw .noMemory }
      LargePages.advise(UnsafeMutableRawBufferPointer(room))
      var outline = JSONOutline(base, tokens, links, flaws)
      outline.trace()
      let view = JSONView(
        bytes: base, tokens: UnsafePointer(tokens.places), links: UnsafePointer(links))
      let result = body(
        JSONText(
          view: view, byteCount: text.count, flaws: outline.flaws,
          roots: outline.roots.map { JSONNode(view: view, token: $0) }))
      withExtendedLifetime(tokens) {}
      return result
    }
  }

  /// The line and the column of a byte, from 1; columns count bytes.
  ///
  /// - Complexity: O(`offset`).
  public func place(of offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var start = 0
    for place in 0..<offset where view.bytes[place] == UInt8(ascii: "\n") {
      line += 1
      start = place + 1
    }
    return (line, offset - start + 1)
  }
}

/// Where the parts of a text are: its bytes, the places of its tokens, and which closes which.
@usableFromInline struct JSONView {
  @usableFromInline let bytes: UnsafePointer<UInt8>
  /// Where each token begins; behind the last stands the length of the text.
  @usableFromInline let tokens: UnsafePointer<UInt32>
  /// For each opening bracket twice the token that ends it, plus 1 if it is broken.
  @usableFromInline let links: UnsafePointer<UInt32>

  init(
    bytes: UnsafePointer<UInt8>, tokens: UnsafePointer<UInt32>, links: UnsafePointer<UInt32>
  ) {
    (self.bytes, self.tokens, self.links) = (bytes, tokens, links)
  }
}
