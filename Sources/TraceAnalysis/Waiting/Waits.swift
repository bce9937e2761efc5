public import EventLog

/// What kept a call waiting that was ready to run.
public enum WaitReason: Hashable, Sendable {
  /// The call before it of the same component, which had to end first.
  case turn
  /// A free slot of a machine; of a pool, if the run is a trace. `Name.none` is a machine without a name.
  case machine(Name)
  /// One of the lanes that all calls of a trace share, such as the jobs of a build.
  case lane
}

/// How long a call waited for one thing.
public struct Wait: Equatable, Sendable {
  /// The call.
  public let call: CallNumber
  /// What it waited for.
  public let reason: WaitReason
  /// How long.
  public let time: Nanoseconds
}

extension Analysis {
  /// What calls waited for while they queued, the longest wait first.
  ///
  /// A call first waits for its turn, until the call before it of the same component has ended, and then for a
  /// machine.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public var waits: [Wait] {
    let reasons = waitReasons
    return table.intervals.lazy.filter { $0.activity == .queued }
      .flatMap { waits(in: $0, reasons) }
      .sorted { ($1.time, $0.call) < ($0.time, $1.call) }
  }

  /// What a call waited for in a while in which it queued for a machine; of several things, for which it did
  /// longest.
  public func reason(of call: CallNumber, waitingIn time: Range<Nanoseconds>) -> WaitReason {
    let parts = waitReasons.parts(of: time, call: call)
    return parts.max { $0.time < $1.time }?.reason ?? .machine(table[call].machine)
  }

  private func waits(in interval: Interval, _ reasons: WaitReasons) -> [Wait] {
    guard let started = table[interval.call].started else { return [] }
    let previous = log.causes(of: started).last { $0.edge == .queue }
    let turn = previous.map { log.events[Int($0.seq)].at } ?? interval.start
    let ready = min(max(turn, interval.start), interval.end)
    let parts =
      [(WaitReason.turn, ready - interval.start)]
      + reasons.parts(of: ready..<interval.end, call: interval.call)
    return parts.filter { $0.1 > 0 }.map { Wait(call: interval.call, reason: $0.0, time: $0.1) }
  }
}
