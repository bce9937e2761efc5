public import EventLog
public import Simulation

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
