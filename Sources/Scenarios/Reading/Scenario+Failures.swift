internal import Simulation
internal import YAML

/// How calls fail, are tried again and run out of time.
///
///     fails: { at: 5s, probability: 0.1, calls: [1, 2], reason: out of memory }
///     retries: { times: 3, backoff: 1s, factor: 2 }
///     timeout: 10s
extension ScenarioReader {
  func readFailures(
    _ fields: YAMLFields, into component: inout Model.Component
  ) throws(ScenarioError) {
    if let fails = fields["fails"] {
      component.behaviour.failure = try readFailure(fails, of: component)
    }
    component.behaviour.timeout = try fields["timeout"]?.time(.aboveZero)
    guard let retries = fields["retries"] else { return }
    component.behaviour.retries = try readRetries(retries)
    let canFail =
      component.behaviour.failure != nil || component.behaviour.timeout != nil
      || component.behaviour.command != nil
    guard canFail || component.behaviour.retries == nil else {
      throw retries.error(
        "Calls of \(Complaint.quote(component.name)) never fail, so they are never tried again. Add "
          + "`fails` or `timeout`, or take `retries` away.")
    }
  }

  private func readFailure(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> Behaviour.Failure? {
    let expected =
      "`true`, or how it fails such as `{ at: 5s, probability: 0.1, reason: out of memory }`"
    var failure = Behaviour.Failure()
    if node.isMapping {
      let fields = try node.fields(["at", "probability", "calls", "reason"], of: expected)
      if let at = fields["at"], try at.text(expected: Complaint.failurePoint) != "end" {
        failure.at = try readOffset(at, of: component, expected: Complaint.failurePoint)
      }
      if let probability = fields["probability"] {
        failure.probability = try readProbability(probability)
      }
      if let calls = fields["calls"] { failure.calls = try readCalls(calls) }
      failure.reason = try fields["reason"]?.text(expected: "a reason such as `out of memory`")
    } else {
      switch try node.text(expected: expected) {
      case "true": break
      case "false": return nil
      default: throw node.error(Complaint.wrongType(node.found, expected: expected))
      }
    }
    guard failure.at != nil || component.takes != .forever else {
      throw node.error(
        Complaint.neverEnds(component.name, "they never fail at their end")
          + " Say when, for example `fails: { at: 5s }`.")
    }
    return failure
  }

  private func readProbability(_ node: YAMLNode) throws(ScenarioError) -> Double {
    let expected = "a probability from 0 to 1, such as `0.1`"
    guard let number = decimal(in: try node.text(expected: expected)), number >= 0, number <= 1
    else { throw node.error(Complaint.wrongType(node.found, expected: expected)) }
    return number
  }

  private func readCalls(_ node: YAMLNode) throws(ScenarioError) -> [UInt32] {
    var calls: [UInt32] = []
    for call in try node.oneOrMore(expected: "a list of numbers of calls such as `[1, 2]`") {
      calls.append(
        try call.wholeNumber(
          1...UInt32.max, "the number of a call of the component, from 1 on, such as `2`"))
    }
    return calls
  }

  private func readRetries(_ node: YAMLNode) throws(ScenarioError) -> Behaviour.Retries? {
    let most: UInt32 = 1_000_000
    let expected = "a whole number of times from 0 to \(most)"
    guard node.isMapping else {
      let times = try node.wholeNumber(
        0...most, expected + ", or `{ times: 3, backoff: 1s, factor: 2 }`")
      return times == 0 ? nil : Behaviour.Retries(times: times)
    }
    let fields = try node.fields(
      ["times", "backoff", "factor"], of: "a rule such as `{ times: 3, backoff: 1s, factor: 2 }`")
    guard let times = fields["times"] else {
      throw node.error(Complaint.missing("times", in: "`retries`", example: "times: 3"))
    }
    let retries = Behaviour.Retries(
      times: try times.wholeNumber(0...most, expected),
      backoff: try fields["backoff"]?.time() ?? 0,
      factor: try fields["factor"]?.wholeNumber(
        1...1000, "a whole number from 1 to 1000, by which each next wait is multiplied") ?? 1)
    return retries.times == 0 ? nil : retries
  }
}
