internal import EventLog
internal import Simulation
internal import YAML

/// Points in the running of a call: `3s`, `50%`.
extension ScenarioReader {
  /// Reads a point in the running of a call: a length of time, or a share of its time.
  func readOffset(
    _ node: YAMLNode, of component: Model.Component, expected: String
  ) throws(ScenarioError) -> Behaviour.Offset {
    let text = try node.text(expected: expected)
    guard text.utf8.last == UInt8(ascii: "%") else {
      guard let first = text.utf8.first, first < 0x3A else {
        throw node.error(Complaint.wrongType(node.found, expected: expected))
      }
      guard decimal(in: text) == nil else {
        throw node.error(
          Complaint.wrongType(node.found, expected: "a time with its unit or a share")
            + " Write, for example, `\(text)s` or `\(text)%`.")
      }
      let time = try node.time()
      if case .constant(let total) = component.takes, component.behaviour.forEach == nil,
        component.behaviour.command == nil, time > total
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
      if component.behaviour.command != nil {
        "its command takes as long as it takes"
      } else if component.behaviour.forEach != nil {
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
  func isBefore(
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
