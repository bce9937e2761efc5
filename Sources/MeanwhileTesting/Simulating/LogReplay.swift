internal import EventLog
internal import FileSystem
internal import Reports
internal import Schedules

/// Decides as a run did whose log was kept.
final class LogReplay: Chooser {
  private let log: Log
  /// The task of each step.
  private let lanes: [UInt32]
  /// Whether all decisions so far could be those of the log.
  private(set) var hasFollowed = true

  /// - Parameters:
  ///   - path: Where the log is, from the folder of a file on.
  ///   - file: The file.
  /// - Throws: What reading it fails with.
  init(_ path: String, beside file: String) throws {
    log = try Log.read(OpenedFile.bytes(of: KeptLog.place(of: path, beside: file))).log
    lanes = log.events.compactMap { event in
      switch event.kind {
      case .callStarted, .callResumed: event.call - 1
      default: nil
      }
    }
  }

  func choose(among ready: [Candidate], at step: Int) -> Int {
    guard step < lanes.count, let place = ready.firstIndex(where: { $0.lane == lanes[step] }) else {
      if step < lanes.count { hasFollowed = false }
      return 0
    }
    return place
  }

  /// Whether the log tells of a failure: one that was cut off or changed does not.
  var tellsOfFailure: Bool {
    log.events.contains { event in
      if case .callProgressed(let point) = event.kind {
        log.names[point].hasPrefix("fails: ")
      } else {
        false
      }
    }
  }

  /// What a run did otherwise first, in words; nil if it did the same.
  ///
  /// Names of functions do not count, nor how the run ended: a test may be called otherwise, and lines move.
  func difference(from other: Log) -> String? {
    guard let difference = Self.skeleton(of: log).firstDifference(from: Self.skeleton(of: other))
    else { return nil }
    return DifferenceReport(difference, expected: log, actual: other, chain: 2).text
  }

  /// A log without what its texts say, but for the names of tasks.
  private static func skeleton(of log: Log) -> Log {
    var builder = LogBuilder(header: log.header)
    for (seq, event) in log.events.enumerated().dropFirst() where event.kind != .logClosed {
      let kind: Event.Kind =
        switch event.kind {
        case .callProgressed: .callProgressed(point: .none)
        case .callBlocked(let call, _): .callBlocked(on: call, condition: builder.intern("…"))
        case .callFailed, .callSucceeded: .callSucceeded
        default: event.kind
        }
      let component = builder.intern(log.names[event.component])
      builder.append(kind, at: event.at, component, call: event.call)
      for cause in log.causes(of: seq) where Int(cause.seq) < seq {
        builder.cause(Int(cause.seq), cause.edge)
      }
    }
    return builder.close()
  }
}
