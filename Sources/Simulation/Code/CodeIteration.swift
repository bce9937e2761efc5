internal import EventLog
internal import Formatting

/// How far a reactive flow of code is: one that is run again from its top whenever something has changed.
struct CodeIteration {
  let isReactive: Bool
  /// How often the flow was run.
  private(set) var count = IterationCount()
  /// Whether it could not come past a call or a condition, and has to be run again.
  var isAborted = false
  /// Whether it waits until something changes.
  var waitsForChange = false
  /// The call or condition that it waits for.
  var awaited: (call: CallNumber, condition: String?) = (0, nil)
  /// Whether it has come to its end for good.
  var isEnded = false
  /// The events by which something changed since it last did.
  var changes: [(event: Int, edge: Edge)] = []
  /// The variables that it wrote, with what they were before and the step.
  var written: [(variable: Int, before: Value, step: UInt32)] = []
  /// The components at whose calls the code of the flow has looked.
  var watched: Set<Int> = []
  /// Whether it has looked at whether calls have started.
  var looksAtStarts = false

  init(isReactive: Bool) { self.isReactive = isReactive }

  /// Takes in that something changed; true if the flow is to be run again for it.
  mutating func noteChange(_ event: Int, _ edge: Edge) -> Bool {
    guard isReactive, !isEnded else { return false }
    changes.append((event, edge))
    return waitsForChange
  }

  mutating func begin(at now: Nanoseconds) {
    count.begin(at: now)
    changes.removeAll(keepingCapacity: true)
    written.removeAll(keepingCapacity: true)
    (isAborted, waitsForChange, awaited) = (false, false, (0, nil))
  }
}

extension CodeDriver {
  /// Begins the flow, or an iteration of it; nil if nothing is to be begun.
  mutating func stepFlow() -> CodeActivation? {
    guard !iteration.isEnded else { return nil }
    if iteration.count.number == 0 {
      iteration.begin(at: engine.now)
    } else {
      guard iteration.waitsForChange, !iteration.changes.isEmpty else { return nil }
      engine.resume(1)
      for change in iteration.changes { engine.cause(change.event, change.edge) }
      iteration.begin(at: engine.now)
    }
    calls[0].isAtWork = true
    return .begin(1, origin: 1)
  }

  /// Ends an iteration of a reactive flow, because its condition for going on does not hold.
  ///
  /// - Parameters:
  ///   - condition: The condition, in words.
  ///   - step: The place in the code.
  package mutating func abortIteration(waitingFor condition: String, step: UInt32) {
    guard mayGoOn(1), !iteration.isAborted else { return }
    endIteration(on: 0, for: condition, step: step)
  }

  /// Ends an iteration, at the end of the flow or where it would have to wait for a call or a condition.
  mutating func endIteration(
    on call: CallNumber, for condition: String? = nil, step: UInt32
  ) {
    let isAborted = call > 0 || condition != nil
    addNextCauses(of: 1)
    engine.note(.flowIterated(iteration: iteration.count.number, step: isAborted ? step : 0), of: 1)
    // An iteration that leaves a variable as it found it has not changed it.
    for (variable, before, _) in iteration.written where board.values[variable] != before {
      iteration.changes.append((board.writes[variable], .data))
    }
    iteration.isAborted = isAborted
    // Calls without an end are stopped when all else has been done, the flow at its end too.
    if !isAborted, engine.openCalls == 1, iteration.changes.isEmpty { return finishFlow() }
    if iteration.count.goesRound, !iteration.changes.isEmpty { return endAsCircle() }
    engine.block(1, on: call, for: isAborted ? condition : "a change")
    iteration.waitsForChange = true
    iteration.awaited = (call, condition)
    if !iteration.changes.isEmpty { scheduleSteps() }
  }

  private mutating func endAsCircle() {
    let changed = iteration.written.first { board.values[$0.variable] != $0.before }
    let what = changed.map { change in
      model.variables[change.variable].name + (change.step > 0 ? " at step \(change.step)" : "")
    }
    engine.end(
      as: .livelock(
        "the flow changes \(what ?? "something") each time it runs, and so runs again"))
    stopAll(OpenCalls(of: engine).numbers)
  }
}
