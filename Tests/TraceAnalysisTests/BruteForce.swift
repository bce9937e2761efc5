import EventLog
import TraceAnalysis

/// The definitions themselves, slowly: what the fast sweeps are held against.
///
/// It takes the log alone, by recursion with a memory; nothing in it is shared with the package.
struct BruteForce {
  let log: Log
  private let isEndless: [Name: Bool]
  /// Whether each event is of a call that is no flow and has started.
  private let hasStarted: [Bool]

  init(_ log: Log) {
    self.log = log
    var isEndless: [Name: Bool] = [:]
    var flows: Set<Name> = []
    var started: Set<CallNumber> = []
    hasStarted = log.events.map { event in
      if case .componentDeclared(_, let traits, _) = event.kind {
        isEndless[event.component] = traits.contains(.forever)
        if traits.contains(.flow) { flows.insert(event.component) }
      }
      if case .callStarted = event.kind { started.insert(event.call) }
      return started.contains(event.call) && !flows.contains(event.component)
    }
    self.isEndless = isEndless
  }

  /// A change of the run: a call that takes no time, or one that takes longer.
  enum Change {
    case none
    case without(CallNumber)
    case longer(CallNumber, by: Nanoseconds)
    case part(from: Int, to: Int, by: Nanoseconds)
    case event(Int, by: Nanoseconds)
    case withoutBlocking
  }

  /// The heaviest chain that ends in each event.
  func chains(_ change: Change = .none) -> [Nanoseconds] {
    var known = [Nanoseconds?](repeating: nil, count: log.events.count)
    func chain(_ effect: Int) -> Nanoseconds {
      if let time = known[effect] { return time }
      var heaviest: Nanoseconds = 0
      for cause in log.causes(of: effect) where cause.edge != .machine {
        if case .withoutBlocking = change, cause.edge == .blocking { continue }
        heaviest = max(heaviest, chain(Int(cause.seq)) + weight(cause, effect, change))
      }
      if case .event(effect, let delay) = change { heaviest += delay }
      known[effect] = heaviest
      return heaviest
    }
    return log.events.indices.map(chain)
  }

  func span(_ change: Change = .none) -> Nanoseconds { chains(change).max() ?? 0 }

  /// How much later the start of a call, each of its running parts and its end may come without making any other call
  /// later: the least, found by trying.
  func freeFloat(of call: CallNumber) -> Nanoseconds {
    let before = chains()
    let parts = log.events.indices.flatMap { effect in
      log.causes(of: effect).filter { cause in
        cause.edge == .program && log.events[Int(cause.seq)].call == call
          && hasStarted[Int(cause.seq)]
          && weight(cause, effect, .part(from: Int(cause.seq), to: effect, by: 1))
            != weight(cause, effect, .none)
      }.map { (from: Int($0.seq), to: effect) }
    }
    let end = log.events.firstIndex { $0.call == call && $0.endsCall }
    let start = log.events.firstIndex { event in
      if case .callStarted = event.kind { event.call == call } else { false }
    }
    let changes: [(Nanoseconds) -> Change] =
      parts.map { part in { .part(from: part.from, to: part.to, by: $0) } }
      + [start, end].compactMap(\.self).map { event in { .event(event, by: $0) } }
    return changes.map { change in
      var (low, high) = (Nanoseconds(0), (before.max() ?? 0) + 1)
      while low + 1 < high {
        let middle = (low + high) / 2
        if isHarmless(change(middle), to: call, before) { low = middle } else { high = middle }
      }
      return low
    }.min() ?? 0
  }

  /// Whether a change of a call leaves every other call, what others do to this one, and the end where
  /// they are.
  private func isHarmless(
    _ change: Change, to call: CallNumber, _ before: [Nanoseconds]
  ) -> Bool {
    let after = chains(change)
    guard after.max() == before.max() else { return false }
    for (seq, event) in log.events.enumerated() where hasStarted[seq] {
      if isEndless[event.component] == true, event.endsCall { continue }
      if event.call != call {
        if after[seq] > before[seq] { return false }
        continue
      }
      for cause in log.causes(of: seq)
      where cause.edge != .machine && log.events[Int(cause.seq)].call != call {
        let arrival = after[Int(cause.seq)] + weight(cause, seq, change)
        if arrival > before[seq] { return false }
      }
    }
    return true
  }

  /// Whether the time after which a call was ended is the time for which it ran.
  private func isTimeOut(_ cause: Cause, _ effect: Int) -> Bool {
    let event = log.events[Int(cause.seq)]
    let runs =
      switch event.kind {
      case .callStarted, .callResumed: true
      default: event.isEffect
      }
    return runs && isEndless[event.component] != true && log.events[effect].endsCall
      && log.causes(of: effect).contains { $0.edge == .program && $0.seq == cause.seq }
  }

  private func weight(_ cause: Cause, _ effect: Int, _ change: Change) -> Nanoseconds {
    let event = log.events[Int(cause.seq)]
    if cause.edge == .time {
      return isTimeOut(cause, effect) ? 0 : log.events[effect].at - event.at
    }
    guard cause.edge == .program else { return 0 }
    let isEndless = isEndless[event.component] == true
    if isEndless, log.events[effect].endsCall { return 0 }
    switch event.kind {
    case .callStarted, .callResumed: break
    default: if !event.isEffect { return 0 }
    }
    let weight = log.events[effect].at - event.at
    if isEndless { return weight }
    switch change {
    case .without(event.call): return 0
    case .longer(event.call, let delay): return weight + delay
    case .part(Int(cause.seq), effect, let delay): return weight + delay
    default: return weight
    }
  }
}

/// Whether parts follow one another from 0 to an end, without a gap.
func tiles(_ parts: [(start: Nanoseconds, end: Nanoseconds)], to end: Nanoseconds) -> Bool {
  var at: Nanoseconds = 0
  for part in parts {
    guard part.start == at, part.end > at else { return false }
    at = part.end
  }
  return at == end
}

/// Whether the critical path of a run follows from 0 to the span, through what takes time and through calls
/// that take none.
func criticalPathTiles(_ run: Analysis) -> Bool {
  let parts = run.criticalPath.parts
  let (empty, rest) = (parts.filter { $0.start == $0.end }, parts.filter { $0.start != $0.end })
  return tiles(rest.map { ($0.start, $0.end) }, to: run.measures.span)
    && zip(parts, parts.dropFirst()).allSatisfy { $0.end == $1.start }
    && empty.allSatisfy { run.table[$0.call].startedAt == run.table[$0.call].endedAt }
    && Set(empty.map(\.call)).count == empty.count
}

/// Whether the observed path of a run follows from 0 to the makespan.
func pathTiles(_ analysis: Analysis) -> Bool {
  tiles(
    analysis.observedPath.parts.map { ($0.start, $0.end) }, to: analysis.measures.makespan)
}
