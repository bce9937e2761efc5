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
  /// - Complexity: O(*n*) in the number of bytes, beside what the closure does; it takes four bytes for each token
  ///   of the text, eight for each object and array, and four of address space for each of its bytes.
  public static func read<Result>(
    _ bytes: [UInt8], _ body: (JSONText) -> Result
  ) throws(JSONError) -> Result {
    var flaws = JSONFlaws()
    let (text, tokens, finder) = try JSONTokens.find(in: bytes, &flaws)
    return try text.withUnsafeBufferPointer { text throws(JSONError) in
      guard let base = text.baseAddress else { throw .empty }
      var outline = JSONOutline(base, tokens, flaws)
      outline.trace()
      let result = outline.links.withUnsafeBufferPointer { links in
        let view = JSONView(bytes: base, tokens: tokens.places, links: links)
        return body(
          JSONText(
            view: view, byteCount: text.count, flaws: outline.flaws,
            roots: outline.roots.map { JSONNode(view: view, token: $0.token, bracket: $0.bracket) })
        )
      }
      withExtendedLifetime(finder) {}
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
  /// Where each opening bracket leads, in the order of the text.
  @usableFromInline let links: UnsafeBufferPointer<JSONLink>

  init(
    bytes: UnsafePointer<UInt8>, tokens: UnsafePointer<UInt32>,
    links: UnsafeBufferPointer<JSONLink>
  ) {
    (self.bytes, self.tokens, self.links) = (bytes, tokens, links)
  }
}

/// Where an opening bracket leads.
@usableFromInline struct JSONLink {
  /// Twice the token that ends what is in it, plus 1 if that is broken.
  @usableFromInline let end: UInt32
  /// How many brackets open before what comes behind it.
  @usableFromInline let next: UInt32

  init(to token: UInt32, next: UInt32, isBroken: Bool) {
    end = token << 1 | (isBroken ? 1 : 0)
    self.next = next
  }

  /// A bracket that leads nowhere yet, with the one that it is in.
  init(outer bracket: UInt32, isInArray: Bool) {
    end = isInArray ? 1 : 0
    next = bracket
  }

  /// Of a bracket that leads nowhere yet: the one that it is in, and whether that opens an array.
  var outer: UInt32 { next }
  var isInArray: Bool { end == 1 }

  /// The token that ends what is in it.
  @inlinable var last: UInt32 { end >> 1 }
  @inlinable var isBroken: Bool { end & 1 == 1 }
}
