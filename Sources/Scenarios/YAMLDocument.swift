internal import Yams

/// A place in a YAML text with what stands there.
struct YAMLNode {
  let node: Node

  var line: Int { node.mark?.line ?? 1 }
  var column: Int { node.mark?.column ?? 1 }

  func error(_ problem: String) -> ScenarioError {
    ScenarioError(line: line, column: column, problem: problem)
  }

  /// What it is, in words.
  var found: String {
    switch node {
    case .scalar(let scalar):
      isNull ? "nothing" : Complaint.quote(scalar.string)
    case .mapping(let mapping): mapping.isEmpty ? "an empty mapping" : "a mapping"
    case .sequence(let sequence): sequence.isEmpty ? "an empty list" : "a list"
    case .alias: "an alias"
    }
  }

  /// Whether nothing is there: no value, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// A single value as it was written.
  func text(expected: String) throws(ScenarioError) -> String {
    guard case .scalar(let scalar) = node, !isNull else {
      throw error(Complaint.wrongType(found, expected: expected))
    }
    return scalar.string
  }

  /// The elements of a list.
  func elements(expected: String) throws(ScenarioError) -> [YAMLNode] {
    guard case .sequence(let sequence) = node else {
      throw error(Complaint.wrongType(found, expected: expected))
    }
    return sequence.map(YAMLNode.init(node:))
  }

  /// The keys and values of a mapping, in the order of the text; nothing counts as empty.
  func pairs(expected: String) throws(ScenarioError) -> [(key: YAMLNode, value: YAMLNode)] {
    if isNull { return [] }
    guard case .mapping(let mapping) = node else {
      throw error(Complaint.wrongType(found, expected: expected))
    }
    return mapping.map { (YAMLNode(node: $0.key), YAMLNode(node: $0.value)) }
  }

  /// The values of a mapping that may have only the keys given; absent ones are nil.
  func fields(
    _ valid: [String], of what: String
  ) throws(ScenarioError) -> [String: YAMLNode] {
    var fields: [String: YAMLNode] = [:]
    for (key, value) in try pairs(expected: what) {
      let word = try key.text(expected: "a key")
      guard valid.contains(word) else {
        throw key.error(Complaint.unknown(word, "key", valid: valid))
      }
      fields[word] = value
    }
    return fields
  }
}

/// Reads a YAML text into its nodes.
///
/// Anchors and aliases are refused: a scenario says what it says where it says it, and a few
/// aliases of aliases can stand for more than any machine holds.
///
/// - Throws: `ScenarioError` with the place of the first problem.
func composeYAML(_ text: String) throws(ScenarioError) -> YAMLNode {
  try refuseManyAliases(in: text)
  let root: Node?
  do { root = try compose(yaml: text, .default, .default, .utf8) } catch let error as YamlError {
    throw ScenarioError(error)
  } catch {
    throw ScenarioError(line: 1, column: 1, problem: "This is not YAML: \(error).")
  }
  guard let root else {
    throw ScenarioError(line: 1, column: 1, problem: "The scenario is empty.")
  }
  try refuseAnchors(in: root)
  return YAMLNode(node: root)
}

private let aliasProblem = """
  Anchors (`&name`) and aliases (`*name`) are not read in a scenario. Write the value out, or put \
  quotes around a text that begins with & or *.
  """

private func refuseAnchors(in root: Node) throws(ScenarioError) {
  var open = [root]
  var anchored: [ScenarioError] = []
  while let node = open.popLast() {
    if node.anchor != nil { anchored.append(YAMLNode(node: node).error(aliasProblem)) }
    switch node {
    case .mapping(let mapping): open += mapping.flatMap { [$0.key, $0.value] }
    case .sequence(let sequence): open += sequence
    case .scalar, .alias: break
    }
  }
  if let first = anchored.min(by: { ($0.line, $0.column) < ($1.line, $1.column) }) { throw first }
}

/// Refuses texts with so many aliases that reading them could take for ever.
///
/// The parser puts the value of an alias in its place, so *n* aliases can stand for 3^(*n*/3)
/// values. What looks like one within a quoted text counts too: a scenario has no use for so many.
private func refuseManyAliases(in text: String) throws(ScenarioError) {
  var line = 1
  var column = 1
  var previous: Unicode.Scalar = " "
  var aliases = 0
  for (scalar, next) in zip(text.unicodeScalars, text.unicodeScalars.dropFirst()) {
    if scalar == "*", " \t\r\n[{,:-".unicodeScalars.contains(previous),
      !" \t\r\n*".unicodeScalars.contains(next)
    {
      aliases += 1
      guard aliases <= 32 else {
        throw ScenarioError(line: line, column: column, problem: aliasProblem)
      }
    }
    (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    previous = scalar
  }
}

extension ScenarioError {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let clean = problem.split(separator: ", set with").first.map(String.init) ?? problem
      self.init(line: mark.line, column: mark.column, problem: "This is not YAML: \(clean).")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { Complaint.quote($0) }.joined(separator: ", ")
      self.init(
        line: context.mark.line, column: context.mark.column,
        problem: "The key \(names) stands here more than once. Give each entry its own name.")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
      self.init(
        line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1,
        problem: "This is not YAML: \(problem).")
    default:
      self.init(line: 1, column: 1, problem: "This is not YAML: \(error).")
    }
  }
}
