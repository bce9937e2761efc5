internal import EventLog
internal import Formatting
internal import Simulation
internal import YAML

/// What names stand for in an expression.
struct ExpressionNames {
  let variables: Declarations
  let components: Declarations
  /// Whether a component alone can stand here too, as in `wait: train`.
  var allowsComponents = false

  func variable(
    _ name: String, at token: ExpressionToken
  ) throws(ExpressionProblem) -> Int {
    if let index = variables.index(named: name) { return index }
    let problem: String
    if components.index(named: name) != nil {
      problem =
        "\(Complaint.quote(name)) is a component. Ask for a state of its calls, such as "
        + "\(succeeded(name))."
    } else if let longer = longerName(than: name) {
      problem =
        "There is no variable \(Complaint.quote(name)). If you mean \(Complaint.quote(longer)), put "
        + "backquotes around it: only names of letters, digits and `_` stand without."
    } else {
      let words = ["true", "false", "null"]
      let others = allowsComponents ? components.names : []
      let valid = variables.names + others
      if let nearest = nearestWord(to: name, in: valid + words) {
        let kind = allowsComponents ? "component or variable" : "variable"
        problem = Complaint.unknown(name, kind, valid: [nearest])
      } else {
        problem =
          Complaint.unknown(
            name, allowsComponents ? "component or variable" : "variable", valid: valid)
          + (allowsComponents ? "" : " A text stands in quotes.")
      }
    }
    throw ExpressionProblem(offset: token.bytes.lowerBound, problem: problem)
  }

  func component(
    _ name: String, at token: ExpressionToken
  ) throws(ExpressionProblem) -> Int {
    if let index = components.index(named: name) { return index }
    let problem =
      variables.index(named: name) == nil
      ? Complaint.unknown(name, "component", valid: components.names)
      : "\(Complaint.quote(name)) is a variable; only components have states."
    throw ExpressionProblem(offset: token.bytes.lowerBound, problem: problem)
  }

  /// A name that begins with a word and goes on with what cannot stand in an expression.
  private func longerName(than word: String) -> String? {
    (variables.names + components.names).first { name in
      guard name.utf8.starts(with: word.utf8) else { return false }
      return name.utf8.dropFirst(word.utf8.count).first.map { " -/:,".utf8.contains($0) } ?? false
    }
  }

  /// A state of a component as it stands in an expression: in backquotes if it is no plain word.
  private func succeeded(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic }
    return isPlain ? "`\(name).succeeded`" : "`\(name)`.succeeded"
  }
}

/// Conditions, and the new values of variables.
extension ScenarioReader {
  /// Reads a condition; quotes around all of it are those of YAML.
  func readCondition(
    _ node: YAMLNode, allowsComponents: Bool = false
  ) throws(ScenarioError) -> Expression {
    let expected = "a condition such as `best_loss < 0.1` or `train.succeeded`"
    let text = try node.text(expected: expected)
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw node.error(Complaint.wrongType(node.found, expected: expected))
    }
    return try readExpression(text, at: node, allowsComponents)
  }

  /// Reads a new value: a text if it stands in quotes, else an expression.
  func readValue(_ node: YAMLNode) throws(ScenarioError) -> Expression {
    if node.isNull { return Expression(.null) }
    let text = try node.text(
      expected: "a value: a number, `true`, `false`, `null`, a text in quotes, or something to "
        + "compute such as `round + 1`")
    return node.isPlain ? try readExpression(text, at: node, false) : Expression(.text(text))
  }

  private func readExpression(
    _ text: String, at node: YAMLNode, _ allowsComponents: Bool
  ) throws(ScenarioError) -> Expression {
    let names = ExpressionNames(
      variables: variableNames, components: componentNames, allowsComponents: allowsComponents)
    var reader = ExpressionReader(text, names: names)
    do { return try reader.read() } catch {
      let before = text.unicodeScalars[..<text.utf8.index(text.startIndex, offsetBy: error.offset)]
      throw node.error(after: before, of: source, error.problem)
    }
  }
}

extension YAMLNode {
  /// A problem behind the first scalars of a single value; at its beginning if it is not written as
  /// it is read: with escapes, or on several lines.
  ///
  /// - Complexity: O(*n*) in the length of the source.
  func error(
    after prefix: Substring.UnicodeScalarView, of source: String, _ problem: String
  ) -> ScenarioError {
    let rest = source.unicodeScalars(fromLine: line, column: column)
    let quotes = isPlain ? 0 : 1
    let isQuoted = rest.first == "'" || rest.first == "\""
    guard isPlain || isQuoted, rest.dropFirst(quotes).starts(with: prefix) else {
      return error(problem)
    }
    return ScenarioError(line: line, column: column + quotes + prefix.count, problem: problem)
  }
}
