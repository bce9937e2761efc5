import EventLog
import TraceAnalysis

/// The definitions themselves, slowly: what the fast sweeps are held against.
///
/// It takes the log alone, by recursion with a memory; nothing in it is shared with the package.
struct BruteForce {
  let log: Log
  private let isEndless: [Name: Bool]

  init(_ log: Log) {
    self.log = log
    var isEndless: [Name: Bool] = [:]
    for event in log.events {
      if case .componentDeclared(_, let traits, _) = event.kind {
        isEndless[event.component] = traits.contains(.forever)
      }
    }
    self.isEndless = isEndless
  }

  /// A change of the run: a call that takes no time, or one that takes longer.
  enum Change {
    case none
    case without(CallNumber)
    case longer(CallNumber, by: Nanoseconds)
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
      known[effect] = heaviest
      return heaviest
    }
    return log.events.indices.map(chain)
  }

  func span(_ change: Change = .none) -> Nanoseconds { chains(change).max() ?? 0 }

  /// The earliest starts of all calls that run for a while, with the span at the end.
  func starts(_ change: Change = .none) -> [Nanoseconds] {
    let chains = chains(change)
    var runs = [Bool](repeating: false, count: log.events.count)
    for effect in log.events.indices {
      for cause in log.causes(of: effect) where weight(cause, effect, .none) > 0 {
        runs[Int(cause.seq)] = true
      }
    }
    return log.events.indices.filter { runs[$0] }.map { chains[$0] } + [chains.max() ?? 0]
  }

  private func weight(_ cause: Cause, _ effect: Int, _ change: Change) -> Nanoseconds {
    let event = log.events[Int(cause.seq)]
    if cause.edge == .time { return log.events[effect].at - event.at }
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

/// Whether the observed path of a run follows from 0 to the makespan.
func pathTiles(_ analysis: Analysis) -> Bool {
  tiles(
    analysis.observedPath.parts.map { ($0.start, $0.end) }, to: analysis.measures.makespan)
}
