internal import EventLog
internal import Formatting
internal import Graphviz
internal import TraceAnalysis

/// How far each call of a dependency diagram has come at an instant, and how its box shows that: by a word, a border and a
/// fill.
struct DependencyInstant {
  /// How far a call has come.
  enum Progress: CaseIterable {
    case ahead, waiting, running, blocked, done, failed, stopped

    /// The word in its box.
    var word: String {
      switch self {
      case .ahead: "to come"
      case .waiting: "waits to start"
      case .running: "▶ running"
      case .blocked: "‖ blocked"
      case .done: "✓ done"
      case .failed: "✕ failed"
      case .stopped: "■ stopped"
      }
    }
  }

  private let table: CallTable
  private let log: Log
  let instant: Nanoseconds

  init(_ run: Analysis, at instant: Nanoseconds) {
    (table, log, self.instant) = (run.table, run.log, instant)
    var blocked: Set<CallNumber> = []
    for interval in table.intervals where interval.activity == .blocked {
      if interval.start <= instant, instant < interval.end { blocked.insert(interval.call) }
    }
    self.blocked = blocked
  }

  /// The calls that wait for something at the instant, having started.
  private let blocked: Set<CallNumber>

  /// How far a call has come.
  func progress(of number: CallNumber) -> Progress {
    let call = table[number]
    if let ended = call.ended, let end = call.endedAt, end <= instant {
      switch log.events[ended].kind {
      case .callFailed: return .failed
      case .callStopped: return .stopped
      default: return .done
      }
    }
    guard call.requestedAt <= instant else { return .ahead }
    guard let start = call.startedAt, start <= instant else { return .waiting }
    return blocked.contains(number) ? .blocked : .running
  }

  /// Whether how a call ends, or that it never starts, is not known yet.
  func isAhead(_ number: CallNumber) -> Bool {
    (table[number].endedAt ?? log.end) > instant
  }

  /// What a box of several calls says: how many of them have ended, and how many run.
  func words(for calls: [CallNumber]) -> String {
    let all = calls.map(progress)
    let (done, running) = (all.count { $0 == .done }, all.count { $0 == .running })
    return "\(done) of \(calls.count) done" + (running > 0 ? ", \(running) running" : "")
  }

  /// How far a box of several calls has come.
  func progress(of calls: [CallNumber]) -> Progress {
    let all = calls.map(progress)
    return all.first { $0 == .failed } ?? all.first { $0 == .running || $0 == .blocked }
      ?? (Set(all).count == 1 ? all[0] : all.contains(.done) ? .running : .waiting)
  }

  /// How wide the words in a box may get at any instant.
  static func width(of calls: Int, fontSize: Double) -> Double {
    let words =
      calls == 1 ? Progress.allCases.map(\.word) : ["\(calls) of \(calls) done, \(calls) running"]
    return words.map { $0.textWidth(fontSize: fontSize) }.max() ?? 0
  }

  /// Changes how a box looks by how far its calls have come.
  func apply(_ progress: Progress, to look: inout DOTAttributes) {
    let fill = look[.fillcolor] ?? Palette.group
    switch progress {
    case .ahead:
      (look[.fillcolor], look[.style]) = (Palette.page, "rounded,filled,dashed")
      look[.color] = Palette.ahead
      look[.penwidth] = 0.7
      look[.fontcolor] = Palette.boxFaint
    case .waiting:
      (look[.fillcolor], look[.style]) = (Palette.group, "rounded,filled,dashed")
      look[.penwidth] = 1.5
    case .blocked:
      (look[.fillcolor], look[.style]) = (fill, "rounded,filled,dotted")
      look[.penwidth] = 2.5
    case .running:
      look[.penwidth] = 3
      (look[.color], look[.class]) = (Palette.observed, "observed")
    case .done: look[.fillcolor] = fill.faded(to: 0.4)
    case .failed, .stopped:
      look[.fillcolor] = fill.faded(to: 0.4)
      look[.penwidth] = 2.5
      (look[.color], look[.class]) = (Palette.loss, "loss")
    }
  }
}
