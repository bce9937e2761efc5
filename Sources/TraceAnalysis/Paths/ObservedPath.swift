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
    /// The edge by which what comes next waited for it, if not the order of the program: `machine` where that
    /// needed nothing but the machine that this call held.
    public var via: Edge?
    /// The call that held the machine, while waiting for one; 0 if none.
    ///
    /// A wait in which several calls held it one after the other is a part for each.
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
  public var waiting: Nanoseconds {
    waits.reduce(0) { $0 + $1.time.upperBound - $1.time.lowerBound }
  }

  /// The calls on the path that waited for a machine, and when, the last first; no two at once.
  package private(set) var waits: [(call: CallNumber, time: Range<Nanoseconds>)] = []

  /// The calls on the path that had all that they need before they queued or started, and when that was,
  /// the last first; no two at once.
  private(set) var delays: [(call: CallNumber, time: Range<Nanoseconds>)] = []

  /// Follows the path of a run back from the end of its last call.
  ///
  /// - Parameters:
  ///   - graph: The run.
  ///   - reasons: What was full when.
  ///   - makespan: When the last call ends.
  /// - Complexity: O(*n*) in the number of events and causes on the way.
  init(_ graph: RunGraph, _ reasons: Lazy<WaitReasons>, makespan: Nanoseconds) {
    let last = graph.table.calls.lazy.filter { !$0.isEndless && $0.endedAt == makespan }
      .compactMap(\.ended)
    // Of those that were ended together as nothing could go on, the one that waited for the least time.
    guard
      var event = last.max(by: {
        (graph.lastDoing(before: $0), $1) < (graph.lastDoing(before: $1), $0)
      })
    else { return }
    var via: Edge?
    // What is told of the path so far begins here.
    var told = makespan
    while true {
      let step = graph.stepBack(from: event, reasons)
      if let step, let wait = graph.wait(before: event, step) {
        let end = min(wait.upperBound, told)
        if wait.lowerBound < end {
          waits.append((graph.log.events[event].call, wait.lowerBound..<end))
        }
        told = min(told, wait.lowerBound)
      }
      if let delay = graph.delay(before: event) {
        let end = min(delay.upperBound, told)
        if delay.lowerBound < end {
          delays.append((graph.log.events[event].call, delay.lowerBound..<end))
        }
        told = min(told, delay.lowerBound)
      }
      // What the first on the path waited for is a delay as well.
      guard let step else { break }
      if var part = step.part, part.start < part.end {
        if part.kind == .running { part.via = via }
        if part.kind == .waitingForMachine {
          for part in graph.holders(of: part, before: event) { append(part) }
        } else {
          append(part)
        }
      }
      if step.part != nil { via = nil }
      if let edge = step.via { via = edge }
      event = step.next
    }
    let rest = parts.last?.start ?? makespan
    if rest > 0 { append(Part(kind: .unexplained, start: 0, end: rest, call: 0)) }
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
