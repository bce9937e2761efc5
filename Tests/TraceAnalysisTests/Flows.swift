import EventLog
import Simulation
import TraceAnalysis

/// A step of a flow in a table: what it calls, and how long that takes; nil is for ever.
struct Step {
  var name: String
  var seconds: Int64?
  var isParallel = false
  var machine: String?
}

func waits(_ name: String, _ seconds: Int64?, on machine: String? = nil) -> Step {
  Step(name: name, seconds: seconds, machine: machine)
}

func parallel(_ name: String, _ seconds: Int64?, on machine: String? = nil) -> Step {
  Step(name: name, seconds: seconds, isParallel: true, machine: machine)
}

/// A model of those steps; `box` has the given slots.
func flow(box slots: UInt32 = 1, _ steps: Step...) -> Model {
  var components: [Model.Component] = []
  let flow = steps.map { step in
    if let known = components.firstIndex(where: { $0.name == step.name }) {
      return Model.Step(component: known)
    }
    components.append(
      Model.Component(
        name: step.name, takes: step.seconds.map { .constant($0 * second) } ?? .forever,
        isParallel: step.isParallel, machine: step.machine == nil ? nil : 0))
    return Model.Step(component: components.count - 1)
  }
  let machines = [Model.Machine(name: "box", slots: slots)]
  return Model(name: "table", machines: machines, components: components, flow: flow)
}

let second: Nanoseconds = 1_000_000_000

/// A time in a table: whole seconds as such.
func seconds(_ time: Nanoseconds) -> String {
  time % second == 0 ? "\(time / second)" : "\(Double(time) / Double(second))"
}

extension Analysis {
  /// The critical path as a table has it: `train 0–4`.
  var criticalWords: [String] {
    criticalPath.parts.map { "\(title(of: $0.call)) \(seconds($0.start))–\(seconds($0.end))" }
  }

  /// The observed path as a table has it: `train 0–4 via blocking`.
  var observedWords: [String] {
    observedPath.parts.map { part in
      let what =
        switch part.kind {
        case .running: title(of: part.call)
        case .waitingForMachine: "\(title(of: part.call)) waits behind \(title(of: part.behind))"
        case .timer: "\(title(of: part.call)) timer"
        case .unexplained: "unexplained"
        }
      let via = part.via.map { " via \($0.word)" } ?? ""
      return "\(what) \(seconds(part.start))–\(seconds(part.end))\(via)"
    }
  }

  /// Slack, free float and drag of a call, as a table has it: `0/0/4`.
  func room(of call: CallNumber) -> String {
    let index = Int(call) - 1
    return [slack.total[index], slack.free[index], slack.drag[index]].map(seconds)
      .joined(separator: "/")
  }

  /// Slack, free float and drag of every call but flows.
  var room: [String] { calls.map { "\(title(of: $0.number)) \(room(of: $0.number))" } }
}
