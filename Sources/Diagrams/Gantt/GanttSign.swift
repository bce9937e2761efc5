internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// A small mark in a row of a Gantt chart: something that takes no time.
struct GanttSign {
  /// What happened.
  enum Kind: CaseIterable {
    /// A whole call that takes no time.
    case milestone
    /// A call that was stopped as soon as it had started.
    case stopped
    /// A flow asked for a call that an earlier one stands for.
    case hit
    /// A variable was written.
    case write
    /// An item was put into a stream, or taken out of it.
    case sent, received
    /// A read or a write that could have come before another.
    case race

    /// What the legend says of it.
    var word: String {
      switch self {
      case .milestone: "milestone, takes no time"
      case .stopped: GanttChart.Ending.stopped.word
      case .hit: "cache hit"
      case .write: "write"
      case .sent: "item put in"
      case .received: "item taken out"
      case .race: "race"
      }
    }
  }

  var kind: Kind
  /// The event.
  var event: Int
  var call: CallNumber
  var at: Nanoseconds
}

extension GanttSign {
  /// What of a run takes no time, by its events.
  ///
  /// - Complexity: O(*n*) in the number of events, and that of finding races where state is shared.
  static func all(of run: Analysis) -> [GanttSign] {
    var signs: [GanttSign] = []
    var shares = false
    for (seq, event) in run.log.events.enumerated() {
      var kind: Kind
      switch event.kind {
      case .callStarted: kind = .milestone
      case .callCached: kind = .hit
      case .stateWritten: kind = .write
      case .messageSent: kind = .sent
      case .messageReceived: kind = .received
      case .stateDeclared, .stateRead:
        shares = true
        continue
      default: continue
      }
      guard event.call > 0 else { continue }
      if kind == .milestone {
        let call = run.table[event.call]
        guard call.takesNoTime else { continue }
        if run.isStopped(call) { kind = .stopped }
      }
      signs.append(GanttSign(kind: kind, event: seq, call: event.call, at: event.at))
    }
    guard shares else { return signs }
    for race in Races(run.log).races where race.later.call > 0 {
      let (event, call) = (race.later.event, race.later.call)
      signs.append(GanttSign(kind: .race, event: event, call: call, at: race.later.at))
    }
    return signs
  }

  /// What happened, for whoever rests the pointer on the mark.
  func words(_ run: Analysis) -> String {
    let (log, who) = (run.log, run.title(of: call))
    switch log.events[event].kind {
    case _ where kind == .stopped: return "\(who) is stopped as soon as it has started"
    case _ where kind == .race:
      return "\(who) races: nothing orders what it does here and another's"
    case .callCached(let hit, _, _): return "\(who) asks again for what \(run.title(of: hit)) did"
    case .stateWritten(let variable, let value):
      return "\(who) writes \(log.names[variable]) = \(log.value(value).shown)"
    case .messageSent(let stream, let item):
      return "\(who) puts item \(item) into \(log.names[stream])"
    case .messageReceived(let stream, let item):
      return "\(who) takes item \(item) out of \(log.names[stream])"
    default: return "\(who) takes no time"
    }
  }
}

extension CallRecord {
  /// Whether it starts and ends at once.
  var takesNoTime: Bool {
    !isFlow && !isEndless && startedAt != nil && startedAt == endedAt
  }
}

extension Analysis {
  /// Whether a call was stopped: the end that it has is none of its own.
  func isStopped(_ call: CallRecord) -> Bool {
    guard let ended = call.ended, case .callStopped = log.events[ended].kind else { return false }
    return true
  }
}
