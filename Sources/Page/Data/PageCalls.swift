internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// The calls of a run as columns, a value for each call in the order of the rows.
struct PageCalls {
  private let run: Analysis
  private let rows: PageRows
  /// The marks of each call, by its number − 1.
  let marks: [Marks]

  /// What is true of a call.
  struct Marks: OptionSet {
    let rawValue: UInt8

    static let isCritical = Marks(rawValue: 1)
    static let isObserved = Marks(rawValue: 2)
    static let hasFailed = Marks(rawValue: 4)
    static let wasStopped = Marks(rawValue: 8)
    static let isFlow = Marks(rawValue: 32)
  }

  /// - Complexity: O(*n*) in the number of events once the paths are known.
  init(_ run: Analysis, _ rows: PageRows) {
    self.run = run
    self.rows = rows
    var marks = [Marks](repeating: [], count: run.table.calls.count)
    if run.measures.hasCriticalPath {
      for part in run.criticalPath.parts where part.kind == .running && part.call > 0 {
        marks[Int(part.call) - 1].insert(.isCritical)
      }
    }
    for part in run.observedPath.parts where part.call > 0 && part.kind != .unexplained {
      marks[Int(part.call) - 1].insert(.isObserved)
    }
    for call in run.table.calls {
      if call.isFlow { marks[Int(call.number) - 1].insert(.isFlow) }
      guard let ended = call.ended else { continue }
      switch run.log.events[ended].kind {
      case .callFailed: marks[Int(call.number) - 1].insert(.hasFailed)
      case .callStopped: marks[Int(call.number) - 1].insert(.wasStopped)
      default: break
      }
    }
    self.marks = marks
  }

  /// Whether it is known how much later calls may be.
  private var hasSlack: Bool { run.measures.hasCriticalPath }

  /// Writes the columns, and what the calls are called where that is more than their components.
  func write(
    to json: inout JSONSink, _ components: PageComponents, _ lanes: PageLanes, _ clock: PageClock
  ) {
    let table = run.table
    json.key("calls")
    json.beginObject()
    func column(_ key: StaticString, _ value: (CallRecord) -> Int64) {
      json.column(key, rows.calls.map { value(table[$0]) })
    }
    column("number") { Int64($0.number) }
    column("component") { components[$0.component] }
    column("lane") { Int64(lanes.laneOfCall[Int($0.number) - 1]) }
    column("depth") { Int64(lanes.depthOfCall[Int($0.number) - 1]) }
    column("parent") { rows[$0.parent] }
    column("requested") { clock.ticks($0.requestedAt) }
    column("start") { $0.startedAt.map(clock.ticks) ?? -1 }
    column("end") { $0.endedAt.map(clock.ticks) ?? -1 }
    column("running") { clock.ticks($0.running) }
    column("flags") { Int64(marks[Int($0.number) - 1].rawValue) }
    if hasSlack {
      let slack = run.slack
      column("slack") { has(slackOf: $0) ? clock.ticks(slack.total[Int($0.number) - 1]) : -1 }
      column("drag") { has(slackOf: $0) ? clock.ticks(slack.drag[Int($0.number) - 1]) : -1 }
    } else {
      json.field("slack", word: "null")
      json.field("drag", word: "null")
    }
    json.endObject()
    writeLabels(to: &json)
  }

  private func has(slackOf call: CallRecord) -> Bool {
    call.startedAt != nil && !call.isEndless && !call.isFlow
  }

  private func writeLabels(to json: inout JSONSink) {
    guard rows.calls.count <= Self.mostLabels,
      run.table.calls.contains(where: { !$0.arguments.isNone })
    else { return json.field("labels", word: "null") }
    json.texts("labels", rows.calls.map(label))
  }

  /// Of more calls only the components are named.
  private static let mostLabels = 50_000

  /// What a call is called: `train with machine A counting`.
  private func label(of call: CallNumber) -> String {
    let arguments = run.log.names[run.table[call].arguments]
    let name = run.component(of: call)
    return arguments.isEmpty ? name : "\(name) with \(arguments)".clipped(toBytes: 400)
  }
}
