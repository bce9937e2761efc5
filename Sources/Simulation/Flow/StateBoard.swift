internal import EventLog

/// The shared state at work: what each variable is, who wrote it, and how many calls are in which
/// state.
struct StateBoard {
  /// How many calls of a component are in each state.
  struct Counts {
    var pending: UInt32 = 0
    var running: UInt32 = 0
    var started: UInt32 = 0
    var succeeded: UInt32 = 0
    var failed: UInt32 = 0
    var stopped: UInt32 = 0
    /// The state of the call that was asked for last, and that call.
    var latest: CallStatus?
    var latestCall: CallNumber = 0
    var hasLatestStarted = false
    /// The last event that changed any of this.
    var event: Int?

    var open: UInt32 { pending + running }

    fileprivate func count(_ status: CallStatus) -> UInt32 {
      switch status {
      case .pending: pending
      case .running: running
      case .started: started
      case .succeeded: succeeded
      case .failed: failed
      case .stopped: stopped
      case .finished: succeeded + failed + stopped
      }
    }

    fileprivate func isLatest(_ status: CallStatus) -> Bool {
      switch status {
      case .started: hasLatestStarted
      case .finished: latest == .succeeded || latest == .failed || latest == .stopped
      default: latest == status
      }
    }
  }

  private(set) var values: [Value]
  /// The event that wrote each variable last.
  private(set) var writes: [Int]
  var counts: [Counts]
  /// For components that run several calls at once, how those changed.
  private var changes: [AtOnceChanges?]
  /// For each component the event at which the flow looked last at how its calls are; −1 before that.
  private var lastLooks: [Int]
  /// For variables that several components, or several calls at once, write, what is needed to see whether in order.
  private var order: CausalOrder?
  private let isContended: [Bool]

  init(_ model: Model, declaredAt events: [Int], names: [Name], flow: Name) {
    values = model.variables.map(\.value)
    writes = events
    counts = Array(onLargePages: Counts(), count: model.components.count)
    changes = model.components.map(AtOnceChanges.init)
    lastLooks = Array(repeating: -1, count: model.components.count)
    let writers = model.writers
    isContended = model.areWritesContended
    guard isContended.contains(true) else { return }
    let watched = zip(writers, isContended).filter(\.1).flatMap(\.0)
    order = CausalOrder(watching: Set(watched.map { $0 < 0 ? flow : names[$0] }))
  }

  /// The value of what an expression names.
  func value(of token: Expression.Token) -> Value {
    switch token {
    case .variable(let index): values[index]
    case .status(let status, let component): .flag(counts[component].isLatest(status))
    case .count(let status, let component): .number(Double(counts[component].count(status)))
    case .value(let value): value
    case .operation: .null
    }
  }

  /// Finds the events that made what an expression names what it is.
  ///
  /// - Parameters:
  ///   - token: What the expression names.
  ///   - call: The call that looks at it.
  ///   - event: The event of that call by which it does so, which is to follow from these.
  /// - Returns: Those events, ascending; none if nothing made it so.
  mutating func origins(
    of token: Expression.Token, for call: CallNumber, at event: Int
  ) -> Origins {
    switch token {
    case .variable(let index): Origins(writes[index])
    case .status(let status, let component), .count(let status, let component):
      origins(
        ofCallsOf: component, for: call, at: event,
        areStartsSeen: status == .pending || status == .running || status == .started)
    case .value, .operation: Origins(nil)
    }
  }

  /// The events that made the calls of a component be as they are, ascending; none if there was none.
  mutating func origins(
    ofCallsOf component: Int, for call: CallNumber, at event: Int, areStartsSeen: Bool = false
  ) -> Origins {
    guard let changes = changes[component] else { return Origins(counts[component].event) }
    let known = call == 1 ? lastLooks[component] : -1
    if call == 1 { lastLooks[component] = event }
    return Origins(
      counts[component].event, changes.events(since: known, areStartsSeen: areStartsSeen))
  }

  /// Takes in that an event gave a variable a value; true if it had another one before.
  mutating func write(_ value: Value, to variable: Int, by event: Int) -> Bool {
    let changes = values[variable] != value
    values[variable] = value
    writes[variable] = event
    return changes
  }

  // MARK: How calls are

  /// Takes in that a call of a component was asked for.
  mutating func noteRequest(_ call: CallNumber, of component: Int) {
    counts[component].pending += 1
    counts[component].latest = .pending
    counts[component].latestCall = call
    counts[component].hasLatestStarted = false
  }

  /// Takes in that a call of a component started, by that event.
  mutating func noteStart(_ call: CallNumber, of component: Int, by event: Int) {
    counts[component].pending -= 1
    counts[component].running += 1
    counts[component].started += 1
    counts[component].event = event
    changes[component]?.noteStart(by: event)
    if counts[component].latestCall == call {
      counts[component].latest = .running
      counts[component].hasLatestStarted = true
    }
  }

  /// Takes in that a call of a component ended, by that event: how, or pending if it is to be made again.
  mutating func noteEnd(
    _ call: CallNumber, of component: Int, by event: Int, hasStarted: Bool, as status: CallStatus
  ) {
    var counts = counts[component]
    if hasStarted { counts.running -= 1 } else { counts.pending -= 1 }
    switch status {
    case .pending: counts.pending += 1
    case .succeeded: counts.succeeded += 1
    case .failed: counts.failed += 1
    default: counts.stopped += 1
    }
    counts.event = event
    changes[component]?.noteEnd(by: event)
    if counts.latestCall == call { counts.latest = status }
    self.counts[component] = counts
  }

  /// Takes in that a call which failed is not made again as it was to be: it has failed for good.
  mutating func noteGivenUp(_ failed: CallNumber, of component: Int) {
    counts[component].pending -= 1
    counts[component].failed += 1
    if counts[component].latestCall == failed { counts[component].latest = .failed }
  }

  /// The write that the last event, a write of the same variable, is not ordered after; nil if it is.
  mutating func conflict(of variable: Int, after previous: Int, in log: borrowing LogBuilder)
    -> Int?
  {
    guard isContended[variable], log.isKept, var order else { return nil }
    self.order = nil
    log.extend(&order)
    self.order = order
    guard case .stateWritten = log.kind(of: previous) else { return nil }
    return order.isBefore(previous, log.count - 1) ? nil : previous
  }
}

/// The events that something follows from: mostly one, and of calls that run at once several.
struct Origins: Sequence, IteratorProtocol {
  private var last: Int?
  private var others: ArraySlice<Int>

  /// - Parameters:
  ///   - last: The last of them.
  ///   - all: All of them, ascending, with the last one or without.
  init(_ last: Int?, _ all: [Int] = []) {
    self.last = last
    others = all.last == last ? all.dropLast() : all[...]
  }

  mutating func next() -> Int? {
    if let event = others.popFirst() { return event }
    defer { last = nil }
    return last
  }
}
