public import EventLog

/// Why each step of a flow came when it did: only the parallel flags of earlier calls matter, and
/// what the flow itself waits for and looks at.
public struct FlowStory: Sendable {
  /// How a flow came to one of its steps.
  public struct Passage: Equatable, Sendable {
    /// The step, from 1.
    public var step: UInt32
    /// When the flow came to it.
    public var at: Nanoseconds
    /// The call of the step before, or 0.
    public var previous: CallNumber
    /// What the flow waited for since that call; of several, the last for which it did wait.
    public var wait: Wait?
    /// What the flow last saw, since that call, of each variable or status that it looked at.
    public var seen: [Observation] = []
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

  /// What a flow saw when it looked at something.
  public struct Observation: Equatable, Sendable {
    /// The variable, or the status such as `train.succeeded`.
    public var name: Name
    /// Its value.
    public var value: Name
  }

  /// Rounds of a reactive flow, one after the other, that stopped at the same step.
  public struct Stop: Equatable, Sendable {
    /// The step; 0 if they came to the end.
    public var step: UInt32
    /// What they waited for there.
    public var wait: Wait?
    /// When the first of them was.
    public var start: Nanoseconds
    /// When the flow next came further, or the run ended.
    public var end: Nanoseconds
  }

  /// The steps that call a component, in order; none of a reactive flow, which goes round.
  public private(set) var passages: [Passage] = []
  /// How often a reactive flow went through its steps; 0 of one that is not reactive.
  public private(set) var iterations = 0
  /// Where a reactive flow stopped, in order of time.
  public private(set) var stops: [Stop] = []

  private var awaited: CallNumber = 0
  private var condition = Name.none
  private var blockedAt: Nanoseconds = 0
  private var previous: CallNumber = 0
  private var wait: Wait?
  private var seen: [Observation] = []

  /// Reads the story off a run.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  public init(_ analysis: Analysis) {
    let log = analysis.log
    guard analysis.table.calls.contains(where: { $0.isFlow || $0.parent > 0 && $0.step > 0 }) else {
      return
    }
    for (seq, event) in log.events.enumerated() where event.call > 0 {
      if case .callRequested(let parent, let step, _) = event.kind, parent > 0, step > 0,
        log.causes(of: seq).contains(where: { $0.edge == .program })
      {
        request(event, step)
      } else if analysis.table[event.call].isFlow {
        takeIn(event, log.causes(of: seq))
      }
    }
    if iterations > 0 { passages = [] }
    if !stops.isEmpty { stops[stops.count - 1].end = log.end }
  }

  private mutating func request(_ event: Event, _ step: UInt32) {
    if previous > 0 || wait != nil {
      passages.append(
        Passage(step: step, at: event.at, previous: previous, wait: wait, seen: seen))
    }
    (previous, wait, seen) = (event.call, nil, [])
  }

  private mutating func takeIn(_ event: Event, _ causes: Column<Cause>.SubSequence) {
    switch event.kind {
    case .callBlocked(let other, let text):
      (awaited, condition, blockedAt) = (other, text, event.at)
      if let last = stops.last, last.wait == nil, last.step > 0 {
        stops[stops.count - 1].wait = other > 0 ? .blocking(other) : .condition(text)
        joinStops()
      }
    case .callResumed:
      if wait == nil || event.at > blockedAt { wait = wait(endedBy: causes) }
    case .stateRead(let name, let value):
      seen.removeAll { $0.name == name }
      seen.append(Observation(name: name, value: value))
    case .flowIterated(_, let step):
      iterations += 1
      if let last = stops.indices.last { stops[last].end = event.at }
      stops.append(Stop(step: step, start: event.at, end: event.at))
      if step == 0 { joinStops() }
    default: break
    }
  }

  /// Makes one of the last two stops if they are the same.
  private mutating func joinStops() {
    guard stops.count > 1,
      case let (before, last) = (stops[stops.count - 2], stops[stops.count - 1]),
      before.step == last.step, before.wait == last.wait
    else { return }
    stops.removeLast()
    stops[stops.count - 1].end = last.end
  }

  private func wait(endedBy causes: Column<Cause>.SubSequence) -> Wait {
    if causes.contains(where: { $0.edge == .time }) { return .timer }
    if awaited == 0 { return .condition(condition) }
    return causes.contains { $0.edge == .blocking } ? .blocking(awaited) : .call(awaited)
  }
}
