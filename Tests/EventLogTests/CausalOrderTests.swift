import EventLog
import TestSupport
import Testing

/// A log that a seed stands for: calls of several components, each with a few events, and causes of
/// all kinds between them, as a simulation or a hostile hand would write them.
private func randomLog(seed: UInt64) -> (log: Log, components: Set<Name>) {
  var generator = SeededGenerator(seed: seed)
  var log = LogBuilder(header: LogHeader(name: "random", origin: .trace(format: "x", part: 0)))
  let names = (0..<4).map { log.intern("component_\($0)") }
  let variable = log.intern("x")
  var last: [(call: CallNumber, name: Name, event: Int, isOpen: Bool)] = []
  var ends: [Name: Int] = [:]
  for _ in 0..<40 {
    let open = last.indices.filter { last[$0].isOpen }
    var event: Int
    if open.isEmpty || Int.random(in: 0..<4, using: &generator) == 0 {
      let name = names[Int.random(in: 0..<4, using: &generator)]
      let call = CallNumber(last.count + 1)
      event = log.append(
        .callRequested(parent: 0, step: 0, arguments: .none), at: 0, name, call: call)
      if let other = last.randomElement(using: &generator) { log.cause(other.event, .program) }
      let requested = event
      event = log.append(.callStarted(machine: .none, slot: 0), at: 0, name, call: call)
      log.cause(requested, .program)
      if let end = ends[name], Bool.random(using: &generator) { log.cause(end, .queue) }
      last.append((call, name, event, true))
    } else {
      let index = open[Int.random(in: open.indices, using: &generator)]
      let isEnd = Int.random(in: 0..<4, using: &generator) == 0
      let reads = Bool.random(using: &generator)
      let kind: Event.Kind =
        isEnd
        ? .callSucceeded
        : reads
          ? .stateRead(variable: variable, value: variable)
          : .stateWritten(variable: variable, value: variable)
      event = log.append(kind, at: 0, last[index].name, call: last[index].call)
      log.cause(last[index].event, .program)
      last[index].event = event
      if isEnd {
        last[index].isOpen = false
        ends[last[index].name] = event
      }
    }
    if event > 1, Bool.random(using: &generator) {
      let edges: [Edge] = [.data, .machine, .time, .blocking]
      log.cause(
        Int.random(in: 0..<event, using: &generator),
        edges.randomElement(using: &generator) ?? .data)
    }
  }
  return (log.close(), Set(names))
}

@Suite struct CausalOrderTests {
  /// Whether a way leads from one event to another, found by going back from the second.
  private func leads(_ earlier: Int, to later: Int, in log: Log) -> Bool {
    var open = [later]
    var seen: Set<Int> = []
    while let event = open.popLast() {
      for cause in log.causes(of: event) where cause.edge != .machine {
        let from = Int(cause.seq)
        if case .stateRead = log.events[event].kind, cause.edge == .data,
          case .stateWritten = log.events[from].kind
        {
          continue
        }
        if from == earlier { return true }
        if seen.insert(from).inserted { open.append(from) }
      }
    }
    return false
  }

  /// Whether an event lies between the start and the end of its call.
  private func isOnChain(_ event: Event) -> Bool {
    switch event.kind {
    case .stateRead, .stateWritten, .callStarted, .callSucceeded: true
    default: false
    }
  }

  @Test func `what happened before what is what a way of causes leads to`() {
    for seed in 0..<300 as Range<UInt64> {
      let (log, components) = randomLog(seed: seed)
      var order = CausalOrder(watching: components)
      order.takeIn(log)
      for later in log.events.indices {
        for earlier in 0..<later where isOnChain(log.events[earlier]) {
          let expected = leads(earlier, to: later, in: log)
          #expect(
            order.isBefore(earlier, later) == expected,
            "seed \(seed): \(earlier) before \(later)")
        }
      }
    }
  }

  @Test func `whether others are watched too makes no difference`() {
    for seed in 0..<100 as Range<UInt64> {
      let (log, components) = randomLog(seed: seed)
      var whole = CausalOrder(watching: components)
      whole.takeIn(log)
      let few = Set([log.names.find("component_1")])
      var part = CausalOrder(watching: few)
      part.takeIn(log)
      for later in log.events.indices {
        for earlier in 0..<later where few.contains(log.events[earlier].component) {
          #expect(part.isBefore(earlier, later) == whole.isBefore(earlier, later), "seed \(seed)")
        }
      }
    }
  }

  @Test func `an event of a component that is not watched happened before none`() {
    let (log, _) = randomLog(seed: 1)
    var order = CausalOrder(watching: [])
    order.takeIn(log)
    #expect(order.count == log.events.count)
    #expect(log.events.indices.dropFirst().allSatisfy { !order.isBefore($0 - 1, $0) })
  }
}
