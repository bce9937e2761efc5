internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What a slice of a Chrome trace is called, its category, and what it says besides.
struct ChromeWords {
  let name: String
  let category: String
  private let run: ExportedRun
  private let content: ChromeEntry.Content

  /// What a slice within a call is called while which the call is blocked.
  static let blocked = "(blocked)"

  init(_ run: ExportedRun, _ content: ChromeEntry.Content) {
    self.run = run
    self.content = content
    let analysis = run.run
    switch content {
    case .call(let call):
      name = analysis.component(of: call)
      category = analysis.table[call].isFlow ? "flow" : "call"
    case .blocked: (name, category) = (Self.blocked, "wait")
    case .queued(let place):
      name = analysis.component(of: analysis.table.intervals[place].call)
      category = "wait"
    case .critical(let place):
      let part = analysis.criticalPath.parts[place]
      name = part.kind == .timer ? "timer" : analysis.component(of: part.call)
      category = "critical path"
    case .observed(let place):
      let part = analysis.observedPath.parts[place]
      name =
        switch part.kind {
        case .running: analysis.component(of: part.call)
        case .waitingForMachine: "\(analysis.component(of: part.call)) waits"
        case .timer: "timer"
        case .unexplained: "unexplained"
        }
      category = "observed path"
    case .arrow: (name, category) = ("", "")
    }
  }

  /// Writes the arguments of the slice.
  func write(to json: inout JSONSink) {
    let analysis = run.run
    switch content {
    case .call(let number): write(analysis.table[number], to: &json)
    case .blocked(let place), .queued(let place):
      let interval = analysis.table.intervals[place]
      json.field("call", interval.call)
      if case .callBlocked(let other, let condition) = run.log.events[interval.from].kind {
        if other > 0 { json.field("on", analysis.title(of: other)) }
        if !condition.isNone { json.field("for", run.log.names[condition]) }
      }
    case .critical(let place):
      json.field("call", analysis.criticalPath.parts[place].call)
    case .observed(let place):
      let part = analysis.observedPath.parts[place]
      if part.call > 0 { json.field("call", part.call) }
      json.field("kind", part.kind.rawValue)
      json.field("via", ifAny: part.via?.word)
      if part.behind > 0 { json.field("behind", analysis.title(of: part.behind)) }
    case .arrow: break
    }
  }

  private func write(_ call: CallRecord, to json: inout JSONSink) {
    json.field("call", call.number)
    if !call.arguments.isNone { json.field("arguments", run.log.names[call.arguments]) }
    if call.parent > 0 { json.field("parent", call.parent) }
    json.field("status", run.status(of: call))
    json.field("reason", ifAny: run.reason(of: call))
    json.field("requested_ns", call.requestedAt)
    json.field("running_ns", call.running)
    json.field("slack_ns", ifAny: run.slack(call, \.total))
    json.field("drag_ns", ifAny: run.slack(call, \.drag))
    if run.critical[Int(call.number) - 1] != nil { json.field("critical", word: "true") }
  }
}
