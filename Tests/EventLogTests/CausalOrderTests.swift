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
  for _ in 0..<60 {
    let open = last.indices.filter { last[$0].isOpen }
    var event: Int
    if open.isEmpty || Int.random(in: 0..<4, using: &generator) == 0 {
      let name = names[Int.random(in: 0..<4, using: &generator)]
      let call = CallNumber(last.count + 1)
      let caller = last.randomElement(using: &generator)
      event = log.append(
        .callRequested(parent: caller?.call ?? 0, step: 0, arguments: .none), at: 0, name,
        call: call)
      if let caller { log.cause(caller.event, .program) }
      if let other = last.randomElement(using: &generator),
        Int.random(in: 0..<4, using: &generator) == 0
      {
        log.cause(other.event, .time)
      }
      let requested = event
      event = log.append(.callStarted(machine: .none, slot: 0), at: 0, name, call: call)
      log.cause(requested, .program)
      if let end = ends[name], Bool.random(using: &generator) { log.cause(end, .queue) }
      last.append((call, name, event, true))
    } else if open.count > 1, Int.random(in: 0..<4, using: &generator) == 0 {
      let pair = open.shuffled(using: &generator)
      let (stopped, other) = (last[pair[0]], last[pair[1]])
      event = log.append(.callStopped(reason: variable), at: 0, stopped.name, call: stopped.call)
      log.cause(stopped.event, .program)
      log.cause(other.event, .program)
      last[pair[0]].event = event
      last[pair[0]].isOpen = false
      ends[stopped.name] = event
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
  /// The ends of calls that were stopped by who does an event or asks for a call by it.
  private func stops(before seq: Int, in log: Log) -> [Int] {
    var doer = log.events[seq].call
    if case .callRequested(let parent, _, _) = log.events[seq].kind { doer = parent }
    return (0..<seq).filter { earlier in
      guard case .callStopped = log.events[earlier].kind, log.events[earlier].call != doer
      else { return false }
      return log.causes(of: earlier).contains {
        $0.edge == .program && log.events[Int($0.seq)].call == doer
      }
    }
  }

  /// The events from which a way leads to another, found by going back from that.
  private func past(of later: Int, in log: Log, _ stops: [[Int]]) -> Set<Int> {
    var open = [later]
    var seen: Set<Int> = []
    while let event = open.popLast() {
      for from in stops[event] where seen.insert(from).inserted { open.append(from) }
      for cause in log.causes(of: event) where cause.edge != .machine {
        let from = Int(cause.seq)
        if case .stateRead = log.events[event].kind, cause.edge == .data,
          case .stateWritten = log.events[from].kind
        {
          continue
        }
        if seen.insert(from).inserted { open.append(from) }
      }
    }
    return seen
  }

  /// Whether an event lies between the start and the end of its call.
  private func isOnChain(_ event: Event) -> Bool {
    switch event.kind {
    case .stateRead, .stateWritten, .callStarted, .callSucceeded, .callStopped: true
    default: false
    }
  }

  @Test func `what happened before what is what a way of causes leads to`() {
    for seed in 0..<300 as Range<UInt64> {
      let (log, components) = randomLog(seed: seed)
      var order = CausalOrder(watching: components)
      order.takeIn(log)
      let stops = log.events.indices.map { self.stops(before: $0, in: log) }
      for later in log.events.indices {
        let past = self.past(of: later, in: log, stops)
        let wrong = (0..<later).filter {
          isOnChain(log.events[$0]) && order.isBefore($0, later) != past.contains($0)
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong) before \(later)")
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
