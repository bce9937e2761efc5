/// Finds which bracket closes which in a piece of a list in which nothing is wrong.
///
/// Millions of small objects are told from one another by this, so it gives up where anything is broken: then the text
/// is outlined as a whole, by `JSONOutline`, which says what is.
struct JSONListOutline {
  /// Where each opening bracket leads, that of the list first; only the first ones are of the text that was traced last.
  private(set) var links: [JSONLink] = []

  /// Goes through all tokens of a text of which the first stands before elements of a list: the bracket that opens it,
  /// or a comma.
  ///
  /// - Returns: The first token that is none of an element, and whether it closes the list; nil if anything is broken.
  /// - Complexity: O(*n*) in the number of tokens; it takes eight bytes for each two of them, once for all texts.
  mutating func trace(
    _ text: UnsafePointer<UInt8>, _ tokens: JSONTokens
  ) -> (end: UInt32, closes: Bool)? {
    // Each opening bracket has one that closes it.
    let most = tokens.count / 2 + 1
    if links.count < most {
      links = Array(repeating: JSONLink(outer: 0, isInArray: true), count: most)
    }
    return links.withUnsafeMutableBufferPointer { links in
      JSONListTrace(text: text, tokens: tokens, links: links).run()
    }
  }
}

/// One way through the tokens of a piece of a list.
private struct JSONListTrace {
  let text: UnsafePointer<UInt8>
  let tokens: JSONTokens
  /// Of a bracket that is open, the one around it, until it is known where it leads.
  let links: UnsafeMutableBufferPointer<JSONLink>

  private func byte(_ token: Int) -> UInt8 { text[Int(tokens.places[token])] }

  func run() -> (end: UInt32, closes: Bool)? {
    let count = tokens.count
    /// The bracket that was opened last of those that are open, whether it opens an array, and how many were opened.
    var (innermost, isInArray, opened) = (UInt32(0), true, 1)
    var token = 1
    guard token < count else { return nil }
    if byte(0) == UInt8(ascii: "["), byte(1) == UInt8(ascii: "]") { return (1, true) }
    while token < count {
      // Here a value is expected.
      let first = byte(token)
      token += 1
      switch first {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard token < count, opened < links.count else { return nil }
        links[opened] = JSONLink(outer: innermost, isInArray: isInArray)
        (innermost, isInArray, opened) = (UInt32(opened), first == UInt8(ascii: "["), opened + 1)
        if byte(token) != (isInArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
          guard isInArray || isKey(token) else { return nil }
          if !isInArray { token += 2 }
          continue
        }
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): return nil
      default: break
      }
      // Behind a value.
      while true {
        if token == count { return innermost == 0 ? (UInt32(count), false) : nil }
        let sign = byte(token)
        if sign == UInt8(ascii: ",") {
          token += 1
          if isInArray { break }
          guard isKey(token) else { return nil }
          token += 2
          break
        }
        guard sign == (isInArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) else { return nil }
        if innermost == 0 { return (UInt32(token), true) }
        let link = links[Int(innermost)]
        links[Int(innermost)] = JSONLink(
          to: UInt32(token), next: UInt32(opened), isBroken: false)
        (innermost, isInArray) = (link.outer, link.isInArray)
        token += 1
      }
    }
    return nil
  }

  /// Whether a key and a colon stand at a token, and anything behind them.
  private func isKey(_ token: Int) -> Bool {
    token + 2 < tokens.count && byte(token) == UInt8(ascii: "\"")
      && byte(token + 1) == UInt8(ascii: ":")
  }
}
