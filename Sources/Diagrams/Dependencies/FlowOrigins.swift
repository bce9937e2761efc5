internal import EventLog
internal import TraceAnalysis

/// For each event of a flow, the calls that the flow had waited for by then.
///
/// A flow that waits for `a`, then for `b`, and then calls `c` calls it after both. A call that was
/// itself asked for after `a` was waited for stands for `a`: what comes after it needs no link to `a`.
/// So what is kept of a flow is short, however long it runs.
struct FlowOrigins {
  /// A call that a flow waited for.
  struct Origin {
    var call: CallNumber
    /// How the flow waited for it.
    var edge: Edge
    /// What it waited for: an event of the call.
    fileprivate var cause: Int
    /// The event of the flow that came of it.
    var joined: Int
  }

  /// What one event of a flow came after.
  struct Moment: Hashable {
    /// The flow.
    var flow: CallNumber
    /// Where in the flow's own list the calls are; nothing for what comes from the flow's start.
    fileprivate(set) var places = 0..<0
    /// How long a timer ran after the last of them.
    fileprivate(set) var pause: Nanoseconds = 0
  }

  private let run: Analysis
  private var lists: [CallNumber: [Origin]] = [:]
  /// The last place of each call in a list.
  private var known: [Pair: Int] = [:]
  private var moments: [Moment] = []
  private var momentOfEvent: [Int32]

  private struct Pair: Hashable {
    var flow: CallNumber
    var call: CallNumber
  }

  /// Reads them off a run.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  init(_ run: Analysis) {
    self.run = run
    momentOfEvent = Array(repeating: -1, count: run.log.events.count)
    for (seq, event) in run.log.events.enumerated()
    where event.call > 0 && run.table[event.call].isFlow {
      take(event, seq)
    }
  }

  /// What an event of a flow came after; nil for one of any other call.
  func moment(of seq: Int) -> Moment? {
    let index = Int(momentOfEvent[seq])
    return index < 0 ? nil : moments[index]
  }

  /// The calls of a moment, in the order in which they were waited for.
  func origins(at moment: Moment) -> ArraySlice<Origin> {
    lists[moment.flow]?[moment.places] ?? []
  }

  private mutating func take(_ event: Event, _ seq: Int) {
    let causes = run.log.causes(of: seq)
    var moment = Moment(flow: event.call)
    if let before = causes.first(where: { $0.edge == .program }).flatMap({
      self.moment(of: Int($0.seq))
    }) {
      if before.flow == event.call {
        moment = before
      } else {
        for origin in origins(at: before) {
          join(origin.call, origin.edge, origin.cause, seq, &moment)
        }
      }
    }
    for cause in causes where cause.edge != .program {
      let earlier = run.log.events[Int(cause.seq)]
      guard earlier.call > 0 else { continue }
      if earlier.call == event.call {
        if cause.edge == .time { moment.pause = moment.pause.addingClamped(event.at - earlier.at) }
      } else if let other = self.moment(of: Int(cause.seq)) {
        for origin in origins(at: other) {
          join(origin.call, origin.edge, origin.cause, seq, &moment)
        }
      } else {
        join(earlier.call, cause.edge, Int(cause.seq), seq, &moment)
      }
    }
    if let last = moments.last, last == moment {
      momentOfEvent[seq] = Int32(moments.count - 1)
    } else {
      momentOfEvent[seq] = Int32(moments.count)
      moments.append(moment)
    }
  }

  /// Adds a call to a moment, and drops those that it stands for.
  private mutating func join(
    _ call: CallNumber, _ edge: Edge, _ cause: Int, _ seq: Int, _ moment: inout Moment
  ) {
    let flow = moment.flow
    let key = Pair(flow: flow, call: call)
    if let place = known[key] {
      // It is there already, or what came after it stands for it.
      if moment.places.contains(place) || lists[flow, default: []][place].cause >= cause { return }
    }
    var first = moment.places.lowerBound
    let end = moment.places.upperBound
    if run.table[call].parent == flow {
      let asked = run.table[call].requested
      while first < end, lists[flow, default: []][first].joined < asked { first += 1 }
    }
    // Another event of the flow may have gone on from the same moment.
    if end != lists[flow, default: []].count {
      let kept = Array(lists[flow, default: []][first..<end])
      first = lists[flow, default: []].count
      for (offset, origin) in kept.enumerated() {
        known[Pair(flow: flow, call: origin.call)] = first + offset
      }
      lists[flow, default: []] += kept
    }
    known[key] = lists[flow, default: []].count
    lists[flow, default: []].append(Origin(call: call, edge: edge, cause: cause, joined: seq))
    moment.places = first..<lists[flow, default: []].count
    moment.pause = 0
  }
}
