internal import EventLog
internal import Simulation
internal import YAML

/// When calls do something: `at: start`, `at: [25%, 3s]`, `every: 1s, times: 100`.
extension ScenarioReader {
  static let momentKeys = ["at", "every", "times"]

  /// Reads a moment; the usual one if none is given.
  func readActionTime(
    _ fields: YAMLFields, of component: Model.Component, at node: YAMLNode,
    usual: (Model.Component, YAMLNode) throws(ScenarioError) -> Behaviour.ActionTime
  ) throws(ScenarioError) -> Behaviour.ActionTime {
    if let every = fields["every"] {
      if let at = fields["at"] {
        throw at.error("`at` is a moment, `every` comes again and again. Keep one of them.")
      }
      try refuseForEach(of: component, every, "every")
      let times = try fields["times"]?.wholeNumber(
        1...UInt32.max, "a whole number of times from 1 to \(UInt32.max)")
      return .every(try readPeriod(every), times: times)
    }
    if let times = fields["times"] {
      throw times.error("`times` goes with `every`. Write, for example, `every: 1s, times: 100`.")
    }
    guard let at = fields["at"] else { return try usual(component, node) }
    let moment = try readPlace(at, of: component)
    if case .end = moment, component.takes == .forever {
      throw at.error(
        Complaint.neverEnds(component.name, "nothing is done at their end")
          + " Say when, for example `every: 1s` or `at: start`.")
    }
    return moment
  }

  private func readPeriod(_ node: YAMLNode) throws(ScenarioError) -> Model.RunningTime {
    if let distribution = try readDistribution(node) {
      guard !distribution.isAlwaysZero else {
        throw node.error(
          "This time is always 0, so it would come for ever at one instant. Give it a mean above 0."
        )
      }
      return .random(distribution)
    }
    return .constant(try node.time(.aboveZero))
  }

  private func readPlace(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> Behaviour.ActionTime {
    if !node.isList, !node.isMapping {
      switch try node.text(expected: Complaint.moment) {
      case "start": return .start
      case "end": return .end
      case "item":
        guard component.behaviour.forEach != nil else {
          throw node.error(
            "`at: item` is after each item of the stream that a component takes. Add `for_each`, or "
              + "write `at: end`.")
        }
        return .item
      default: break
      }
    }
    try refuseForEach(of: component, node, "at")
    let nodes = try node.oneOrMore(expected: Complaint.moment)
    let expected = node.isList ? Complaint.point : Complaint.moment
    var offsets: [Behaviour.Offset] = []
    for node in nodes {
      let offset = try readOffset(node, of: component, expected: expected)
      if let last = offsets.last, !isBefore(last, offset, component) {
        throw node.error(
          "Expected a later moment than the one before, found \(node.found). Begin with the earliest."
        )
      }
      offsets.append(offset)
    }
    return .at(offsets)
  }

  private func refuseForEach(
    of component: Model.Component, _ node: YAMLNode, _ key: String
  ) throws(ScenarioError) {
    guard component.behaviour.forEach != nil else { return }
    throw node.error(
      "A component with `for_each` does things `at: start`, `at: item` or `at: end`. "
        + "Write one of these instead of this `\(key)`.")
  }
}

extension Distribution {
  /// Whether it has no other value than 0.
  fileprivate var isAlwaysZero: Bool {
    switch form {
    case .uniform(_, let max), .triangular(_, _, let max): max == 0
    case .normal(let mean, let sd): mean == 0 && sd == 0
    case .lognormal(let median, _): median == 0
    case .exponential(let mean), .gamma(_, let mean): mean == 0
    case .empirical(let values): values.allSatisfy { $0.time == 0 }
    }
  }
}
