public import EventLog
public import TraceAnalysis

/// A run held against its serial side: the question that the whole package is about.
public struct Comparison: Sendable {
  /// What the run is compared with.
  public enum SerialSide: Sendable {
    /// The same scenario run again, with nothing parallel.
    case twin(Analysis)
    /// Another run, given as the serial side.
    case input(Analysis)
    /// The run's own work: all calls one after the other. Contention may inflate it.
    case work
    /// There is nothing to compare with, and why.
    case unknown(reason: String)
  }

  /// The name under which the comparison is told.
  public let name: String
  /// The run itself.
  public let run: Analysis
  /// What it is compared with.
  public let serial: SerialSide
  /// The same scenario with everything parallel, if it could be run.
  public let allParallel: Analysis?

  /// Compares a run.
  public init(
    name: String? = nil, run: Analysis, serial: SerialSide, allParallel: Analysis? = nil
  ) {
    self.name = name ?? run.name
    self.run = run
    self.serial = Comparison.comparable(serial, with: run)
    self.allParallel = allParallel
  }

  /// How long the serial side takes, if it is known.
  public var serialTime: Nanoseconds? {
    switch serial {
    case .twin(let other), .input(let other): other.measures.makespan
    case .work: run.measures.work
    case .unknown: nil
    }
  }

  /// How long it takes with everything parallel, if that could be run and comes to its end.
  public var allParallelTime: Nanoseconds? {
    allParallel.flatMap { $0.isWhole ? $0.measures.makespan : nil }
  }

  /// What is to be said of the run with everything parallel beside its time: why it has none, or that
  /// it does something else.
  var allParallelRemark: String? {
    guard let allParallel else { return nil }
    if let end = allParallel.endText { return end }
    guard allParallel.isFinished else { return "it does not end within the limits" }
    if let blocker = allParallel.endlessBlocker {
      return "it never gets past \(allParallel.title(of: blocker)), which never ends"
    }
    return run.isFinished && allParallel.finishedCalls != run.finishedCalls
      ? "it makes other calls" : nil
  }

  /// How long the run takes.
  public var parallelTime: Nanoseconds { run.measures.makespan }

  /// What parallelism saved; negative if it lost time.
  public var saved: Nanoseconds? { serialTime.map { $0 - parallelTime } }

  /// Serial time by parallel time.
  public var speedup: Double? {
    guard let serialTime, parallelTime > 0 else { return nil }
    return Double(serialTime) / Double(parallelTime)
  }

  /// Speedup by machine.
  public var efficiency: Double? { speedup.map { $0 / Double(run.measures.machines) } }

  /// The word for the serial side in JSON: `twin`, `work` or `input`.
  public var serialBasis: String? {
    switch serial {
    case .twin: "twin"
    case .input: "input"
    case .work: "work"
    case .unknown: nil
    }
  }

  /// Twins with different calls are not compared, nor is a run that did not come to its end: their
  /// difference would say nothing.
  private static func comparable(_ serial: SerialSide, with run: Analysis) -> SerialSide {
    guard case .twin(let twin) = serial else { return serial }
    guard run.isFinished else {
      return .unknown(
        reason: run.endText
          ?? (run.isCutOff ? "the run was cut off at its limit" : "its log was not closed"))
    }
    guard twin.isFinished else {
      return .unknown(
        reason: twin.endText.map { "one after the other \($0)" }
          ?? "one after the other it does not end within the limits")
    }
    if let blocker = twin.endlessBlocker {
      return .unknown(
        reason:
          "one after the other it never gets past \(twin.title(of: blocker)), which never ends"
      )
    }
    guard twin.finishedCalls == run.finishedCalls else {
      return .unknown(reason: "one after the other it makes other calls")
    }
    return serial
  }
}

extension Analysis {
  /// How the run ended if it came to no good end of its own, in words; nil if it did, or was cut off.
  public var endText: String? {
    switch ending {
    case .end, .limit: nil
    case .deadlock, .livelock, .failure: log.words(for: ending)
    }
  }

  /// Whether the run did all that it was to do, so that its bounds are those of the program and not
  /// only of what was done by then.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public var isWhole: Bool { isFinished && endlessBlocker == nil }

  /// The call for which a flow waited until the end of the run, if there is one.
  public var endlessBlocker: CallNumber? {
    let stuckOn = FlowStory(self).stuckOn
    return stuckOn > 0 ? stuckOn : nil
  }

  /// How many calls of each component came to an end of their own.
  fileprivate var finishedCalls: [String: Int] {
    var counts: [String: Int] = [:]
    for call in calls where !call.isEndless && call.startedAt != nil {
      counts[log.names[call.component], default: 0] += 1
    }
    return counts
  }
}
