internal import EventLog
internal import Simulation

/// When calls do something: `at: start`, `at: [25%, 3s]`, `every: 1s, times: 100`.
extension ScenarioReader {
  static let momentKeys = ["at", "every", "times"]

  /// Reads a moment; the usual one if none is given.
  func readMoment(
    _ fields: [String: YAMLNode], of component: Model.Component, at node: YAMLNode,
    usual: (Model.Component, YAMLNode) throws(ScenarioError) -> Behaviour.Moment
  ) throws(ScenarioError) -> Behaviour.Moment {
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
      throw at.error(Complaint.neverEnds(component.name, "nothing is done at their end"))
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
  ) throws(ScenarioError) -> Behaviour.Moment {
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
    var offsets: [Behaviour.Offset] = []
    for node in nodes {
      let offset = try readOffset(node, of: component)
      if let last = offsets.last, !isBefore(last, offset, component) {
        throw node.error(
          "Expected a later moment than the one before, found \(node.found). Begin with the earliest."
        )
      }
      offsets.append(offset)
    }
    return .at(offsets)
  }

  /// Reads a point in the running of a call: a length of time, or a share of its time.
  func readOffset(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> Behaviour.Offset {
    let text = try node.text(expected: Complaint.moment)
    guard text.utf8.last == UInt8(ascii: "%") else {
      guard let first = text.utf8.first, first < 0x3A else {
        throw node.error(Complaint.wrongType(node.found, expected: Complaint.moment))
      }
      let time = try node.time()
      if case .constant(let total) = component.takes, component.behaviour.forEach == nil,
        time > total
      {
        throw node.error(
          "Calls of \(Complaint.quote(component.name)) have ended before \(node.found). Take an "
            + "earlier moment, or a longer `takes`.")
      }
      return .after(time)
    }
    guard let share = millionths(in: text) else {
      throw node.error(
        Complaint.wrongType(
          node.found, expected: "a share from 0% to 100%, with at most 4 decimals, such as `50%`"))
    }
    let reason: String? =
      if component.behaviour.forEach != nil {
        "it takes items until the stream is at its end"
      } else if component.takes == .forever {
        "it takes `forever`"
      } else if component.takes == .emissions {
        "it has no `takes`"
      } else { nil }
    if let reason {
      throw node.error(
        "\(node.found) of the time of \(Complaint.quote(component.name)) is not known: \(reason). "
          + "Write a length of time such as `3s`.")
    }
    return .millionths(share)
  }

  /// Whether one point comes before another, as far as that can be told.
  private func isBefore(
    _ first: Behaviour.Offset, _ second: Behaviour.Offset, _ component: Model.Component
  ) -> Bool {
    if case (.millionths(let first), .millionths(let second)) = (first, second) {
      return first < second
    }
    let total: Nanoseconds? =
      if case .constant(let time) = component.takes { time } else { nil }
    guard let first = first.time(in: total), let second = second.time(in: total) else {
      return true
    }
    return first < second
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

/// The millionths that a text such as `12.5%` stands for; nil if it is no share.
private func millionths(in text: String) -> UInt32? {
  guard let percent = decimal(in: String(text.dropLast())), percent >= 0, percent <= 100 else {
    return nil
  }
  // At most 15 digits, so the product is the nearest whole number if it is one.
  let share = (percent * 10_000).rounded()
  return share / 10_000 == percent ? UInt32(share) : nil
}

extension Behaviour.Offset {
  fileprivate func time(in total: Nanoseconds?) -> Nanoseconds? {
    switch self {
    case .after(let time): time
    case .millionths(let share):
      total.map { Nanoseconds(Int128($0) * Int128(share) / 1_000_000) }
    }
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
