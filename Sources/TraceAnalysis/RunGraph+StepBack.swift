internal import EventLog

// How the observed path leads from an event to the one before it.

extension RunGraph {
  /// A step back along the observed path.
  struct Step {
    /// What happened meanwhile, if time passed.
    var part: ObservedPath.Part?
    /// The event to go on from.
    var next: Int
    /// The edge by which what comes next waited for it, if not the order of the program.
    var via: Edge?
  }

  /// Until when a call that ends with an event did something.
  func lastDoing(before event: Int) -> Nanoseconds {
    let call = log.events[event].call
    guard let cause = log.causes(of: event).last(where: { log.events[Int($0.seq)].call == call }),
      !table.isRunning(after: Int(cause.seq))
    else { return log.events[event].at }
    return log.events[Int(cause.seq)].at
  }

  /// When what starts at an event was ready and waited for a machine; nil if it did not.
  func wait(before event: Int, _ step: Step) -> Range<Nanoseconds>? {
    guard case .callStarted = log.events[event].kind else { return nil }
    let start = log.events[event]
    if let part = step.part, part.kind == .waitingForMachine { return part.start..<part.end }
    guard log.events[step.next].call != start.call,
      log.causes(of: event).contains(where: { $0.edge == .machine }),
      let queued = queued(before: event)
    else { return nil }
    return log.events[queued].at..<start.at
  }

  /// When what starts at an event had all that it needs but a machine, and did not queue for one; nil if that
  /// took no time.
  func delay(before event: Int) -> Range<Nanoseconds>? {
    guard case .callStarted = log.events[event].kind else { return nil }
    let start = log.events[event]
    let end = queued(before: event).map { log.events[$0].at } ?? start.at
    // What it needs has ended by the time it is asked for.
    let ready = table[start.call].requestedAt
    return ready < end ? ready..<end : nil
  }

  /// The event since which what starts at an event queued; nil if it did not.
  private func queued(before event: Int) -> Int? {
    log.causes(of: event).lazy.map { Int($0.seq) }.last {
      log.events[$0].kind == .callQueued && log.events[$0].call == log.events[event].call
    }
  }

  /// One step back along the observed path; nil at its beginning.
  ///
  /// - Parameters:
  ///   - event: The event to go back from.
  ///   - reasons: What was full when, for starts of which the log does not say that they were waited for.
  /// - Returns: The step, with what happened meanwhile.
  func stepBack(from event: Int, _ reasons: Lazy<WaitReasons>) -> Step? {
    switch log.events[event].kind {
    case .callStarted: return stepBackFromStart(event, reasons)
    case .callRequested, .callResumed: return stepBackToLatest(event)
    default: return stepBackWithinCall(event)
    }
  }

  /// From a start to what made the call ready; the time since then it waited for its machine.
  private func stepBackFromStart(_ event: Int, _ reasons: Lazy<WaitReasons>) -> Step? {
    let start = log.events[event]
    let holder = log.causes(of: event).last { $0.edge == .machine }
    guard let ready = latestCause(of: event) else { return stepBackToHolder(holder, event) }
    let request = table[start.call].requested
    let isQueued = queued(before: event) != nil
    if !isQueued, let holder, wasHeld(by: holder, event, reasons) {
      return stepBackToHolder(holder, event)
    }
    if latestCause(of: request) == nil, log.events[Int(ready.seq)].call == start.call,
      holder != nil || !isQueued
    {
      return stepBackToHolder(holder, event)
    }
    let readyAt = log.events[Int(ready.seq)].at
    let behind = isQueued ? holder : nil
    let part = ObservedPath.Part(
      kind: isQueued ? .waitingForMachine : .unexplained, start: readyAt, end: start.at,
      call: start.call, behind: behind.map { log.events[Int($0.seq)].call } ?? 0)
    return Step(
      part: readyAt < start.at ? part : nil, next: Int(ready.seq), via: ready.edge.viaWord)
  }

