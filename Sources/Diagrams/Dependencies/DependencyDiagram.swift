internal import EventLog
internal import Reports
public import TraceAnalysis

/// What a dependency diagram shows: calls, and what each of them came after.
///
/// Flows only pass things on, so they are left out: a call comes after all calls that its flow had
/// waited for (`FlowOrigins`). What a flow called without waiting for anything comes from its start.
/// Where many calls come after many, a join stands between them.
public struct DependencyDiagram: Sendable {
  /// One call came after another.
  struct Link: Hashable {
    /// The earlier call; a flow stands for its start, a number above that of all calls for a join.
    var from: CallNumber
    var to: CallNumber
    var edge: Edge
    var isInferred = false
    /// Whether the later one came after the start of the earlier one, not after its end.
    var isFromStart = false
    /// How long a timer ran between the two.
    var pause: Nanoseconds = 0
    /// Whether the critical path goes this way.
    var isCritical = false

    /// Links come by later and then by earlier call.
    fileprivate var order: UInt64 { UInt64(to) << 32 | UInt64(from) }
    /// Of links between the same two calls, the order.
    fileprivate var rank: Int { Int(edge.rawValue) * 2 + (isInferred ? 1 : 0) }
  }

  let comparison: Comparison
  /// The calls that are drawn, by number.
  let calls: [CallRecord]
  /// The links between them, by later and then by earlier call.
  var links: [Link] = []
  /// The event of a flow that each join stands for; the first has the number after the last call.
  private(set) var joins: [Int] = []
  /// Calls and joins on the critical path, in order; what takes no time belongs to it.
  var chain: [CallNumber] = []
  /// The same, to look up.
  var critical: Set<CallNumber> = []
  /// Who waits for whom, of a run that deadlocked.
  let deadlock: DeadlockWaits
  /// The colours of components.
  let colours: ColourGroups
  /// What is within what, of a trace of calls within calls.
  let nested: NestedLinks?

  var run: Analysis { comparison.run }

  /// Arranges a run.
  ///
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  public init(_ comparison: Comparison) { self.init(comparison, colours: nil) }

  /// The same with colours that are those of more than the run, if there are any.
  init(_ comparison: Comparison, colours: ColourGroups?) {
    self.comparison = comparison
    let run = comparison.run
    calls = run.calls
    deadlock = DeadlockWaits(run)
    self.colours = colours ?? ColourGroups(run)
    nested = NestedLinks(run)
    collectLinks()
    links.sort { $0.order == $1.order ? $0.rank < $1.rank : $0.order < $1.order }
    removeRepeats()
    if run.measures.hasCriticalPath { markCriticalChain() }
  }

  /// Whether a number is that of a join.
  func isJoin(_ number: CallNumber) -> Bool { Int(number) > run.table.calls.count }

  /// The event of a flow that a join stands for.
  func event(ofJoin number: CallNumber) -> Int { joins[Int(number) - run.table.calls.count - 1] }

  /// How many links a join has to save.
  private static let leastSavedByJoin = 8

  private mutating func collectLinks() {
    let (run, origins) = (comparison.run, FlowOrigins(comparison.run))
    links.reserveCapacity(run.table.calls.count)
    // What came after three calls or more, to be joined if there is much of it.
    var moments: [FlowOrigins.Moment] = []
    var effects: [FlowOrigins.Moment: [CallNumber]] = [:]
    for (effect, event) in run.log.events.enumerated()
    where event.call > 0 && !run.table[event.call].isFlow {
      for cause in run.log.causes(of: effect) {
        let (earlier, at) = (run.log.events[Int(cause.seq)].call, run.log.events[Int(cause.seq)].at)
        guard earlier != event.call, earlier > 0, !(nested?.tells(earlier, event.call) ?? false)
        else { continue }
        guard let moment = origins.moment(of: Int(cause.seq)) else {
          for earlier in nested?.ends(of: earlier) ?? [earlier] where earlier != event.call {
            links.append(
              Link(
                from: earlier, to: event.call, edge: cause.edge, isInferred: cause.isInferred,
                isFromStart: isFromStart(cause),
                pause: cause.edge == .time ? max(0, event.at - at) : 0))
          }
          continue
        }
        let before = links(from: moment, to: event.call, origins)
        if before.isEmpty {
          links.append(Link(from: earlier, to: event.call, edge: .program))
        } else if before.count < 3 {
          links += before
        } else {
          if effects[moment] == nil { moments.append(moment) }
          effects[moment, default: []].append(event.call)
        }
      }
    }
    links += nested?.all ?? []
    for moment in moments {
      let after = effects[moment] ?? []
      let count = origins.origins(at: moment).count
      guard count * after.count >= count + after.count + Self.leastSavedByJoin else {
        for call in after { links += links(from: moment, to: call, origins) }
        continue
      }
      joins.append(origins.origins(at: moment).last?.joined ?? 0)
      let join = CallNumber(run.table.calls.count + joins.count)
      var before = links(from: moment, to: join, origins)
      // What ran after all of them ran after the join.
      let pause = before.map(\.pause).min() ?? 0
      for index in before.indices { before[index].pause -= pause }
      links += before
      links += after.map { Link(from: join, to: $0, edge: .program, pause: pause) }
    }
  }

  /// Whether a task needed no more of another than that it had started.
  ///
  /// In a trace what was sent as a call began is told at its start too.
  private func isFromStart(_ cause: Cause) -> Bool {
    guard cause.edge == .data || cause.edge == .time, !run.log.header.origin.isTrace,
      case .callStarted = run.log.events[Int(cause.seq)].kind
    else { return false }
    return true
  }

  /// The links from what a flow had waited for to something that it then did.
  private func links(
    from moment: FlowOrigins.Moment, to call: CallNumber, _ origins: FlowOrigins
  ) -> [Link] {
    origins.origins(at: moment).map {
      Link(from: $0.call, to: call, edge: $0.edge, pause: origins.pause(since: $0, at: moment))
    }
  }

  /// Leaves each link once, and of those between the same two calls what says something of its own.
  ///
  /// Beside another order, one by queue says nothing more, and beside any order none by machine does.
  private mutating func removeRepeats() {
    var kept: [Link] = []
    kept.reserveCapacity(links.count)
    var first = 0
    while first < links.count {
      var end = first
      var (isBlocking, isOrdered) = (false, false)
      while end < links.count, links[end].from == links[first].from,
        links[end].to == links[first].to
      {
        isOrdered = isOrdered || !links[end].edge.isResource
        isBlocking = isBlocking || (links[end].edge != .queue && !links[end].edge.isResource)
        end += 1
      }
      for index in first..<end {
        let link = links[index]
        let isRepeated = index > first && links[index - 1] == link
        let isSaid = link.edge == .queue ? isBlocking : link.edge.isResource && isOrdered
        if !isRepeated, !isSaid { kept.append(link) }
      }
      first = end
    }
    links = kept
  }
}
