internal import JSON

/// What an input looks like, for the formats to tell whether it is one of theirs.
public struct TraceHead {
  /// The bytes of the input, without a mark of their order.
  let bytes: ArraySlice<UInt8>
  /// The keys of a text in JSON; nil if it is none.
  let shape: JSONShape?

  /// Looks at the beginning of an input, or at the keys of all of it.
  ///
  /// - Parameters:
  ///   - bytes: The input.
  ///   - isWhole: Whether it is looked at to its end, for keys that come late.
  /// - Complexity: O(1), or O(*n*) in the number of bytes if it is looked at to its end.
  init(_ bytes: ArraySlice<UInt8>, isWhole: Bool = false) {
    self.bytes = bytes
    shape = isWhole ? JSONShape(Array(bytes)) : JSONShape(beginningOf: bytes)
  }

  /// Whether it begins as XML and HTML do, and any of some texts stands in its beginning.
  ///
  /// - Complexity: O(1): only the beginning is looked at.
  func isMarkup(withAnyOf texts: String...) -> Bool {
    let beginning = bytes.prefix(1 << 16)
    return beginning.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "<")
      && texts.contains { beginning.contains(Array($0.utf8)) }
  }
}
