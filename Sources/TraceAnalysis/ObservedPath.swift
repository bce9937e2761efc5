public import EventLog

/// What the run was waiting for, at every instant: the blame for the makespan.
///
/// From the end of the last call backwards: what ran, what was waited for instead, for which
/// machine. The parts follow one another from 0 to the makespan without a gap.
public struct ObservedPath: Sendable {
  /// A while on the path.
  public struct Part: Equatable, Sendable {
    /// What happened meanwhile.
    public var kind: Kind
    /// When it begins.
    public var start: Nanoseconds
    /// When it is over.
    public var end: Nanoseconds
    /// The call that ran or waited; 0 if none.
    public var call: CallNumber
    /// The edge by which what comes next waited for it, if not the order of the program.
    public var via: Edge?
    /// The call that held the machine, while waiting for one; 0 if none.
    public var behind: CallNumber = 0
  }

  /// What happened in a part of the path.
  public enum Kind: String, Sendable {
    /// The call ran.
    case running
    /// The call was ready and waited for a slot of its machine.
    case waitingForMachine = "waiting_for_machine"
    /// A timer ran: what comes next had to wait so long.
    case timer
    /// The log does not say.
    case unexplained
  }

  /// The parts, first to last.
  public private(set) var parts: [Part] = []
  /// How long what lies on the path was ready and waited for a machine.
  ///
  /// More than the parts of that kind: where a call needs nothing but a machine, the path goes on
  /// with who held it, and all the time since the call was asked for is waiting nonetheless.
  public private(set) var waiting: Nanoseconds = 0

  /// Follows the path of a run back from the end of its last call.
  ///
  /// - Complexity: O(*n*) in the number of events and causes on the way.
  init(_ graph: RunGraph, makespan: Nanoseconds) {
    let last = graph.table.calls.lazy.filter { !$0.isEndless && $0.endedAt == makespan }
      .compactMap(\.ended).min()
    guard var event = last else { return }
    var via: Edge?
    // What is told of the path so far begins here.
    var told = makespan
    while let step = graph.stepBack(from: event) {
      if let wait = graph.wait(before: event, step) {
        waiting += max(0, min(wait.upperBound, told) - wait.lowerBound)
        told = min(told, wait.lowerBound)
      }
      if var part = step.part, part.start < part.end {
        if part.kind == .running { part.via = via }
        append(part)
      }
      if step.part != nil { via = nil }
      if let edge = step.via { via = edge }
      event = step.next
    }
    if let rest = parts.last.map(\.start) ?? Optional(makespan), rest > 0 {
      append(Part(kind: .unexplained, start: 0, end: rest, call: 0))
    }
    parts.reverse()
  }

  /// Adds an earlier part; what one call did in one go stays one part.
  private mutating func append(_ part: Part) {
    if let later = parts.last, later.start == part.end, later.kind == part.kind,
      later.call == part.call, later.behind == part.behind, part.via == nil
    {
      parts[parts.count - 1].start = part.start
    } else {
      parts.append(part)
    }
  }
}

extension RunGraph {
  fileprivate struct Step {
    var part: ObservedPath.Part?
    var next: Int
    var via: Edge?
  }

  /// When what starts at an event was ready and waited for a machine; nil if it did not.
  fileprivate func wait(before event: Int, _ step: Step) -> Range<Nanoseconds>? {
    guard case .callStarted = log.events[event].kind else { return nil }
    let start = log.events[event]
    if let part = step.part, part.kind == .waitingForMachine { return part.start..<part.end }
    guard log.events[step.next].call != start.call,
      log.causes(of: event).contains(where: { $0.edge == .machine })
    else { return nil }
    return table[start.call].requestedAt..<start.at
  }

  /// One step back along the observed path; nil at its beginning.
  fileprivate func stepBack(from event: Int) -> Step? {
    switch log.events[event].kind {
    case .callStarted: return stepBackFromStart(event)
    case .callRequested, .callResumed: return stepBackToLatest(event)
    default: return stepBackWithinCall(event)
    }
  }

  /// From a start to what made the call ready; the time since then it waited for its machine.
  private func stepBackFromStart(_ event: Int) -> Step? {
    let start = log.events[event]
    let holder = log.causes(of: event).last { $0.edge == .machine }
    guard let ready = latestCause(of: event) else { return stepBackToHolder(holder, event) }
    let request = table[start.call].requested
    if latestCause(of: request) == nil, log.events[Int(ready.seq)].call == start.call {
      return stepBackToHolder(holder, event)
    }
    let readyAt = log.events[Int(ready.seq)].at
    let part = ObservedPath.Part(
      kind: holder == nil ? .unexplained : .waitingForMachine, start: readyAt, end: start.at,
      call: start.call, behind: holder.map { log.events[Int($0.seq)].call } ?? 0)
    return Step(
      part: readyAt < start.at ? part : nil, next: Int(ready.seq), via: ready.edge.viaWord)
  }

  /// From the start of a call that only a machine kept waiting to the end of the one before.
  private func stepBackToHolder(_ holder: Cause?, _ event: Int) -> Step? {
    guard let holder, case let call = log.events[Int(holder.seq)].call, call > 0,
      let end = table[call].ended, end < event
    else { return nil }
    let (from, to) = (log.events[end].at, log.events[event].at)
    let part = ObservedPath.Part(kind: .unexplained, start: from, end: to, call: 0)
    return Step(part: from < to ? part : nil, next: end, via: nil)
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
