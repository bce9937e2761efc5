internal import Yams

// Keys that YAML cannot read, or reads otherwise than was meant.

extension ScenarioError {
  /// A key that stands twice in one mapping, told at its second place.
  static func repeatedKey(_ names: [String], first: Mark, in text: String) -> ScenarioError {
    let name = names.first ?? ""
    let wayOut = "Keep one, or give each entry a name of its own."
    guard let second = text.placeOfRepetition(of: name, first: first) else {
      return ScenarioError(
        line: first.line, column: first.column,
        problem: "The key \(Complaint.quote(name)) stands here more than once. \(wayOut)")
    }
    return ScenarioError(
      line: second.line, column: second.column,
      problem: "The key \(Complaint.quote(name)) stands here again; it is in line \(first.line) "
        + "already. \(wayOut)")
  }

  /// A key of so many letters that the parser of YAML gave up looking for its colon; nil if that was
  /// not the mistake.
  static func longKey(_ problem: String, at mark: Mark, in text: String) -> ScenarioError? {
    let line = text.unicodeScalars(fromLine: mark.line, column: 1).prefix {
      !$0.properties.isWhitespace || $0 == " "
    }
    let blanks = line.prefix { $0 == " " || $0 == "-" }.count
    let isAtColon = line.dropFirst(mark.column - 1).first == ":"
    let end = isAtColon ? mark.column - 1 : line.lastIndex(of: ":").map { line[..<$0].count } ?? 0
    guard
      ["could not find expected ':'", "mapping values are not allowed in this context"].contains(
        problem), end - blanks > 1024
    else { return nil }
    return ScenarioError(
      line: mark.line, column: blanks + 1,
      problem:
        "A key of more than 1024 letters is not found by its colon. Shorten it, or write `? ` "
        + "and the key in one line, `: ` and the value in the next.")
  }
}

extension YAMLNode {
  /// The key that a `-` without a blank behind it became, where a list was meant: `-run: train`.
  var keyThatBeginsWithDash: YAMLNode? {
    guard case .mapping(let mapping) = node, let key = mapping.first?.key,
      case .scalar(let scalar) = key, scalar.style == .plain, scalar.string.hasPrefix("-"),
      scalar.string != "-"
    else { return nil }
    return YAMLNode(node: key)
  }

  /// Such a key with the blank.
  var spaced: String { "- " + (node.string ?? "").dropFirst() }
}

extension String {
  /// Where a key stands for the second time in the mapping in which it stands first at a place.
  ///
  /// The parser tells the first place alone. So it is given the text again with other names there, and
  /// wherever else it finds a key repeated.
  ///
  /// - Complexity: As the parser's, for each repeated key, up to eight.
  fileprivate func placeOfRepetition(of key: String, first: Mark) -> (line: Int, column: Int)? {
    guard !unicodeScalars.contains(Node.sign) else { return nil }
    var text = self
    var place = first
    for count in 1...8 {
      var rest = text.unicodeScalars(fromLine: place.line, column: place.column)
      if let quote = rest.first, quote == "'" || quote == "\"" { rest = rest.dropFirst() }
      text.unicodeScalars.insert(
        contentsOf: repeatElement(Node.sign, count: count), at: rest.startIndex)
      do {
        let parser = try Parser(yaml: text, encoding: .utf8)
        defer { withExtendedLifetime(parser) {} }
        guard let second = try parser.singleRoot()?.secondKey(key) else { return nil }
        let before = text.unicodeScalars(fromLine: second.line, column: 1).prefix(second.column - 1)
        return (second.line, second.column - before.count { $0 == Node.sign })
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        place = context.mark
      } catch { return nil }
    }
    return nil
  }
}

extension Node {
  /// A sign that no key has: once before the key that is looked for, more often before others.
  fileprivate static let sign: Unicode.Scalar = "\u{E000}"

  /// The place of a key behind the one with a sign before it, in the same mapping.
  fileprivate func secondKey(_ key: String) -> Mark? {
    var open = [self]
    while let node = open.popLast() {
      switch node {
      case .mapping(let mapping):
        let keys = mapping.map(\.key)
        if keys.contains(where: { $0.string == String(Self.sign) + key }) {
          let same = keys.filter { $0.withoutSigns == key }
          return same.count > 1 ? same[1].mark : nil
        }
        open += keys + mapping.map(\.value)
      case .sequence(let sequence): open += sequence
      case .scalar, .alias: break
      }
    }
    return nil
  }

  private var withoutSigns: String {
    String(String.UnicodeScalarView((string ?? "").unicodeScalars.drop { $0 == Self.sign }))
  }
}
