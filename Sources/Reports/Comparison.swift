public import EventLog
public import TraceAnalysis
internal import Formatting

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
    if let blocker = allParallel.blockerText { return "it never gets past \(blocker)" }
    return run.isFinished ? allParallel.difference(from: run) : nil
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
        reason: run.endText ?? "its log was not closed")
    }
    if let end = twin.endText { return .unknown(reason: "one after the other \(end)") }
    if let blocker = twin.blockerText {
      return .unknown(reason: "one after the other it never gets past \(blocker)")
    }
    return twin.difference(from: run).map { .unknown(reason: "one after the other \($0)") }
      ?? serial
  }
}

extension Analysis {
  /// How the run ended if it came to no good end of its own, in words; nil if it did.
  public var endText: String? { ending == .end ? nil : log.words(for: ending) }

  /// What a report says first of a run that did not do all that it was to do; nil of one that did.
  var partRemark: String? {
    isWhole ? nil : "  \(endingSentence); this is of what was done by then".visibleText
  }

  /// How many calls of each component that can end were started.
  private var startedCalls: [String: Int] {
    calls.lazy.filter { !$0.isEndless && $0.startedAt != nil }
      .reduce(into: [:]) { $0[log.names[$1.component], default: 0] += 1 }
  }

  /// How many calls of each component came to their own end.
  private var succeededCalls: [String: Int] {
    calls.lazy.filter { call in
      call.ended.map { log.events[$0].kind == .callSucceeded } ?? false
    }.reduce(into: [:]) { $0[log.names[$1.component], default: 0] += 1 }
  }

  /// What this run does otherwise than another, so that their times say nothing of each other; nil if
  /// it makes the same calls and as many of them succeed.
  fileprivate func difference(from other: Analysis) -> String? {
    guard startedCalls == other.startedCalls else { return "it makes other calls" }
    let (here, there) = (succeededCalls, other.succeededCalls)
    let name = here.keys.filter { here[$0, default: 0] > there[$0, default: 0] }.min()
    if let name { return "\(name) comes to its own end" }
    return here == there ? nil : "not as many calls come to their own end"
  }
}
