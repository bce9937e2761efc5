internal import EventLog
internal import TraceAnalysis

/// When the calls of a path ran on it: a path may leave a call and come back to it later.
struct PathStretches {
  /// A while in which the path went through a call.
  struct Stretch: Equatable {
    var start: Nanoseconds
    var end: Nanoseconds
  }

  /// The stretches of each call that has any, in order of time.
  private var stretches: [CallNumber: [Stretch]] = [:]

  var isEmpty: Bool { stretches.isEmpty }

  init() {}

  /// The stretches of the critical path, at the time at which they came to pass.
  ///
  /// - Complexity: O(*n*) in the length of the path.
  init(critical run: Analysis) {
    let log = run.log
    for edge in run.criticalPath.edges {
      let cause = log.causes[edge.cause]
      let (earlier, later) = (log.events[Int(cause.seq)], log.events[edge.effect])
      guard cause.edge == .program, earlier.call == later.call else { continue }
      add(earlier.call, from: earlier.at, to: later.at)
    }
  }

  /// The stretches of the observed path in which calls ran or waited for a machine.
  ///
  /// - Complexity: O(*n*) in the length of the path.
  init(observed run: Analysis) {
    for part in run.observedPath.parts where part.call > 0 {
      if part.kind == .running || part.kind == .waitingForMachine {
        add(part.call, from: part.start, to: part.end)
      }
    }
  }

  private mutating func add(_ call: CallNumber, from start: Nanoseconds, to end: Nanoseconds) {
    guard start < end else { return }
    var list = stretches[call] ?? []
    if let last = list.last, last.end == start {
      list[list.count - 1].end = end
    } else {
      list.append(Stretch(start: start, end: end))
    }
    stretches[call] = list
  }

  /// What of the stretches of a call lies within a while.
  ///
  /// - Complexity: O(*n*) in the number of stretches of the call.
  func within(_ start: Nanoseconds, _ end: Nanoseconds, of call: CallNumber) -> [Stretch] {
    (stretches[call] ?? []).compactMap { stretch in
      let common = Stretch(start: max(start, stretch.start), end: min(end, stretch.end))
      return common.start < common.end ? common : nil
    }
  }
}