  /// Whether a call of a trace that did not queue, as far as is told, had what it needs before the one ended that had
  /// its slot, and could not have started sooner.
  ///
  /// It could not where all slots were in use until then. Of a call that is asked for only as it starts, such as a
  /// test, nobody knows since when it could have run: there, what its only worker did before is what it came after.
  private func wasHeld(by holder: Cause, _ event: Int, _ reasons: Lazy<WaitReasons>) -> Bool {
    let start = log.events[event]
    guard table.isTrace, case let other = log.events[Int(holder.seq)].call, other > 0,
      let end = table[other].ended, end < event
    else { return false }
    let (heldUntil, record) = (log.events[end].at, table[start.call])
    var ready = record.requestedAt
    let isAskedLate = ready == start.at
    if isAskedLate {
      guard let cause = latestCause(of: record.requested), cause.edge == .data else { return false }
      ready = log.events[Int(cause.seq)].at
    }
    guard ready < heldUntil else { return false }
    return isAskedLate && reasons.value.hasOneSlot(record.machine)
      || reasons.value.isFull(for: start.call, before: heldUntil)
  }

  /// From the start of a call that only a machine kept waiting to the end of the one before.
  private func stepBackToHolder(_ holder: Cause?, _ event: Int) -> Step? {
    guard let holder, case let call = log.events[Int(holder.seq)].call, call > 0,
      let end = table[call].ended, end < event
    else { return nil }
    let (from, to) = (log.events[end].at, log.events[event].at)
    let part = ObservedPath.Part(kind: .unexplained, start: from, end: to, call: 0)
    // Where nothing was full, the log does not say that it waited for the machine.
    let waited = queued(before: event) != nil
    return Step(part: from < to ? part : nil, next: end, via: waited ? .machine : nil)
  }

  private func stepBackToLatest(_ event: Int) -> Step? {
    // What a timer sets off happens just when it runs out.
    let timer = log.causes(of: event).last { $0.edge == .time }
    guard let cause = timer ?? latestCause(of: event) else { return nil }
    let earlier = Int(cause.seq)
    let (from, to) = (log.events[earlier].at, log.events[event].at)
    let runs = cause.edge == .program && table.isRunning(after: earlier)
    let isTimer = cause.edge == .time
    let part = ObservedPath.Part(
      kind: runs ? .running : isTimer ? .timer : .unexplained, start: from, end: to,
      call: runs ? log.events[earlier].call : isTimer ? log.events[event].call : 0)
    return Step(
      part: from < to ? part : nil, next: earlier, via: isTimer ? nil : cause.edge.viaWord)
  }

  private func stepBackWithinCall(_ event: Int) -> Step? {
    let call = log.events[event].call
    let causes = log.causes(of: event)
    guard let cause = causes.last(where: { log.events[Int($0.seq)].call == call }) else {
      return nil
    }
    let earlier = Int(cause.seq)
    let (from, to) = (log.events[earlier].at, log.events[event].at)
    let runs = table.isRunning(after: earlier)
    // What waited was ended from outside, or ran out of time.
    if !runs, causes.count > 1 { return stepBackToLatest(event) }
    let part = ObservedPath.Part(
      kind: runs ? .running : .unexplained, start: from, end: to, call: runs ? call : 0)
    return Step(part: from < to ? part : nil, next: earlier, via: nil)
  }

  /// The latest cause that is no resource; of several at one instant, the one with most events
  /// before it.
  private func latestCause(of event: Int) -> Cause? {
    var latest: Cause?
    for cause in log.causes(of: event) where !cause.edge.isResource {
      if let known = latest, log.events[Int(known.seq)].at > log.events[Int(cause.seq)].at {
        continue
      }
      latest = cause
    }
    return latest
  }
}

extension Edge {
  /// The edge itself, unless it is just the order of the program.
  fileprivate var viaWord: Edge? { self == .program ? nil : self }
}
