/// The name of a graph, cluster, node or edge: stable, chosen by the program, never by its input.
///
/// It is the name in the DOT text and the `id` of the element in the SVG; pictures that stand in the
/// same page should have no identifier in common. It is made of literals and numbers only, so that
/// no text from outside can get into it:
///
/// ```swift
/// let call: DOTID = DOTID("call", 2)       // call-2
/// let arrow: DOTID = DOTID("data", 2, 5)   // data-2-5
/// let axis: DOTID = "axis"
/// ```
public struct DOTID: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The identifier as it is written: letters, digits, `-` and `_`, a letter first.
  public let description: String

  /// Makes an identifier of a word and numbers, with hyphens between them.
  ///
  /// - Parameters:
  ///   - word: What kind of thing it names.
  ///   - numbers: Which of them it is.
  /// - Precondition: The word has ASCII letters, digits, `-` and `_` only, and begins with a letter.
  public init(_ word: StaticString, _ numbers: Int...) {
    let name = word.description
    precondition(isIdentifier(name), "'\(name)' is not an identifier of letters, digits, - and _.")
    description = numbers.reduce(into: name) { $0 += "-\($1)" }
  }

  /// Makes an identifier that is a word.
  ///
  /// - Parameter value: The word, as in ``init(_:_:)``.
  public init(stringLiteral value: StaticString) {
    self.init(value)
  }
}

private func isIdentifier(_ name: String) -> Bool {
  guard let first = name.utf8.first, isLetter(first) else { return false }
  return name.utf8.allSatisfy {
    isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
