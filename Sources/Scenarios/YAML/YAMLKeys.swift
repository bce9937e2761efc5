internal import YAML

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

  /// A `:` in brackets that no key could be found for, though there may be one; nil if the brackets
  /// should have been closed before it.
  static func colonInBrackets(
    at place: YAMLPlace, from start: YAMLPlace, in text: String
  ) -> ScenarioError? {
    let scan = BracketScan(of: text, from: start, to: place)
    guard let key = scan.entry else { return nil }
    if scan.isValue {
      guard key.line == place.line else { return nil }
      return ScenarioError(
        line: place.line, column: place.column,
        problem:
          "A `:` cannot stand here, behind a value. Put a `,` between a value and the next key, or "
          + "quotes around a text with a colon.")
    }
    let problem =
      key.line < place.line
      ? Complaint.keyOfSeveralLines
      : "A key of more than 1024 letters is not found by its colon. Shorten it, or write `? ` "
        + "before the key."
    return ScenarioError(line: key.line, column: key.column, problem: problem)
  }

  /// A `:` in a line that goes on with what the line before began; nil if that was not the mistake.
  static func colonInContinuation(at place: YAMLPlace, in text: String) -> ScenarioError? {
    var lines = text.unicodeScalars(fromLine: 1, column: 1).split(
      maxSplits: place.line, omittingEmptySubsequences: false
    ) { $0 == "\n" }.prefix(place.line)
    guard let line = lines.popLast() else { return nil }
    let before = line.prefix(place.column - 1)
    let blanks = before.prefix { $0 == " " }.count
    let key = before.dropFirst(blanks)
    guard let first = key.first else { return nil }
    if let last = key.last, first != "-", last == "\"" || last == "'", first != last {
      return ScenarioError(
        line: place.line, column: blanks + 1, problem: Complaint.keyOfSeveralLines)
    }
    // The first colon of its line: the line before is what is wrong, or where this one begins.
    guard !String(Substring(key)).contains(": "),
      let above = lines.lastIndex(where: { $0.contains { $0 != " " && $0 != "\r" } })
    else { return nil }
    let indentation = lines[above].prefix { $0 == " " || $0 == "-" }.count
    guard indentation <= blanks else { return nil }
    if let problem = missingColon(in: lines[above], line: above + 1, isWithin: indentation < blanks)
    {
      return ScenarioError(line: above + 1, column: indentation + 1, problem: problem)
    }
    guard first != "-" else { return nil }
    return ScenarioError(
      line: place.line, column: blanks + 1,
      problem:
        "This line goes on with the text that the line before it begins, so no `:` can stand in it. "
        + "Indent it like the key of that line.")
  }

  /// What is wrong with a line that was to be a key and has no colon; nil if it has one.
  ///
  /// The next line stands within what the key begins, or beside it.
  private static func missingColon(
    in text: Substring.UnicodeScalarView, line: Int, isWithin: Bool
  ) -> String? {
    guard !text.contains(":") else { return nil }
    let words = text.drop { $0 == " " || $0 == "-" }.split { $0 == " " || $0 == "\r" }
    let shown = Complaint.quote(words.map { String(Substring($0)) }.joined(separator: " "))
    return words.count > 1 && !isWithin
      ? "A `:` is missing in \(shown) in line \(line), between a key and its value."
      : "A `:` is missing behind \(shown) in line \(line)."
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
