public import EventLog
public import Simulation

/// A run of a flow that is over.
public struct CompletedRun: Sendable {
  /// What happened.
  public let log: Log
  /// How the run came to its end.
  public let ending: Ending
  /// When the last call ended, of those that end.
  public let makespan: Duration
  /// How many events there were, kept or not.
  public let eventCount: Int
  /// What the run failed with, as it was thrown; nil if it did not.
  public let error: (any Error)?

  /// What the flow waited for when all that could happen had, such as a server that never ends; nil if it came to its end.
  public let blocker: String?

  /// The log of a run that did all that it was to do.
  ///
  /// - Returns: The log.
  /// - Throws: What the run failed with, or `UnfinishedRun` where it deadlocked, came to a limit, or the flow never came to its end.
  public func get() throws -> Log {
    if let error { throw error }
    guard ending == .end, blocker == nil else {
      throw UnfinishedRun(ending: ending, blocker: blocker)
    }
    return log
  }
}

/// That a run did not do all that it was to do.
public struct UnfinishedRun: Error, CustomStringConvertible, Sendable {
  /// How it ended.
  public let ending: Ending
  /// What the flow waited for in the end.
  public let blocker: String?

  /// How it ended, in words.
  public var description: String {
    switch ending {
    case .end: "the flow did not come to its end: \(blocker ?? "")"
    case .limit(let limit): "the run came to its limit of \(limit)"
    case .deadlock(let reason): "the run deadlocked: \(reason)"
    case .livelock(let reason): "the run would have gone round for ever: \(reason)"
    case .failure(let reason): reason
    }
  }
}

/// Runs a flow on a virtual clock: as fast as it can be run, and the same each time.
///
///     let run = try simulate(Toy())
///     print(run.makespan)          // 4.0 seconds
///     try run.get().write(…)
///
/// All runs on the thread that calls this, which does nothing else meanwhile. What code does outside of the run (a detached
/// task, a timer of the system) is found and ends it.
///
/// - Parameters:
///   - flow: The flow.
///   - name: The name of the run; by default that of the flow's type.
///   - seed: The seed of all draws.
///   - mode: Which components run in parallel: those that are declared so, none, or all.
///   - limits: How far the run may go.
///   - keepsLog: Whether the events are kept, or only counted.
/// - Returns: The run, well ended or not.
/// - Throws: `FlowError` for a flow that is put together wrongly.
public func simulate<Body: Flow>(
  _ flow: Body, name: String? = nil, seed: UInt64 = 0, mode: RunMode = .declared,
  limits: Limits = Limits(), keepsLog: Bool = true
) throws -> CompletedRun {
  LatestSeed.note(seed)
  let parts = try FlowParts(of: flow, name: name ?? String(describing: Body.self))
  let header = parts.header(of: flow, seed: seed, mode: mode, clock: .virtual)
  let run = VirtualRun(
    parts, header: header, seed: seed, mode: mode, limits: limits, keepsLog: keepsLog)
  run.run(flow)
  return run.finished()
}

/// Runs a flow for real, on the clock and the cores of the machine, and records it.
///
///     let real = try await record(Toy())
///     let simulated = try simulate(Toy())   // the same kind of log, to be compared
///
/// What components are, and what it means to call them, is as in `simulate`. Their code runs as tasks on Swift's own threads and
/// takes the time that it takes; `sleep(for:)` really sleeps. When a call waits whose code does several things at once is known
/// only as far as what it does tells.
///
/// - Parameters:
///   - flow: The flow.
///   - name: The name of the run; by default that of the flow's type.
///   - seed: The seed of all draws.
///   - mode: Which components run in parallel: those that are declared so, none, or all.
///   - timeout: How long the run may last, after which what is open is stopped: nobody can tell a deadlock from long work.
/// - Returns: The run, well ended or not.
/// - Throws: `FlowError` for a flow that is put together wrongly.
public func record<Body: Flow>(
  _ flow: Body, name: String? = nil, seed: UInt64 = 0, mode: RunMode = .declared,
  timeout: Duration? = nil
) async throws -> CompletedRun {
  LatestSeed.note(seed)
  let parts = try FlowParts(of: flow, name: name ?? String(describing: Body.self))
  let header = parts.header(of: flow, seed: seed, mode: mode, clock: .wall)
  let run = WallRun(parts, flow, header: header, seed: seed, mode: mode)
  await run.run(timeout: timeout)
  return run.finished()
}
