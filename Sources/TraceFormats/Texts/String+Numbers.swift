internal import JSON

extension String {
  /// The text without blanks and line ends around it.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }

  /// The decimal number that it is, times a power of ten and rounded; nil if it is none or does not fit.
  func integer(timesTenTo power: Int) -> Int64? {
    var text = self
    return text.withUTF8 { JSONNode.integer($0, timesTenTo: power) }
  }
}
