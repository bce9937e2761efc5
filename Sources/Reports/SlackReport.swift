internal import EventLog
public import TraceAnalysis
internal import Formatting

/// How late each call may be without making the whole run later (slack), and how much shorter the run would be without
/// it (drag); the critical calls first.
public struct SlackReport: Report, Sendable, TellsTimes {
  private let run: Analysis
  private let calls: [CallRecord]
  var timeScale: TimeScale { run.timeScale }

  /// Makes the report of a run.
  public init(_ run: Analysis) {
    self.run = run
    let (slack, drag) = (run.slack.total, run.slack.drag)
    calls = run.calls.filter { $0.startedAt != nil && !$0.isEndless }.sorted {
      let (left, right) = (Int($0.number) - 1, Int($1.number) - 1)
      return (slack[left], drag[right], left) < (slack[right], drag[left], right)
    }
  }

  /// The report for people.
  public var text: String {
    if !run.measures.knowsRunning { return openText }
    let slack = run.slack
    let critical = calls.filter { slack.total[Int($0.number) - 1] == 0 }.count
    let are = critical == 1 ? "is" : "are"
    let words = Vocabulary(run).anyCall
    let answer =
      "\(run.name.visibleText): \(critical) of \(counted(calls.count, words.one, words.many)) \(are) critical; "
      + "span \(timeText(run.measures.span))"
    var table = Table([.left, .right, .right, .right, .right])
    table.add(words.one, "running", "slack", "free float", "drag")
    for call in calls {
      let index = Int(call.number) - 1
      table.add(
        run.title(of: call.number), timeText(call.running), timeText(slack.total[index]),
        timeText(slack.free[index]),
        (slack.dragsAtLeast.contains(call.number) ? "≥ " : "") + timeText(slack.drag[index]))
    }
    var lines = [answer] + [run.partRemark].compactMap(\.self) + [""] + table.lines
    if !slack.dragsAtLeast.isEmpty {
      lines += [
        "", "  ≥ so many calls run in parts beside each other that the drag of one part is told.",
      ]
    }
    switch run.measures.dependencies {
    case .recorded: break
    case .nested:
      lines += ["", "  Worked out from what ran within what, and what ended before what began."]
    case .inferred, .unknown:
      lines += ["", "  Dependencies are not recorded: of this, only the running times are known."]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report where it is not known how long calls ran.
  private var openText: String {
    var table = Table([.left, .right])
    table.add(Vocabulary(run).anyCall.one, "waited and ran")
    for call in calls.sorted(by: { ($1.running, $0.number) < ($0.running, $1.number) }) {
      table.add(run.title(of: call.number), timeText(call.running))
    }
    return
      (["\(run.name.visibleText): slack unknown, since the times of its calls hold waits", ""]
      + table.lines).joined(separator: "\n") + "\n"
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    let least = run.slack.dragsAtLeast.sorted().map { JSONValue(count: $0) }
    return JSONValue.report(
      [
        ("name", .string(run.name)),
        ("span_ns", JSONValue(run.measures.knownSpan)),
        (
          "slack",
          .array(
            calls.map { call in
              .object(zip(Self.keys, fields(of: call)).map { ($0, $1) })
            })
        ),
      ] + (least.isEmpty ? [] : [("drags_at_least", .array(least))]), notes)
  }

  /// The report for tables: a row for each call.
  public var csv: String {
    csvText([Self.keys] + calls.map { fields(of: $0).map(\.plainText) })
  }

  private static let keys = [
    "call", "component", "running_ns", "slack_ns", "free_float_ns", "drag_ns",
  ]

  private func fields(of call: CallRecord) -> [JSONValue] {
    let index = Int(call.number) - 1
    return [
      JSONValue(count: call.number), .string(run.component(of: call.number)),
      .integer(call.running),
    ]
      + [run.slack.total[index], run.slack.free[index], run.slack.drag[index]].map {
        run.measures.knowsRunning ? .integer($0) : .null
      }
  }
}
