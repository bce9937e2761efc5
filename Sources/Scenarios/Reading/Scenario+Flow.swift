internal import EventLog
internal import Simulation
internal import YAML

/// What the flow does, step by step.
extension ScenarioReader {
  /// How deep steps may stand in each other.
  static let deepestStep = 32

  /// The keys that say what a step does, each with those that may stand beside it.
  static let stepKeys: [(key: String, others: [String], example: String)] = [
    ("run", ["with"], "run: train"), ("wait", ["timeout"], "wait: train"),
    ("set", [], "set: { round: 1 }"), ("when", ["do", "otherwise"], "when: best_loss < 0.1"),
    ("repeat", ["do"], "repeat: 5"), ("stop", [], "stop: train"),
  ]

  func readFlow(_ node: YAMLNode) throws(ScenarioError) -> [Model.Step] {
    try readSteps(node, of: "The flow", depth: 1)
  }

  private func readSteps(
    _ node: YAMLNode, of place: String, depth: Int
  ) throws(ScenarioError) -> [Model.Step] {
    guard depth <= Self.deepestStep else {
      throw node.error(
        "Steps stand in each other at most \(Self.deepestStep) deep. Put some of them one after the "
          + "other.")
    }
    var steps: [Model.Step] = []
    let elements = try node.elements(expected: "a list of steps such as `- run: train`")
    for (index, element) in elements.enumerated() {
      if depth == 1 { progress(index, of: elements.count) }
      steps += try readStep(element, depth)
    }
    guard !steps.isEmpty else {
      throw node.error("\(place) has no steps. Add one, such as `- run: \(components[0].name)`.")
    }
    return steps
  }

  /// Reads what stands as one step; `set` with several variables is several.
  private func readStep(_ node: YAMLNode, _ depth: Int) throws(ScenarioError) -> [Model.Step] {
    let keys = Self.stepKeys.map(\.key) + ["with", "timeout", "do", "otherwise"]
    try refuseKeysOfComponents(in: node, beside: keys)
    let fields = try node.fields(keys, of: "a step such as `run: train`")
    let (key, value) = try whatToDo(node, fields)
    switch key {
    case "run": return [try readCall(value, with: fields["with"])]
    case "wait": return [try readWait(value, timeout: fields["timeout"])]
    case "set": return try readSet(value)
    case "stop": return [try readStop(value)]
    case "when":
      let condition = try readCondition(value)
      let steps = try readDo(fields, of: "when", value, depth)
      let otherwise = try fields["otherwise"].map { node throws(ScenarioError) in
        try readSteps(node, of: "`otherwise`", depth: depth + 1)
      }
      return [.when(condition, steps, otherwise: otherwise ?? [])]
    default:
      let repetition = try readRepetition(value)
      return [.repeat(repetition, try readDo(fields, of: "repeat", value, depth))]
    }
  }

  /// The one key that says what a step does.
  private func whatToDo(
    _ node: YAMLNode, _ fields: YAMLFields
  ) throws(ScenarioError) -> (key: String, value: YAMLNode) {
    let others = try node.pairs(expected: "a step").map(\.key)
    let found = Self.stepKeys.filter { fields[$0.key] != nil }
    guard let step = found.first, let value = fields[step.key] else {
      let first = try others.first?.text(expected: "a key") ?? "with"
      let owners = Self.stepKeys.filter { $0.others.contains(first) }
      let keys = owners.map { "`\($0.key)`" }.joined(separator: " or ")
      let example = owners.map { "`\($0.example)`" }.joined(separator: " or ")
      throw node.error("The step has no \(keys). Write, for example, \(example).")
    }
    for other in others {
      let word = try other.text(expected: "a key")
      if found.dropFirst().contains(where: { $0.key == word }) {
        throw other.error(
          "A step does one thing. This one has `\(step.key)` and `\(word)`: make two steps of it.")
      }
      guard word == step.key || step.others.contains(word) else {
        let owners = Self.stepKeys.filter { $0.others.contains(word) }.map { "`\($0.key)`" }
        throw other.error(
          "`\(word)` goes with \(owners.joined(separator: " or ")), not with `\(step.key)`.")
      }
    }
    return (step.key, value)
  }

  private func readDo(
    _ fields: YAMLFields, of key: String, _ node: YAMLNode, _ depth: Int
  ) throws(ScenarioError) -> [Model.Step] {
    guard let steps = fields["do"] else {
      throw node.error(
        "`\(key)` has no `do`. Write, for example, `do: [{ run: \(components[0].name) }]`.")
    }
    return try readSteps(steps, of: "`do`", depth: depth + 1)
  }
}
