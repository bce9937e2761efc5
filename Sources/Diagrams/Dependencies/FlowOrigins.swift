internal import EventLog
internal import TraceAnalysis

/// For each event of a flow, the calls that the flow had waited for by then.
///
/// A flow that waits for `a`, then for `b`, and then calls `c` calls it after both. A call that was
/// itself asked for after `a` was waited for stands for `a`: what comes after it needs no link to `a`.
/// So what is kept of a flow is short, however long it runs. Where a timer ran before anything was waited
/// for, the flow itself is among them, for its start.
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
    /// How long the timers of the flow had run by then.
    fileprivate var paused: Nanoseconds
  }

  /// What one event of a flow came after.
  struct Moment: Hashable {
    /// The flow.
    var flow: CallNumber
    /// Where in the flow's own list the calls are; nothing for what comes from the flow's start.
    fileprivate(set) var places = 0..<0
    /// How long timers of the flow have run, one after the other.
    fileprivate var paused: Nanoseconds = 0
  }

  private let run: Analysis
  private let readings: StatusReadings
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
    readings = StatusReadings(run)
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

  /// How long timers of the flow ran between a call of a moment and the moment.
  func pause(since origin: Origin, at moment: Moment) -> Nanoseconds {
    moment.paused.addingClamped(-origin.paused)
  }

  private mutating func take(_ event: Event, _ seq: Int) {
    let causes = run.log.causes(of: seq)
    var moment = Moment(flow: event.call)
    if let before = causes.first(where: { $0.edge == .program }).flatMap({
      self.moment(of: Int($0.seq))
    }) {
      if before.flow == event.call { moment = before } else { join(before, seq, &moment) }
    }
    for cause in causes where cause.edge != .program {
      let earlier = run.log.events[Int(cause.seq)]
      guard earlier.call > 0 else { continue }
      if earlier.call == event.call {
        if cause.edge == .time { pause(for: event.at - earlier.at, seq, &moment) }
      } else if let other = self.moment(of: Int(cause.seq)) {
        join(other, seq, &moment)
      } else if readings.follow(cause, at: seq) {
        let origin = Origin(
          call: earlier.call, edge: cause.edge, cause: Int(cause.seq), joined: seq,
          paused: moment.paused)
        join(origin, &moment)
      }
    }
    if let last = moments.last, last == moment {
      momentOfEvent[seq] = Int32(moments.count - 1)
    } else {
      momentOfEvent[seq] = Int32(moments.count)
      moments.append(moment)
    }
  }

  /// Lets a timer run in a flow; what it waits for after that also comes after the flow's start.
  private mutating func pause(for time: Nanoseconds, _ seq: Int, _ moment: inout Moment) {
    if moment.places.isEmpty {
      let start = run.table[moment.flow].requested
      let origin = Origin(
        call: moment.flow, edge: .program, cause: start, joined: seq, paused: moment.paused)
      join(origin, &moment)
    }
    moment.paused = moment.paused.addingClamped(time)
  }

  /// Adds what another flow had waited for.
  private mutating func join(_ other: Moment, _ seq: Int, _ moment: inout Moment) {
    for var origin in origins(at: other) {
      origin.paused = moment.paused - pause(since: origin, at: other)
      origin.joined = seq
      join(origin, &moment)
    }
  }

  /// Adds a call to a moment, and drops those that it stands for.
  private mutating func join(_ origin: Origin, _ moment: inout Moment) {
    let (flow, call) = (moment.flow, origin.call)
    let key = Pair(flow: flow, call: call)
    if let place = known[key] {
      // It is there already, or what came after it stands for it.
      if moment.places.contains(place) || lists[flow, default: []][place].cause >= origin.cause {
        return
      }
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
    lists[flow, default: []].append(origin)
    moment.places = first..<lists[flow, default: []].count
  }
}
