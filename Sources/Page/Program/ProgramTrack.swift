internal import EventLog
internal import Formatting
internal import Simulation
internal import TraceAnalysis

/// Where a flow stood at every instant: at which line of its program, and why it waited there.
///
/// From the request of the flow to its end it stands at exactly one line. What it came past stays marked until it comes
/// there again.
struct ProgramTrack {
  /// What a line is for a while.
  enum State: String {
    /// The flow is at it.
    case here
    /// The flow is at it and waits.
    case waits
    /// The flow came past it.
    case passed
  }

  /// A while in which a line is something.
  struct Spell: Equatable {
    var start: Nanoseconds
    var end: Nanoseconds
    var state: State
    /// Why the flow waits there, or why it went on.
    var why: String
  }

  let lines: ProgramLines
  /// For each line what it was when; behind them, where the flow is when it has done all of them.
  private(set) var spells: [[Spell]]
  /// Since when the flow is no longer at a line, by line.
  private var left: [Int: Nanoseconds] = [:]
  /// What the line behind all others is called; nil if the flow was never there.
  private(set) var endText: String?

  /// The track of a run; nil if no flow was run, or what it was to do is not known.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  init?(_ run: Analysis, _ model: Model?) {
    guard let model, !model.flow.isEmpty, let flow = run.table.calls.first, flow.isFlow else {
      return nil
    }
    lines = ProgramLines(model)
    spells = Array(repeating: [], count: lines.all.count + 1)
    var walk = ProgramWalk(run, lines, model)
    walk.follow(flow)
    for visit in walk.visits {
      pass(visit.line, until: visit.start, visit.passedBefore)
      if visit.start < visit.end {
        add(
          Spell(
            start: visit.start, end: visit.end, state: visit.isWaiting ? .waits : .here,
            why: visit.why), at: visit.line)
      }
      left[visit.line] = visit.end
    }
    // What the flow came past stays so to the end of the run.
    let end = max(run.log.end, run.makespan)
    for line in spells.indices { pass(line, until: end, walk.lastReasons[line] ?? "") }
    if let ended = flow.ended, case .callSucceeded = run.log.events[ended].kind {
      leaveLast(at: end, walk.lastReasons)
    }
    if left[lines.all.count] != nil { endText = PageWords.english[.programAgain] }
  }

  /// Marks a line that the flow was at before as passed up to a time.
  private mutating func pass(_ line: Int, until time: Nanoseconds, _ why: String) {
    guard let start = left[line], start < time else { return }
    add(Spell(start: start, end: time, state: .passed, why: why), at: line)
  }

  /// Marks the line at which the flow was to the end of the run as passed at the last instant.
  private mutating func leaveLast(at end: Nanoseconds, _ reasons: [Int: String]) {
    for line in lines.all.indices where left[line] == end {
      add(Spell(start: end, end: end, state: .passed, why: reasons[line] ?? ""), at: line)
    }
  }

  /// Adds a spell; one that goes on as the last makes that longer.
  private mutating func add(_ spell: Spell, at line: Int) {
    if let last = spells[line].last, last.end == spell.start, last.state == spell.state,
      last.why == spell.why
    {
      spells[line][spells[line].count - 1].end = spell.end
    } else {
      spells[line].append(spell)
    }
  }

  /// The lines that are shown, that behind all others included if the flow was there.
  var shownLines: [(text: String, depth: Int)] {
    lines.all.map { ($0.text, $0.depth) } + (endText.map { [($0, 0)] } ?? [])
  }

  /// Writes the program.
  func write(
    to json: inout JSONSink, _ components: PageComponents, _ model: Model, _ clock: PageClock
  ) {
    let count = spells.reduce(lines.all.count) { $0 + $1.count }
    json.list("program", count: count) { list in
      for (place, line) in lines.all.enumerated() {
        let component = line.component.map { components.number(of: model.components[$0].name) }
        write(line.text, line.depth, component ?? -1, spells[place], to: &list, clock)
      }
      if let endText { write(endText, 0, -1, spells[lines.all.count], to: &list, clock) }
    }
  }

  private func write(
    _ text: String, _ depth: Int, _ component: Int64, _ spells: [Spell], to list: inout JSONSink,
    _ clock: PageClock
  ) {
    list.beginObject()
    list.field("text", text.visibleText)
    list.field("depth", depth)
    list.field("component", component)
    list.key("spells")
    list.beginArray()
    for spell in spells {
      list.beginObject()
      list.field("from", clock.ticks(spell.start))
      list.field("to", clock.ticks(spell.end))
      list.field("state", spell.state.rawValue)
      list.field("why", spell.why.visibleText)
      list.endObject()
    }
    list.endArray()
    list.endObject()
  }
}
