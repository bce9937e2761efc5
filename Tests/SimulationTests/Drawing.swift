import EventLog
import Simulation
import TestSupport

/// A model in one line: `a=4p@box b=* box:2 | a b a`.
///
/// Before the bar stand components with the seconds that they take (`*`: for ever), `p` if they are
/// parallel, and their machine; and machines with their slots. After it stand the steps of the flow.
func model(_ text: String) -> Model {
  let halves = text.split(separator: "|", omittingEmptySubsequences: false)
  let words = halves[0].split(separator: " ")
  let machines = words.filter { $0.contains(":") }.map { word in
    let parts = word.split(separator: ":")
    return Model.Machine(name: String(parts[0]), slots: UInt32(parts[1]) ?? 0)
  }
  let components = words.filter { $0.contains("=") }.map { word in
    let parts = word.split { $0 == "=" || $0 == "@" }
    let isParallel = parts[1].hasSuffix("p")
    let takes = Nanoseconds(isParallel ? parts[1].dropLast() : parts[1])
    return Model.Component(
      name: String(parts[0]), takes: takes.map { .constant($0 * second) } ?? .forever,
      isParallel: isParallel,
      machine: parts.count < 3 ? nil : machines.firstIndex { $0.name == parts[2] })
  }
  let flow = halves[1].split(separator: " ").map { word in
    Model.Step(component: components.firstIndex { $0.name == word } ?? -1)
  }
  return Model(name: "drawn", machines: machines, components: components, flow: flow)
}

let second: Nanoseconds = 1_000_000_000

/// A log as lanes, one character a second: `=` runs, `.` is queued, `-` is blocked.
///
/// Then the slots of machines, each with the first letter of the component on it.
func drawing(of log: Log) -> String {
  var state = RunState()
  var lanes: [(title: String, cells: String)] = []
  var names: [Name] = []
  var slots: [(machine: Name, slot: UInt32)] = []
  for event in log.events {
    if case .componentDeclared = event.kind { names.append(event.component) }
    if case .machineDeclared(let machine, let count) = event.kind {
      slots += (1...count).map { (machine, $0) }
    }
  }
  lanes =
    names.map { (log.names[$0], "") } + slots.map { ("\(log.names[$0.machine]) \($0.slot)", "") }
  var next = 0
  for instant in stride(from: 0, to: log.end, by: Int(second)) {
    while next < log.events.count, log.events[next].at <= instant {
      do { try state.apply(log.events[next]) } catch { return "\(error)" }
      next += 1
    }
    for (index, name) in names.enumerated() {
      let statuses = state.calls.filter { $0.component == name }.map(\.status)
      lanes[index].cells.append(
        statuses.contains(.running)
          ? "=" : statuses.contains(.queued) ? "." : statuses.contains(.blocked) ? "-" : " ")
    }
    for (index, slot) in slots.enumerated() {
      let call = state.call(state.occupant(of: slot.machine, slot: slot.slot))
      lanes[names.count + index].cells.append(
        call.map { log.names[$0.component].first ?? "?" } ?? " ")
    }
  }
  let width = lanes.map(\.title.count).max() ?? 0
  return lanes.map { lane in
    lane.title + String(repeating: " ", count: width - lane.title.count) + "|\(lane.cells)|"
  }.joined(separator: "\n")
}
