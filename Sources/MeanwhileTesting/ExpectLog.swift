public import Components
public import EventLog
public import Testing

/// Expects that a flow does what it did when its log was kept: every event, with its time and its causes.
///
///     @Test func training() throws {
///       try expectLog(of: Training(), matches: "Logs/training.events.jsonl")
///     }
///
/// The first time, and whenever it is to do something else from now on, run the test with `MEANWHILE_RECORD=1` in the environment: that
/// writes the log, and fails, so that no test is ever kept green by recording. Where a log differs, the first event that does
/// is told with its causes, and the log and charts of both runs are attached to the test.
///
/// - Parameters:
///   - flow: The flow; it is run on a virtual clock.
///   - path: Where the log is kept, from the folder of the test's file on.
///   - name: What the run is called; by default as the type of the flow.
///   - seed: The seed of all draws.
///   - mode: Which components run in parallel.
///   - limits: How far the run may go.
///   - file: The file of the test.
///   - sourceLocation: Where issues are reported.
/// - Throws: `FlowError` for a flow that is put together wrongly; what reading or writing the log fails with.
public func expectLog(
  of flow: some Flow, matches path: String, name: String? = nil, seed: UInt64 = 0,
  mode: RunMode = .declared, limits: Limits = Limits(), file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let run = try simulate(flow, name: name, seed: seed, mode: mode, limits: limits)
  try expectLog(run.log, matches: path, file: file, sourceLocation: sourceLocation)
}

/// Expects that a run did what it did when its log was kept.
///
/// - Parameters:
///   - log: The log of the run.
///   - path: Where the log is kept, from the folder of the test's file on.
///   - file: The file of the test.
///   - sourceLocation: Where issues are reported.
/// - Throws: What reading or writing the kept log fails with.
public func expectLog(
  _ log: Log, matches path: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try KeptLog(path, beside: file).expect(
    log, isRecording: KeptLog.isRecording, sourceLocation: sourceLocation)
}
