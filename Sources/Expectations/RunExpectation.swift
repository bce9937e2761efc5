public import EventLog
public import Simulation
public import TraceAnalysis

/// What a scenario expects of its run: `makespan <= 4s`, `never: deadlock`, `order: [load, train]`.
public struct RunExpectation: Equatable, Sendable {
  /// The expectation as it was written.
  public var text: String
  /// Where it stands, from 1.
  public var line: Int
  /// What is to be so.
  public var claim: Claim

  /// An expectation that stands in a line of a text.
  public init(_ text: String, line: Int, _ claim: Claim) {
    (self.text, self.line, self.claim) = (text, line, claim)
  }

  /// What is to be so when the run is over.
  public enum Claim: Equatable, Sendable {
    /// A measure of the run is in a relation to a value: `saved >= 2s`.
    case measure(RunMeasure, Relation, Limit)
    /// What is counted or timed of the calls of some components is in a relation to a value: `train.calls == 2`.
    case component(ComponentMeasure, of: ChosenComponents, Relation, MeasuredValue)
    /// A condition on the shared state and the calls holds: `best_loss < 0.1`.
    case condition(Expression)
    /// None of these happened.
    case never([Hazard])
    /// All calls of each have ended before the first call of the next starts.
    case order([ChosenComponents])
    /// The run ended so, and not well.
    case ends(Hazard)
  }

  /// Whether the run has to be compared with its serial twin to know whether it is so.
  public var asksForBaseline: Bool {
    if case .measure(let measure, _, _) = claim { measure.asksForBaseline } else { false }
  }

  /// What a measure of the run is compared with.
  public enum Limit: Equatable, Sendable {
    /// A value in its own unit.
    case value(MeasuredValue)
    /// A part of what the baseline takes: `50%` of what is `saved`.
    case part(MeasuredValue)
  }
}

/// Components that were named together, by a name or by a pattern such as `trial_*`.
public struct ChosenComponents: Equatable, Sendable {
  /// The name or the pattern.
  public var text: String
  /// The names that are meant, in the order of their declaration; not empty.
  public var names: [String]

  /// Components that were named together.
  public init(_ text: String, _ names: [String]) { (self.text, self.names) = (text, names) }
}

/// What can be counted or timed of the calls of components.
public enum ComponentMeasure: Equatable, Sendable {
  /// How many there were, whether they ran or not.
  case calls
  /// How long they ran, all together.
  case work
  /// When the first started.
  case start
  /// When the last ended.
  case end
  /// How many came to a state.
  case count(CallStatus)

  /// The word for it, behind the name of a component and a point.
  public var word: String {
    switch self {
    case .calls: "calls"
    case .work: "work"
    case .start: "start"
    case .end: "end"
    case .count(let status): status.rawValue
    }
  }

  /// What its values are.
  public var unit: RunMeasure.Unit {
    switch self {
    case .calls, .count: .count
    case .work, .start, .end: .time
    }
  }

  /// All of them.
  public static var all: [ComponentMeasure] {
    [.calls, .work, .start, .end] + CallStatus.allCases.map(ComponentMeasure.count)
  }
}

/// What can go wrong in a run.
public enum Hazard: String, CaseIterable, Sendable {
  /// Nothing more could happen although calls were waiting.
  case deadlock
  /// The flow would have gone round for ever.
  case livelock
  /// A call failed for good.
  case failure
  /// A limit cut the run off.
  case limit
  /// The flow never gets past a call that never ends, or a call never starts behind one.
  case stuck
  /// Two accesses to shared state could have come in the other order.
  case race

  /// Whether a run can end so.
  public var isEnd: Bool { self != .race }
}
