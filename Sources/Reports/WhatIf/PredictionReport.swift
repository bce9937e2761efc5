internal import EventLog
internal import Formatting
internal import TraceAnalysis
public import WhatIf

/// Says what a run would be with changes: how long, what it saves, how far that is from what cannot be gone below, and what moves.
///
///     print(PredictionReport(prediction, name: "build").text)
public struct PredictionReport: Report, Sendable, TellsTimes {
  let prediction: Prediction
  let name: String
  let changes: RunChanges
  let timeScale: TimeScale

  /// Makes the report of a prediction.
  ///
  /// - Parameters:
  ///   - prediction: What the run would be.
  ///   - name: How the run is called.
  /// - Complexity: O(*n*) in the number of events.
  public init(_ prediction: Prediction, name: String) {
    self.prediction = prediction
    self.name = name
    changes = RunChanges(expected: prediction.unchanged, actual: prediction.after)
    let longest = max(prediction.unchanged.measures.makespan, prediction.after.measures.makespan)
    timeScale = TimeScale(longest: longest)
  }

  private var before: Nanoseconds { prediction.unchanged.measures.makespan }
  private var after: Nanoseconds { prediction.after.measures.makespan }

  /// The report for people; its first line is the answer.
  public var text: String {
    var lines = [answer.visibleText]
    if !fidelity.isEmpty { lines += [""] + fidelity.map { "  \($0)".visibleText } }
    if !hazards.isEmpty { lines += [""] + hazards.map { "  but \($0)".visibleText } }
    if prediction.isAnomaly { lines += ["", "  longer all the same: \(GrahamAnomaly.sentence)"] }
    lines += [""] + paths.map(\.visibleText)
    let table = movedTable
    if !table.isEmpty { lines += [""] + table }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first line: `build: 74.2 s → 38.6 s with 2 jobs, saves 35.6 s (1.92×); floor 2.3 s, 36.3 s above it`.
  public var answer: String {
    if prediction.after.ending != .end {
      return "\(name) \(words): \(prediction.after.log.predicate(for: prediction.after.ending))"
    }
    if case .stuck(let blocker) = RunOutcome(prediction.after).end {
      return "\(name) \(words): it does not come to its end, since the flow waits for \(blocker)"
    }
    if let starved = prediction.starved {
      return
        "\(name) \(words): it does not come to its end, since \(starved) waits for ever to start"
    }
    if prediction.isOfPart {
      return
        "\(name) \(words): what that saves is not known, since \(RunOutcome(prediction.before).sentence)"
    }
    guard prediction.isSavingKnown else {
      return "\(name): \(timeText(after)) \(words); without that \(unchangedEnd)"
    }
    let estimate = prediction.isEstimate ? " by estimate" : ""
    return
      "\(name): \(timeText(before)) → \(timeText(after)) \(words), \(savedText)\(estimate)\(room)"
  }

  /// How the run without the changes did not come to its end.
  private var unchangedEnd: String {
    let outcome = RunOutcome(prediction.unchanged)
    return outcome.end == .whole ? "a call waits for ever to start" : outcome.sentence
  }

  private var words: String {
    prediction.changes.map(\.words).joined(separator: ", ")
  }

  /// What is saved or lost, in words: `saves 5 s (2.25×)`.
  public var savedText: String {
    let saved = prediction.saved
    if saved == 0 { return "saves nothing" }
    let ratio = after > 0 ? " (\(ratioText(before, after))×)" : ""
    return saved > 0 ? "saves \(timeText(saved))\(ratio)" : "loses \(timeText(-saved))\(ratio)"
  }

  private var room: String {
    guard let bound = prediction.bound else { return "; floor unknown" }
    let above = after - bound
    return "; no order takes less than \(timeText(bound)), "
      + (above <= 0 ? "reached" : "\(timeText(above)) above it")
  }

  /// What speaks against the changes, in words.
  var hazards: [String] { prediction.hazards.map(HazardText(prediction.before).words) }

  /// How far a run made again is off the recorded one, which took so long.
  private func nearness(_ off: Nanoseconds, _ recorded: Nanoseconds) -> String {
    let source = prediction.before.source
    guard off != 0 else { return "as \(source)" }
    let (time, word) = (timeText(abs(off)), off < 0 ? "less" : "more")
    // Two times that read alike say nothing of how far apart they are.
    let found =
      Int128(abs(off)) * 1_000 < Int128(recorded)
      ? "\(time) \(word) than \(source), which is less than 0.1 %"
      : "\(Gate.partText(Int128(abs(off)), of: Int128(recorded))) \(word) than the "
        + "\(timeText(recorded)) \(source)"
    return found + ": changes are told against that, and are off by as much at least"
  }

  /// How near running the recorded calls again comes to what was recorded.
  private var fidelity: [String] {
    guard prediction.isEstimate else { return [] }
    let recorded = prediction.before.measures.makespan
    let off = before - recorded
    var lines: [String] = []
    if prediction.exceedsWorkers {
      lines.append(
        "more runs at once than there are workers: what runs within a call takes none of its own, and would have to wait"
      )
    }
    lines.append("run again unchanged it takes \(timeText(before)), \(nearness(off, recorded))")
    let kept = prediction.unexplained.prefix(3).map { lane in
      // Of a lane of several slots it is the sum of what passed before each of its calls.
      lane.time > recorded
        ? "\(lane.lane) for \(timeText(lane.time)), before all of its calls together"
        : "\(lane.lane) for \(timeText(lane.time)) (\(percentText(lane.time, max(1, recorded))))"
    }
    if !kept.isEmpty {
      let more = prediction.unexplained.count - kept.count
      lines.append(
        "time that passed before calls for no recorded reason passes again as it did: "
          + kept.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
    }
    if prediction.before.measures.dependencies != .recorded {
      lines.append(
        "what needs what is not all recorded: what came after something else on a thread or within a call stays after it, unless --parallel lets it go, and what nothing orders is taken to be free to run beside the rest"
      )
    }
    lines.append("if what runs beside more slows down, it takes longer than that")
    return lines
  }

  // MARK: What it waits for

  private var paths: [String] {
    [("before", prediction.unchanged), ("after", prediction.after)].map { word, run in
      "  what it waits for \(word)\(word == "after" ? " " : ""): \(path(of: run))"
    }
  }

  /// What lies along the observed path; of many calls those components that take most of it.
  private func path(of run: Analysis) -> String {
    var stretches: [(title: String, time: Nanoseconds)] = []
    var times: [String: Nanoseconds] = [:]
    for part in run.observedPath.parts where part.end > part.start {
      let (title, component) = titles(of: part, run)
      times[component, default: 0] += part.end - part.start
      if let last = stretches.last, last.title == title {
        stretches[stretches.count - 1].time += part.end - part.start
      } else {
        stretches.append((title, part.end - part.start))
      }
    }
    let most = 6
    if stretches.isEmpty { return "nothing" }
    if stretches.count <= most {
      return stretches.map { "\($0.title) \(timeText($0.time))" }.joined(separator: ", ")
    }
    let sorted = times.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = sorted.prefix(most - 1).map { "\($0.key) \(timeText($0.value))" }
    let rest = sorted.dropFirst(most - 1)
    let more = rest.reduce(0 as Nanoseconds) { $0.addingClamped($1.value) }
    return (shown + (rest.isEmpty ? [] : ["\(rest.count) more \(timeText(more))"]))
      .joined(separator: ", ")
  }

  /// What a part of the path is called, alone and among others of its component.
  private func titles(of part: ObservedPath.Part, _ run: Analysis) -> (String, String) {
    switch part.kind {
    case .running: return (run.title(of: part.call), run.component(of: part.call))
    // Where nobody held one, it waited for something else that nothing recorded tells of.
    case .waitingForMachine where part.behind == 0: return ("nothing recorded", "nothing recorded")
    case .waitingForMachine: return ("waiting for a slot", "waiting for a slot")
    // Until a call asks for another within it, its time passes as it did when recorded.
    case .timer where run.traceKind != nil && part.call > 0 && run.table[part.call].parent > 0:
      let parent = run.table[part.call].parent
      return (run.title(of: parent), run.component(of: parent))
    case .timer: return ("a timer", "a timer")
    case .unexplained: return ("nothing recorded", "nothing recorded")
    }
  }

  // MARK: What moves

  /// The components that change, those first whose calls move most.
  var moved: [RunChanges.Component] {
    let components = changes.components
    return components.indices.filter { components[$0].isChanged }
      .sorted { isBefore($0, $1) }.map { components[$0] }
  }

  /// Whether the calls of a component move more than those of another; of two that move as much the first comes first.
  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    let (one, other) = (changes.components[left].weight, changes.components[right].weight)
    return (other, left) < (one, right)
  }

  /// How many components people are told of.
  private static let most = 10

  private var movedTable: [String] {
    let changed = changes.components.indices.lazy.filter { changes.components[$0].isChanged }
    let moved = changed.first(Self.most, by: isBefore).map { changes.components[$0] }
    guard !moved.isEmpty else { return [] }
    var table = Table([.left, .right, .left])
    for component in moved {
      let running =
        component.running.isChanged
        ? "\(timeText(component.running.expected)) → \(timeText(component.running.actual))"
        : timeText(component.running.actual)
      table.add(component.name, running, shiftText(component))
    }
    let more = changed.count { _ in true } - Self.most
    let rest = more > 0 ? ["  … and \(more) more; --format json and csv list all"] : []
    return ["what moves:"] + table.lines + rest
  }

  private func shiftText(_ component: RunChanges.Component) -> String {
    if prediction.leavesOut(component.name) { return "is left out" }
    if component.calls.actual == 0 { return "is not called" }
    if component.paired == 0 {
      return component.calls.expected == 0 ? "is called" : "does not start"
    }
    guard component.moved > 0 else { return "starts when it did" }
    let (least, most) = (component.shift.lowerBound, component.shift.upperBound)
    func text(_ time: Nanoseconds) -> String {
      time == 0 ? "as before" : "\(timeText(abs(time))) \(time < 0 ? "earlier" : "later")"
    }
    let calls = component.calls.expected > 1 ? "\(counted(component.moved, "call")) " : ""
    return least == most ? "\(calls)\(text(least))" : "\(calls)\(text(least)) to \(text(most))"
  }
}

extension RunChanges.Component {
  /// By how much its calls move at most, or run longer or shorter.
  fileprivate var weight: Int128 {
    max(
      Int128(max(abs(shift.lowerBound), abs(shift.upperBound))),
      abs(running.actual - running.expected))
  }
}
