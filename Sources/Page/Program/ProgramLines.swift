internal import EventLog
internal import Formatting
internal import Simulation

/// The program of a flow line by line, as a scenario writes it.
struct ProgramLines {
  /// A line.
  struct Line {
    var text: String
    /// How many steps it lies within.
    var depth: Int
    /// The step, from 1; 0 for a line that is none, such as `otherwise:`.
    var step: UInt32
    /// What the flow waits for there; nil if it does not wait.
    var awaited: Model.Awaited?
    /// The component that it calls; nil if it calls none.
    var component: Int?
    /// The variable that it writes; nil if it writes none.
    var variable: Int?
    /// The lines that it lies within, as the place of the innermost; nil if in none.
    var outer: Int?
  }

  private(set) var all: [Line] = []
  /// The line of each step; step *n* is at index *n* − 1.
  private(set) var lineOfStep: [Int] = []
  /// The lines at which the flow waits because they say so.
  private(set) var waits: [Int] = []

  /// - Complexity: O(*n*) in the number of steps.
  init(_ model: Model) {
    // What is still to be put down, the last first: no recursion, however deep steps lie in each other.
    var open: [(steps: ArraySlice<Model.Step>, depth: Int, outer: Int?)] = [
      (model.flow[...], 0, nil)
    ]
    var heads: [Int: Line] = [:]
    while let (steps, depth, outer) = open.popLast() {
      if let head = heads.removeValue(forKey: open.count) { all.append(head) }
      guard let step = steps.first else { continue }
      open.append((steps.dropFirst(), depth, outer))
      add(step, model, depth, outer)
      let here = all.count - 1
      switch step {
      case .when(_, let steps, let otherwise):
        if !otherwise.isEmpty {
          heads[open.count] = Line(text: "otherwise:", depth: depth, step: 0, outer: here)
          open.append((otherwise[...], depth + 1, here))
        }
        open.append((steps[...], depth + 1, here))
      case .repeat(_, let steps): open.append((steps[...], depth + 1, here))
      case .run, .wait, .set, .stop: break
      }
    }
  }

  private mutating func add(_ step: Model.Step, _ model: Model, _ depth: Int, _ outer: Int?) {
    lineOfStep.append(all.count)
    var line = Line(
      text: "", depth: depth, step: UInt32(clamping: lineOfStep.count), outer: outer)
    switch step {
    case .run(let component, let arguments):
      let with = arguments.text(model)
      line.text =
        "run: \(model.components[component].name)" + (with.isEmpty ? "" : " with \(with)")
      line.component = component
    case .wait(let awaited, let timeout):
      line.text =
        "wait: \(awaited.text(model))"
        + (timeout.map { ", at most \(timeText($0))" } ?? "")
      line.awaited = awaited
      waits.append(all.count)
    case .set(let variable, let value):
      line.text = "set: \(model.variables[variable].name) = \(value.text)"
      line.variable = variable
    case .when(let condition, _, _): line.text = "when: \(condition.text)"
    case .repeat(.times(let times), _): line.text = "repeat: \(counted(Int(times), "time"))"
    case .repeat(.while(let condition), _): line.text = "repeat while: \(condition.text)"
    case .stop(let component):
      line.text = "stop: \(component.map { model.components[$0].name } ?? Model.flowName)"
    }
    all.append(line)
  }
}

extension Model.Awaited {
  /// What is waited for, as a log says it.
  func text(_ model: Model) -> String {
    switch self {
    case .component(let component): model.components[component].name
    case .condition(let condition): condition.text
    case .time(let time): timeText(time)
    }
  }
}

extension Arguments {
  /// The arguments as a scenario writes them; empty for none.
  fileprivate func text(_ model: Model) -> String {
    let texts =
      positional.map { $0.text(model) } + named.map { "\($0.name): \($0.value.text(model))" }
    return texts.joined(separator: ", ")
  }
}

extension Arguments.Template {
  fileprivate func text(_ model: Model) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .variable(let variable): "{\(model.variables[variable].name)}"
      }
    }.joined()
  }
}
