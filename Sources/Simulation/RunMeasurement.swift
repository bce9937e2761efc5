public import EventLog

/// What is known of a run of which no log was kept.
public struct RunMeasurement: Equatable, Sendable {
  /// How often a component was called, as far as that is known without a log.
  public struct Calls: Equatable, Sendable {
    /// The name of the component.
    public var component: String
    /// Whether its calls never end by themselves.
    public var isEndless: Bool
    /// How many of its calls started.
    public var started: Int
    /// How many came to their own end.
    public var succeeded: Int
  }

  /// The end of the last call, of those that end.
  public let makespan: Nanoseconds
  /// The instant of the last event.
  public let end: Nanoseconds
  /// How the run came to its end.
  public let ending: Ending
  /// The call for which the flow waited until a run without other fault was over, and what it never did:
  /// `web, which never ends`; nil if there is none.
  public let blocker: String?
  /// The first call that waited for its start until a run without other fault was over; nil if there is none.
  public let starved: Starvation?
  /// How many events there were.
  public let events: Int
  /// The calls of each component, in the order of declaration.
  public let calls: [Calls]

  /// Whether the run did all that it was to do.
  public var isWhole: Bool { ending == .end && blocker == nil && starved == nil }

  init<Entry: EngineEntry>(_ engine: borrowing Engine<Entry>, _ model: Model, blocker: String?) {
    makespan = engine.makespan
    end = engine.now
    ending = engine.ending
    self.blocker = ending == .end ? blocker : nil
    starved =
      ending == .end
      ? engine.starved.map { Starvation(call: engine.title(of: $0.call, model), reason: $0.reason) }
      : nil
    events = engine.log.count + 1
    calls = model.components.indices.map { index in
      Calls(
        component: model.components[index].name, isEndless: engine.lines[index].isEndless,
        started: Int(engine.lines[index].started), succeeded: Int(engine.lines[index].succeeded))
    }
  }
}
