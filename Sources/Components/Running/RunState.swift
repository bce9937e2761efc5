internal import EventLog
internal import Simulation

/// What changes while code runs: what the driver knows, and what the code has to do with that the driver does not know.
struct RunState: ~Copyable {
  var driver: CodeDriver
  /// What calls run, by the first try of each.
  var codes: [CallNumber: any CodeToRun] = [:]
  /// The items in the streams.
  var items: StreamItems
  /// The conditions for which code waits, by the places of the waits.
  var checks: [Int32: ConditionCheck] = [:]
  /// The values of variables, as far as they were written.
  var values: [(any Sendable)?]
  /// What the run failed with.
  var error: (any Error)?
  /// Whether it was ended from outside.
  var isInterrupted = false
  /// The arguments with which components were called that remember them.
  var arguments = KnownArguments()

  init(
    _ parts: FlowParts, header: LogHeader, seed: UInt64, mode: RunMode, limits: Limits,
    keepsLog: Bool = true
  ) {
    values = Array(repeating: nil, count: parts.model.variables.count)
    items = StreamItems(areMarks: parts.areMarks)
    driver = CodeDriver(
      parts.model.running(as: mode), emitted: parts.emitted, header: header, seed: seed,
      limits: limits, keepsLog: keepsLog)
  }

  /// How a wait came to its end, with the item that was taken out if it was for one.
  mutating func arrival(of outcome: CodeOutcome, _ wait: CodeWait) -> Arrival {
    switch outcome {
    case .returned: return .returned
    case .timedOut: return .timedOut
    case .ended: return .ended
    case .item(let stream): return .item(items.take(from: stream))
    case .sent(let stream):
      items.putWaiting(wait, into: stream)
      return .returned
    }
  }

  /// Takes in that the code of a call has come to its end, with an error and what that says if it threw one.
  mutating func end(_ call: CallNumber, _ failure: (error: any Error, text: String)?) {
    guard let failure, !driver.isOver, driver.mayGoOn(call) else { return driver.end(call) }
    if call == 1 || error == nil { error = failure.error }
    driver.end(call, failure: failure.text)
  }

  /// Ends the run, because the code of a call does something that must not be.
  mutating func breakOff(_ call: CallNumber, of component: String, because reason: String) {
    if error == nil { error = CodeError(.escaped("\(component) (call \(call)): \(reason)")) }
    driver.breakOff(call, because: reason)
  }

  /// What an error says, which may itself ask something of the run.
  static func failure(_ error: (any Error)?) -> (error: any Error, text: String)? {
    guard let error, !(error is IterationEnd) else { return nil }
    return (error, StableText.text(of: error))
  }

  /// The run with its log, and nothing left that holds on to what ran.
  mutating func finished() -> CompletedRun {
    (codes, checks) = ([:], [:])
    let (ending, makespan, events) = (driver.ending, driver.makespan, driver.eventCount + 1)
    return CompletedRun(
      log: driver.close(), ending: ending, makespan: .nanoseconds(makespan), eventCount: events,
      error: ending.kind == .failure || isInterrupted ? error : nil, blocker: driver.blocker)
  }
}

/// How a wait of code came to its end.
enum Arrival: Sendable {
  case returned
  case timedOut
  case item(any Sendable)
  case ended
  case stopped
}

/// A condition for which code waits.
struct ConditionCheck: Sendable {
  var condition: @Sendable () -> Bool
  var hasTimeout: Bool
  var context: CallContext

  /// Whether it holds now, and what it looked at.
  func evaluate() -> (holds: Bool, looks: [Expression.Token]) {
    CallContext.$current.withValue(context) { context.check(condition) }
  }
}
