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
      isNull ? "nothing" : Complaint.found(scalar.string)
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

  var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  var isList: Bool {
    if case .sequence = node { true } else { false }
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
      if let key = keyThatBeginsWithDash {
        throw key.error(
          "A `-` needs a blank behind it. Write \(Complaint.quote(key.spaced)) instead of "
            + "\(key.found).")
      }
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
        throw key.error(Complaint.unknownKey(word, valid: valid))
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
  try refuseWhatGrows(in: text)
  do {
    let parser = try Parser(yaml: text, encoding: .utf8)
    // Nodes know their anchors only as long as the parser is there.
    defer { withExtendedLifetime(parser) {} }
    guard let root = try parser.singleRoot() else {
      throw ScenarioError(line: 1, column: 1, problem: Complaint.emptyScenario)
    }
    try refuseAnchors(in: root)
    return YAMLNode(node: root)
  } catch let error as YamlError {
    throw ScenarioError(error, in: text)
  } catch let error as ScenarioError {
    throw error
  } catch {
    throw ScenarioError(line: 1, column: 1, problem: "This is not YAML: \(error).")
  }
}

/// Refuses the first anchor of a text.
///
/// Nodes are looked at in the order of the text, so an anchor is found before any alias of it.
private func refuseAnchors(in root: Node) throws(ScenarioError) {
  var open = [root]
  while let node = open.popLast() {
    if node.anchor != nil { throw YAMLNode(node: node).error(Complaint.anchor) }
    switch node {
    case .mapping(let mapping): open += mapping.reversed().flatMap { [$0.value, $0.key] }
    case .sequence(let sequence): open += sequence.reversed()
    case .scalar, .alias: break
    }
  }
}
