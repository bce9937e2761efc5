internal import Expectations
internal import Formatting
internal import YAML

/// What is expected of the run.
///
///     expect:
///       - makespan <= 4s
///       - train.calls == 2
///       - best_loss < 0.1
///       - never: [deadlock, race]
///       - order: [load, train]
extension ScenarioReader {
  private static let kinds = ["never", "order", "ends"]

  private static let example =
    "expectations such as `[makespan <= 4s, never: [deadlock, race], order: [load, train]]`"

  func readExpectations(_ node: YAMLNode?) throws(ScenarioError) -> [RunExpectation] {
    guard let node else { return [] }
    var expectations: [RunExpectation] = []
    var elements: [YAMLNode] = [node]
    if !node.isSingle || node.isNull { elements = try node.elements(expected: Self.example) }
    for element in elements {
      let next = try element.isMapping ? readKind(element) : readText(element)
      try refuseContradiction(of: next, expectations, at: element)
      expectations.append(next)
    }
    return expectations
  }

  private func readText(_ node: YAMLNode) throws(ScenarioError) -> RunExpectation {
    let text = try node.text(expected: "an expectation such as `makespan <= 4s`")
    let reader = ExpectationText(text, at: node, in: self)
    return RunExpectation(text, line: node.line, try reader.read())
  }

  /// Reads an expectation that is a key and its value.
  private func readKind(_ node: YAMLNode) throws(ScenarioError) -> RunExpectation {
    let fields = try node.fields(Self.kinds, of: "an expectation such as `never: deadlock`")
    let found = Self.kinds.filter { fields[$0] != nil }
    guard let kind = found.first, let value = fields[kind] else {
      throw node.error(
        "The expectation says nothing. Write, for example, `never: deadlock` or `makespan <= 4s`.")
    }
    if found.count > 1, let other = fields[found[1]] {
      throw other.error(
        "An expectation says one thing. This one has `\(kind)` and `\(found[1])`: make two of them."
      )
    }
    switch kind {
    case "never":
      let hazards = try readHazards(value)
      let words = hazards.map(\.rawValue).joined(separator: ", ")
      let text = hazards.count == 1 ? words : "[\(words)]"
      return RunExpectation("never: \(text)", line: node.line, .never(hazards))
    case "order":
      let order = try readOrder(value)
      let names = order.map(\.text).joined(separator: ", ")
      return RunExpectation("order: [\(names)]", line: node.line, .order(order))
    default:
      let hazard = try readHazard(value, among: Hazard.allCases.filter(\.isEnd), "ending")
      return RunExpectation("ends: \(hazard.rawValue)", line: node.line, .ends(hazard))
    }
  }

  private func readHazards(_ node: YAMLNode) throws(ScenarioError) -> [Hazard] {
    var hazards: [Hazard] = []
    for element in try node.oneOrMore(expected: "what is never to be, such as `[deadlock, race]`") {
      let hazard = try readHazard(element, among: Hazard.allCases, "hazard")
      guard !hazards.contains(hazard) else {
        throw element.error("\(element.found) stands here twice. Name it once.")
      }
      hazards.append(hazard)
    }
    return hazards
  }

  private func readHazard(
    _ node: YAMLNode, among valid: [Hazard], _ what: String
  ) throws(ScenarioError) -> Hazard {
    let word = try node.text(expected: "the word for one \(what)")
    if let hazard = valid.first(where: { $0.rawValue == word }) { return hazard }
    throw node.error(Complaint.unknown(word, what, valid: valid.map(\.rawValue)))
  }

  private func readOrder(_ node: YAMLNode) throws(ScenarioError) -> [ChosenComponents] {
    let expected =
      "two names or more, in the order in which they are to run, such as `[load, train]`"
    let elements = try node.elements(expected: expected)
    guard elements.count > 1 else {
      throw node.error(
        Complaint.wrongType(elements.isEmpty ? "an empty list" : "one", expected: expected))
    }
    var order: [ChosenComponents] = []
    for element in elements {
      let name = try element.name(of: componentNames.kind)
      guard let chosen = chosenComponents(name) else {
        throw element.error(
          Complaint.unknown(name, componentNames.kind, valid: componentNames.names))
      }
      if let last = order.last, let both = chosen.names.first(where: last.names.contains) {
        throw element.error(
          "\(Complaint.quote(name)) means \(Complaint.quote(both)), as \(Complaint.quote(last.text)) before it does, and "
            + "nothing can come before itself.")
      }
      order.append(chosen)
    }
    return order
  }

  /// The components that a name or a pattern means; nil if there are none.
  func chosenComponents(_ text: String) -> ChosenComponents? {
    if let index = componentNames.index(named: text) {
      return ChosenComponents(text, [componentNames.names[index]])
    }
    let names = componentNames.names
    let places = NamePattern(text).places(in: names)
    return places.isEmpty ? nil : ChosenComponents(text, places.map { names[$0] })
  }

  /// Refuses two endings, and an ending that is never to be.
  private func refuseContradiction(
    of next: RunExpectation, _ others: [RunExpectation], at node: YAMLNode
  ) throws(ScenarioError) {
    for other in others {
      switch (next.claim, other.claim) {
      case (.ends(let one), .ends(let two)):
        let what = one == two ? "the same" : "another ending"
        throw node.error(
          "The run ends once, and line \(other.line) says \(what) already. Keep one of them.")
      case (.ends(let end), .never(let hazards)), (.never(let hazards), .ends(let end)):
        guard hazards.contains(end) else { continue }
        throw node.error(
          "\(Complaint.quote(next.text)) contradicts \(Complaint.quote(other.text)) in line \(other.line). Keep one of them."
        )
      default: continue
      }
    }
  }
}
