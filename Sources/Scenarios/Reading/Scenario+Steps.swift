internal import EventLog
internal import Simulation
internal import YAML

/// What single steps do beside calling components: wait, set, stop, repeat.
extension ScenarioReader {
  func readWait(
    _ node: YAMLNode, timeout: YAMLNode?
  ) throws(ScenarioError) -> Model.Step {
    let awaited = try readAwaited(node)
    if isReactive, case .time = awaited { throw node.error(Complaint.reactiveWait) }
    guard let timeout else { return .wait(awaited) }
    if isReactive { throw timeout.error(Complaint.reactiveWait) }
    if case .time = awaited {
      throw timeout.error(
        "A wait for a length of time has no `timeout`: it ends by itself. Remove one of them.")
    }
    return .wait(awaited, timeout: try timeout.time(.aboveZero))
  }

  /// Reads what is waited for: a component, a length of time, or a condition.
  private func readAwaited(_ node: YAMLNode) throws(ScenarioError) -> Model.Awaited {
    let text = try node.text(
      expected: "what to wait for: a component, a condition such as `best_loss < 0.1`, or a length "
        + "of time such as `3s`")
    if let component = componentNames.index(named: text) { return .component(component) }
    let problem: DurationProblem
    do { return .time(try nanoseconds(in: text)) } catch { problem = error }
    let isLikeTime = looksLikeTime(text)
    let condition: Expression
    do { condition = try readCondition(node, allowsComponents: true) } catch {
      throw isLikeTime ? node.error(problem.description(of: text)) : error
    }
    // A number alone is a time without its unit.
    guard !isLikeTime || condition.tokens.count > 2 else {
      throw node.error(problem.description(of: text))
    }
    return .condition(condition)
  }

  func readSet(_ node: YAMLNode) throws(ScenarioError) -> [Model.Step] {
    let expected = "variables with their new values, such as `{ round: round + 1 }`"
    var steps: [Model.Step] = []
    guard !node.isNull else {
      throw node.error(Complaint.wrongType(node.found, expected: expected))
    }
    for (key, value) in try node.pairs(expected: expected) {
      steps.append(.set(try variableNames.index(of: key), try readValue(value)))
    }
    guard !steps.isEmpty else {
      throw node.error(Complaint.wrongType(node.found, expected: expected))
    }
    return steps
  }

  func readStop(_ node: YAMLNode) throws(ScenarioError) -> Model.Step {
    let name = try node.text(expected: "the name of a component, or `flow` to end the whole run")
    if name == Model.flowName { return .stop(nil) }
    if let component = componentNames.index(named: name) { return .stop(component) }
    throw node.error(
      Complaint.unknown(name, "component", valid: componentNames.names + [Model.flowName]))
  }

  func readRepetition(_ node: YAMLNode) throws(ScenarioError) -> Model.Repetition {
    let most: UInt32 = 1_000_000_000
    if node.isMapping {
      let fields = try node.fields(
        ["while"], of: "how often, such as `5` or `{ while: best_loss > 0.1 }`")
      guard let condition = fields["while"] else {
        throw node.error(
          Complaint.missing("while", in: "`repeat`", example: "while: best_loss > 0.1"))
      }
      return .while(try readCondition(condition))
    }
    return .times(
      try node.wholeNumber(
        1...most,
        "a whole number of times from 1 to \(most), or a condition such as "
          + "`{ while: best_loss > 0.1 }`"))
  }
}

/// Whether a text that is no length of time was meant as one: digits first, then letters.
private func looksLikeTime(_ text: String) -> Bool {
  let scalars = text.unicodeScalars.drop { $0 == "-" }
  guard let first = scalars.first, first.isASCII, first.properties.numericType != nil else {
    return false
  }
  return scalars.allSatisfy {
    $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "." || $0 == " "
  }
}
