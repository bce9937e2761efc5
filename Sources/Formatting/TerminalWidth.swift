extension StringProtocol {
  /// How many columns this text takes in a terminal: two for wide characters, none for marks.
  ///
  /// - Complexity: O(*n*) in the number of characters.
  public var terminalColumns: Int {
    // Most text is of printable ASCII characters alone, of one column each.
    if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return utf8.count }
    return reduce(0) { $0 + $1.terminalColumns }
  }

  /// This text, or its beginning and an ellipsis if it takes more columns than that.
  ///
  /// - Parameter columns: The most columns the result may take; at least 1.
  /// - Returns: Text that takes no more columns.
  /// - Complexity: O(*n*) in the number of characters.
  public func truncated(toColumns columns: Int) -> String {
    guard terminalColumns > columns else { return String(self) }
    var width = 1
    let beginning = prefix { character in
      width += character.terminalColumns
      return width <= columns
    }
    return beginning + "…"
  }
}

extension Character {
  /// Two columns for what fills an em, none for what only marks the character before it.
  fileprivate var terminalColumns: Int {
    // The ellipsis fills an em of Helvetica, but one column of a terminal.
    if self == "…" { return 1 }
    if unicodeScalars.contains(where: \.fillsAnEm) { return 2 }
    return unicodeScalars.contains { !$0.isMark } ? 1 : 0
  }
}

extension Unicode.Scalar {
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: true
    default: false
    }
  }
}
