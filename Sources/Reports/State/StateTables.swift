package import EventLog
internal import Formatting

/// The state of a run as tables for people: what is open is shown, of what is over only so much.
struct StateTables: TellsTimes {
  private let log: Log
  private let snapshot: RunSnapshot
  var timeScale: TimeScale { log.timeScale }
  /// The slots that calls hold.
  private let holdings: [CallNumber: [UInt32]]

  init(_ report: StateReport) {
    log = report.log
    snapshot = report.snapshot
    holdings = snapshot.holdings
  }

  /// The most rows of a table.
  private static let most = 40

  // MARK: Calls

  /// The calls: all of few; of many those that are open, then those that did not end well.
  var calls: [String] {
    var chosen = snapshot.calls[...]
    if chosen.count > Self.most {
      let open = snapshot.calls.lazy.filter { !$0.status.isFinal }.prefix(Self.most)
      let bad = snapshot.calls.lazy.filter { $0.status == .failed || $0.status == .stopped }
      chosen = (Array(open) + Array(bad.prefix(Self.most - open.count)))[...]
    }
    var table = Table([.right, .left, .left, .right, .left])
    if !chosen.isEmpty { table.add("call", "component", "status", "since", "") }
    for call in chosen {
      table.add(
        "\(call.number)", log.names[call.component], "\(call.status)", timeText(call.since),
        details(of: call).joined(separator: "; "))
    }
    var rest = snapshot.statuses
    for call in chosen { rest.remove(call.status) }
    guard rest.total > 0 else { return table.lines }
    return table.lines + [
      "  … and \(StateReport.text(of: rest)); --format json and csv list all"
    ]
  }

  private func details(of call: RunSnapshot.Call) -> [String] {
    var details: [String] = []
    if let wait = call.wait { details.append("waits for \(words(for: wait, of: call))") }
    if !call.status.isFinal, !call.machine.isNone {
      let slots = (holdings[call.number] ?? []).map(String.init).joined(separator: " and ")
      details.append("on \(log.names[call.machine])\(slots.isEmpty ? "" : " \(slots)")")
    }
    if call.iteration > 0 {
      let end = call.iterationStep > 0 ? "up to step \(call.iterationStep)" : "to its end"
      details.append("iteration \(call.iteration) went \(end)")
    }
    if !call.reason.isNone { details.append(log.names[call.reason]) }
    if !call.arguments.isNone { details.append("with \(log.names[call.arguments])") }
    return details
  }

  private func words(for wait: RunSnapshot.Wait, of call: RunSnapshot.Call) -> String {
    switch wait {
    case .call(let call): return title(of: call)
    case .condition(let condition): return log.names[condition]
    case .turn(let other):
      return "its turn, behind call \(other)"
        + (call.ahead > 1 ? " and \(call.ahead - 1) more" : "")
    case .machine(let machine): return "a slot of \(machineText(log.names[machine]))"
    }
  }

  private func title(of call: CallNumber) -> String {
    guard let record = snapshot.call(call) else { return "call \(call)" }
    return "\(log.names[record.component]) (call \(call))"
  }

  // MARK: The rest

  /// The machines, and who holds their slots.
  var machines: [String] {
    var table = Table([.left, .left, .left])
    for machine in snapshot.machines.prefix(Self.most) {
      let held = machine.occupants.count
      let share = machine.slots > 0 ? "\(held) of \(machine.slots)" : "\(held)"
      let isOne = machine.slots == 1 || machine.slots == 0 && held == 1
      let holders = machine.occupants.prefix(Self.mostHolders).map {
        "slot \($0.slot) by \(title(of: $0.call))"
      }
      let more = held > Self.mostHolders ? " and \(held - Self.mostHolders) more" : ""
      table.add(
        log.names[machine.name], "\(share) \(isOne ? "slot" : "slots") held",
        holders.joined(separator: ", ") + more)
    }
    return table.lines + rest(snapshot.machines.count)
  }

  private static let mostHolders = 8

  /// The variables, with who wrote them.
  var variables: [String] {
    var table = Table([.left, .left, .left])
    for variable in snapshot.variables.prefix(Self.most) {
      let origin =
        variable.writes == 0
        ? "its first value"
        : "written by \(title(of: variable.writer)) at \(timeText(variable.writtenAt))"
          + (variable.writes > 1 ? ", the last of \(variable.writes) writes" : "")
      table.add(log.names[variable.name], log.value(variable.value).shown, origin)
    }
    return table.lines + rest(snapshot.variables.count)
  }

  /// The streams, with what they hold.
  var streams: [String] {
    var table = Table([.left, .left, .left])
    for stream in snapshot.streams.prefix(Self.most) {
      let held =
        stream.buffer > 0
        ? "holds \(stream.held) of \(counted(Int(stream.buffer), "item"))"
        : "holds \(counted(Int(stream.held), "item"))"
      table.add(
        log.names[stream.name], held, "\(stream.sent) sent, \(stream.received) received")
    }
    return table.lines + rest(snapshot.streams.count)
  }

  /// The components, with how far their calls have come; of many those with open calls first.
  ///
  /// None where the log declares none: then there is nothing to tell but the calls.
  var components: [String] {
    guard snapshot.components.contains(where: \.isDeclared) else { return [] }
    var chosen = snapshot.components[...]
    if chosen.count > Self.most {
      let open = chosen.lazy.filter { $0.statuses.open > 0 }.prefix(Self.most)
      let over = chosen.lazy.filter { $0.statuses.open == 0 }.prefix(Self.most - open.count)
      chosen = (Array(open) + Array(over))[...]
    }
    var table = Table([.left, .left, .left])
    for component in chosen {
      let counts = StateReport.text(of: component.statuses)
      table.add(
        log.names[component.name], counts.isEmpty ? "not called" : counts, traits(of: component))
    }
    return table.lines + rest(snapshot.components.count)
  }

  private func traits(of component: RunSnapshot.Component) -> String {
    var words = component.traits.words(
      atOnce: component.atOnce,
      machine: component.machine.isNone ? nil : log.names[component.machine])
    if !component.isDeclared { words.append("not declared") }
    return words.joined(separator: ", ")
  }

  private func rest(_ count: Int) -> [String] {
    count > Self.most ? ["  … and \(count - Self.most) more; --format json lists all"] : []
  }
}

extension ComponentTraits {
  /// What is true of every call of a component, in words.
  package func words(atOnce: UInt32, machine: String?) -> [String] {
    var words: [String] = []
    if contains(.flow) { words.append("the flow") }
    if contains(.parallel) { words.append("parallel") }
    if atOnce > 1 { words.append("\(atOnce) at once") }
    if contains(.forever) { words.append("never ends") }
    if let machine { words.append("on \(machineText(machine))") }
    return words
  }
}
