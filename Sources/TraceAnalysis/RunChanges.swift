public import EventLog

/// What is different between two runs: their measures, their calls, what they left behind.
///
/// Calls are compared with each other by component and by number among the calls of that component,
/// so that a call that is new moves no other out of its place.
public struct RunChanges: Sendable {
  /// A measure in both runs, in nanoseconds, or a plain number for `calls`.
  public struct Measure: Equatable, Sendable {
    /// What is measured: `makespan`, `work`, `span`, `floor` or `calls`.
    public var name: String
    /// In the first run; nil if not known.
    public var expected: Int128?
    /// In the second run; nil if not known.
    public var actual: Int128?
  }

  /// The calls of one component in both runs.
  public struct Component: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// How many calls there were in the first run and in the second.
    public var calls = Pair(0, 0)
    /// How long they ran, all together.
    public var running = Pair(Int128(0), 0)
    /// How many calls that both runs have started in both.
    public var paired = 0
    /// How many of those started at another time.
    public var moved = 0
    /// By how much those moved, from the least to the most; negative is earlier.
    public var shift: ClosedRange<Nanoseconds> = 0...0
    /// How many calls that both runs have ended otherwise: well, badly, or stopped.
    public var endedOtherwise = 0
    /// The first of those in each run.
    public var firstEndedOtherwise = Pair(CallNumber(0), 0)

    /// Whether anything is different.
    public var isChanged: Bool {
      calls.isChanged || running.isChanged || moved > 0 || endedOtherwise > 0
    }
  }

  /// What a variable was at the end of both runs; nil where there was none.
  public struct Remainder: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// In the first run.
    public var expected: Value?
    /// In the second run.
    public var actual: Value?

    /// Makes one.
    public init(name: String, expected: Value?, actual: Value?) {
      self.name = name
      self.expected = expected
      self.actual = actual
    }
  }

  /// How many items went through a stream in both runs.
  public struct Stream: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// How many items were put in.
    public var sent = Pair<UInt32>(0, 0)
    /// How many items were taken out.
    public var received = Pair<UInt32>(0, 0)
  }

  /// The same of the first run and of the second.
  public struct Pair<Value: Equatable & Sendable>: Equatable, Sendable {
    /// Of the first.
    public var expected: Value
    /// Of the second.
    public var actual: Value

    /// Whether they differ.
    public var isChanged: Bool { expected != actual }

    init(_ expected: Value, _ actual: Value) {
      self.expected = expected
      self.actual = actual
    }
  }

  /// The measures.
  public let measures: [Measure]
  /// The components that are called in a run, in the order of their first call; flows are none.
  public let components: [Component]
  /// The variables whose values differ at the end, in the order of their declaration.
  public let variables: [Remainder]
  /// The streams through which another number of items went, in the order of their declaration.
  public let streams: [Stream]

  /// Holds a run against another, which is expected to be the same.
  ///
  /// - Complexity: O(*n*) in the number of events.
  public init(expected: Analysis, actual: Analysis) {
    let (left, right) = (expected.measures, actual.measures)
    measures = [
      Measure(
        name: "makespan", expected: Int128(left.makespan), actual: Int128(right.makespan)),
      Measure(name: "work", expected: left.work, actual: right.work),
      Measure(name: "span", expected: Int128(left.span), actual: Int128(right.span)),
      Measure(
        name: "floor", expected: left.floor.map { Int128($0) },
        actual: right.floor.map { Int128($0) }),
      Measure(name: "calls", expected: Int128(left.calls), actual: Int128(right.calls)),
    ]
    variables = Self.changedVariables(expected.log, actual.log)
    streams = Self.changedStreams(expected, actual)
    components = ComponentPairs(expected, actual).components
  }

  private static func changedStreams(_ expected: Analysis, _ actual: Analysis) -> [Stream] {
    var streams: [Stream] = []
    var places: [String: Int] = [:]
    func place(_ use: StreamUse, _ log: Log) -> Int {
      let name = log.names[use.stream]
      if let place = places[name] { return place }
      places[name] = streams.count
      streams.append(Stream(name: name))
      return streams.count - 1
    }
    for use in expected.streams {
      let place = place(use, expected.log)
      (streams[place].sent.expected, streams[place].received.expected) = (use.sent, use.received)
    }
    for use in actual.streams {
      let place = place(use, actual.log)
      (streams[place].sent.actual, streams[place].received.actual) = (use.sent, use.received)
    }
    return streams.filter { $0.sent.isChanged || $0.received.isChanged }
  }

  private static func changedVariables(_ expected: Log, _ actual: Log) -> [Remainder] {
    let (left, right) = (lastValues(of: expected), lastValues(of: actual))
    let names = left.order + right.order.filter { left.values[$0] == nil }
    return names.map { name in
      Remainder(name: name, expected: left.values[name], actual: right.values[name])
    }.filter { $0.expected != $0.actual }
  }

  private static func lastValues(of log: Log) -> (order: [String], values: [String: Value]) {
    var order: [Name] = []
    var last: [Name: Name] = [:]
    for event in log.events {
      switch event.kind {
      case .stateDeclared(let variable, let value):
        order.append(variable)
        last[variable] = value
      case .stateWritten(let variable, let value): last[variable] = value
      default: break
      }
    }
    let values = order.map { (log.names[$0], log.value(last[$0] ?? .none)) }
    return (values.map(\.0), Dictionary(values, uniquingKeysWith: { first, _ in first }))
  }
}

extension Analysis {
  /// How a call ended, in a word that is the same whenever it ended like that.
  public func outcome(of call: CallRecord) -> String {
    guard let ended = call.ended else { return "open" }
    switch log.events[ended].kind {
    case .callFailed: return "failed"
    case .callStopped: return "stopped"
    default: return "succeeded"
    }
  }
}
