internal import EventLog
internal import Simulation
internal import TraceAnalysis

/// What became of the shared state and of the calls of each component when a run was over.
struct FinalState: Sendable {
  /// What became of the calls of a component.
  private struct Calls {
    var calls = 0
    var work = Int128(0)
    var counts: [CallStatus: Int] = [:]
    /// The states of the call that was asked for last.
    var latest: Set<CallStatus> = []
    /// Where the first call started, and the last ended; a call that is tried again starts more than once.
    var start: Moment?
    var end: Moment?

    mutating func take(_ call: CallRecord, _ states: Set<CallStatus>) {
      calls += 1
      work += Int128(call.running)
      for state in states { counts[state, default: 0] += 1 }
      latest = states
    }
  }

  /// An event of a call.
  struct Moment {
    var event: Int
    var call: CallNumber
    var at: Nanoseconds
  }

  /// The last value of each variable.
  private(set) var variables: [String: Value] = [:]
  /// The first call that failed for good.
  private(set) var firstFailed: CallNumber?
  private var components: [String: Calls] = [:]

  /// Reads the state off a run; calls that were still open when it ended count as stopped.
  ///
  /// - Complexity: O(*n*) in the number of events.
  init(of run: Analysis) {
    let log = run.log
    var values: [Name: Name] = [:]
    var starts: [Name: Moment] = [:]
    var ends: [Name: Moment] = [:]
    var triedAgain: Set<CallNumber> = []
    for (seq, event) in log.events.enumerated() {
      switch event.kind {
      case .stateDeclared(let variable, let value), .stateWritten(let variable, let value):
        values[variable] = value
      case .callRequested:
        if let failed = Self.failed(before: seq, in: log) { triedAgain.insert(failed) }
      case .callStarted:
        if starts[event.component] == nil {
          starts[event.component] = Moment(event: seq, call: event.call, at: event.at)
        }
      case .callSucceeded, .callFailed, .callStopped:
        if run.table[event.call].startedAt != nil {
          ends[event.component] = Moment(event: seq, call: event.call, at: event.at)
        }
      default: break
      }
    }
    for (variable, value) in values { variables[log.names[variable]] = log.value(value) }
    var firstFailure = Int.max
    var components: [Name: Calls] = [:]
    for call in run.table.calls {
      let states = Self.states(of: call, in: log, isTriedAgain: triedAgain.contains(call.number))
      if states.contains(.failed), let ended = call.ended, ended < firstFailure, !call.isFlow {
        (firstFailure, firstFailed) = (ended, call.number)
      }
      components[call.component, default: Calls()].take(call, states)
    }
    for (name, var calls) in components {
      (calls.start, calls.end) = (starts[name], ends[name])
      self.components[log.names[name]] = calls
    }
  }

  /// The call that failed and is made again by the request that is an event; nil if there is none.
  private static func failed(before request: Int, in log: Log) -> CallNumber? {
    for cause in log.causes(of: request) where cause.edge == .time {
      let event = log.events[Int(cause.seq)]
      if case .callFailed = event.kind, event.component == log.events[request].component {
        return event.call
      }
    }
    return nil
  }

  /// The states of a call when all is over; one that failed and was tried again has come to no end.
  private static func states(
    of call: CallRecord, in log: Log, isTriedAgain: Bool
  ) -> Set<CallStatus> {
    let started: Set<CallStatus> = call.startedAt == nil ? [] : [.started]
    if isTriedAgain { return started }
    guard let ended = call.ended else { return started.union([.pending]) }
    switch log.events[ended].kind {
    case .callSucceeded: return started.union([.succeeded, .finished])
    case .callFailed: return started.union([.failed, .finished])
    default: return started.union([.stopped, .finished])
    }
  }

  /// Whether the call of a component that was asked for last is in a state.
  func isLatest(_ status: CallStatus, of component: String) -> Bool {
    components[component]?.latest.contains(status) ?? false
  }

  /// How many calls of a component are in a state.
  func count(_ status: CallStatus, of component: String) -> Int {
    components[component]?.counts[status] ?? 0
  }

  /// The first start of any call of some components; nil if none started.
  func firstStart(of names: [String]) -> Moment? {
    names.compactMap { components[$0]?.start }.min { $0.event < $1.event }
  }

  /// The last end of any call of some components that had started; nil if there is none.
  func lastEnd(of names: [String]) -> Moment? {
    names.compactMap { components[$0]?.end }.max { $0.event < $1.event }
  }

  /// What is counted or timed of the calls of some components; nil for the time of what never came.
  func value(of measure: ComponentMeasure, of names: [String]) -> MeasuredValue? {
    switch measure {
    case .calls: MeasuredValue(names.reduce(0) { $0 + (components[$1]?.calls ?? 0) })
    case .work: MeasuredValue(names.reduce(Int128(0)) { $0 + (components[$1]?.work ?? 0) })
    case .start: firstStart(of: names).map { MeasuredValue($0.at) }
    case .end: lastEnd(of: names).map { MeasuredValue($0.at) }
    case .count(let status):
      MeasuredValue(names.reduce(0) { $0 + count(status, of: $1) })
    }
  }
}
