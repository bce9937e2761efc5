public import EventLog

/// Why each step of a flow came when it did: only the parallel flags of earlier calls matter, and
/// what the flow itself waits for.
public struct FlowStory: Sendable {
  /// How a flow came to one of its steps.
  public struct Passage: Equatable, Sendable {
    /// The step, from 1.
    public var step: UInt32
    /// When the flow came to it.
    public var at: Nanoseconds
    /// The call of the step before, or 0.
    public var previous: CallNumber
    /// What the flow waited for last, since that call.
    public var wait: Wait?
  }

  /// What a flow waited for.
  public enum Wait: Equatable, Sendable {
    /// The end of a call that is not parallel.
    case blocking(CallNumber)
    /// The end of a call, because a step says so.
    case call(CallNumber)
    /// What a text says, because a step says so.
    case condition(Name)
    /// A timer.
    case timer
  }

  /// The steps that call a component, in order; none of a reactive flow, which goes round.
  public private(set) var passages: [Passage] = []
  /// The call that the flow waited for when the run came to its end, or 0; how a run that was cut
  /// off would have gone on is not known.
  public private(set) var stuckOn: CallNumber = 0
  /// How often a reactive flow went through its steps; 0 of one that is not reactive.
  public private(set) var rounds = 0
  /// How often that was to their end.
  public private(set) var completedRounds = 0

  /// Reads the story off a run.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  public init(_ analysis: Analysis) {
    let log = analysis.log
    var awaited: CallNumber = 0
    var condition = Name.none
    var wait: Wait?
    var previous: [CallNumber: CallNumber] = [:]
    for (seq, event) in log.events.enumerated() where event.call > 0 {
      switch event.kind {
      case .callBlocked(let other, let text) where analysis.table[event.call].isFlow:
        (awaited, condition) = (other, text)
      case .callResumed where analysis.table[event.call].isFlow:
        wait = Self.wait(resumedBy: log.causes(of: seq), awaited, condition)
      case .flowIterated(_, let step):
        rounds += 1
        if step == 0 { completedRounds += 1 }
      case .callStopped where analysis.isFinished && analysis.table[event.call].isFlow:
        stuckOn = awaited
      case .callRequested(let parent, let step, _)
      where parent > 0 && step > 0 && log.causes(of: seq).contains { $0.edge == .program }:
        let before = previous[parent] ?? 0
        if before > 0 || wait != nil {
          passages.append(Passage(step: step, at: event.at, previous: before, wait: wait))
        }
        previous[parent] = event.call
        wait = nil
      default: break
      }
    }
    if rounds > 0 { passages = [] }
  }

  private static func wait(
    resumedBy causes: ArraySlice<Cause>, _ awaited: CallNumber, _ condition: Name
  ) -> Wait {
    if causes.contains(where: { $0.edge == .time }) { return .timer }
    if awaited == 0 { return .condition(condition) }
    return causes.contains { $0.edge == .blocking } ? .blocking(awaited) : .call(awaited)
  }
}
