// Keys that YAML cannot read, or reads otherwise than was meant.

extension ScenarioError {
  /// A key of so many letters that the parser of YAML gave up looking for its colon; nil if that was
  /// not the mistake.
  static func longKey(
    _ problem: String, at place: YAMLPlace, in text: String
  ) -> ScenarioError? {
    let line = text.unicodeScalars(fromLine: place.line, column: 1).prefix {
      !$0.properties.isWhitespace || $0 == " "
    }
    let blanks = line.prefix { $0 == " " || $0 == "-" }.count
    let isAtColon = line.dropFirst(place.column - 1).first == ":"
    let end = isAtColon ? place.column - 1 : line.lastIndex(of: ":").map { line[..<$0].count } ?? 0
    guard
      ["could not find expected ':'", "mapping values are not allowed in this context"].contains(
        problem), end - blanks > 1024
    else { return nil }
    return ScenarioError(
      line: place.line, column: blanks + 1,
      problem:
        "A key of more than 1024 letters is not found by its colon. Shorten it, or write `? ` "
        + "and the key in one line, `: ` and the value in the next.")
  }
}

extension YAMLNode {
  /// The key that a `-` without a blank behind it became, where a list was meant: `-run: train`.
  var keyThatBeginsWithDash: YAMLNode? {
    guard isMapping, !isEmpty else { return nil }
    let key = YAMLNode(document: document, index: index + 1)
    return key.isPlain && key.string.hasPrefix("-") && !key.isText("-") ? key : nil
  }

  /// Such a key with the blank.
  var spaced: String { "- " + string.dropFirst() }
}
