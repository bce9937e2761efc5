public import EventLog

/// Why each step of a flow came when it did: only the parallel flags of earlier calls matter.
public struct FlowStory: Sendable {
  /// How a flow came to one of its steps.
  public struct Passage: Equatable, Sendable {
    /// The step, from 2.
    public var step: UInt32
    /// When the flow came to it.
    public var at: Nanoseconds
    /// The call of the step before.
    public var previous: CallNumber
    /// Whether the flow waited for that call.
    public var waited: Bool
  }

  /// The steps after the first, in order.
  public private(set) var passages: [Passage] = []
  /// The call that the flow waited for when the run came to its end, or 0; how a run that was cut
  /// off would have gone on is not known.
  public private(set) var stuckOn: CallNumber = 0

  /// Reads the story off a run.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public init(_ analysis: Analysis) {
    var awaited: CallNumber = 0
    var previous: [CallNumber: CallNumber] = [:]
    for event in analysis.log.events {
      switch event.kind {
      case .callBlocked(let other, _) where analysis.table[event.call].isFlow: awaited = other
      case .callStopped where analysis.isFinished && analysis.table[event.call].isFlow:
        stuckOn = awaited
      case .callRequested(let parent, let step, _) where parent > 0 && step > 0:
        if let before = previous[parent] {
          passages.append(
            Passage(step: step, at: event.at, previous: before, waited: awaited == before))
        }
        previous[parent] = event.call
      default: break
      }
    }
  }
}
