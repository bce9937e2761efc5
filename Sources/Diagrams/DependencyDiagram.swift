internal import EventLog
public import Reports
internal import TraceAnalysis

/// What a dependency diagram shows: calls, and what each of them came after.
///
/// Flows only pass things on, so they are left out: a call after which the flow went on is followed
/// by what the flow called next. What a flow called without waiting for anything comes from its
/// start.
public struct DependencyDiagram: Sendable {
  /// One call came after another.
  struct Link: Hashable {
    /// The earlier call; a flow stands for its start.
    var from: CallNumber
    var to: CallNumber
    var edge: Edge
    var isInferred: Bool
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
  private(set) var links: [Link] = []
  /// Calls on the critical path.
  let critical: Set<CallNumber>
  /// Numbers of components in the order of their calls, for colours.
  let colourNumbers: [Name: Int]

  var run: Analysis { comparison.run }

  /// Arranges a run.
  ///
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  public init(_ comparison: Comparison) {
    self.comparison = comparison
    let run = comparison.run
    calls = run.calls
    colourNumbers = calls.reduce(into: [:]) { numbers, call in
      if numbers[call.component] == nil { numbers[call.component] = numbers.count }
    }
    critical = run.measures.floor == nil ? [] : Set(run.criticalPath.parts.map(\.call))
    let origins = Self.flowOrigins(of: run)
    links.reserveCapacity(run.table.calls.count)
    for (effect, event) in run.log.events.enumerated()
    where event.call > 0 && !run.table[event.call].isFlow {
      for cause in run.log.causes(of: effect) {
        let earlier = run.log.events[Int(cause.seq)].call
        guard earlier != event.call, earlier > 0 else { continue }
        var link = Link(
          from: earlier, to: event.call, edge: cause.edge, isInferred: cause.isInferred)
        if let origin = origins[Int(cause.seq)] {
          link.from = origin.call
          link.edge = origin.edge
        }
        links.append(link)
      }
    }
    links.sort { $0.order == $1.order ? $0.rank < $1.rank : $0.order < $1.order }
    removeRepeats()
    markCriticalLinks()
  }

  /// Marks the links from each call of the critical path to the next, and from a flow to its first.
  private mutating func markCriticalLinks() {
    guard !critical.isEmpty else { return }
    let onPath = run.criticalPath.parts.map(\.call)
    let steps = Set(zip(onPath, onPath.dropFirst()).map { Pair(from: $0, to: $1) })
    for index in links.indices where !links[index].edge.isResource {
      let (from, to) = (links[index].from, links[index].to)
      let isFirst = to == onPath.first && run.table[from].isFlow
      links[index].isCritical = isFirst || steps.contains(Pair(from: from, to: to))
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

  private struct Pair: Hashable {
    var from: CallNumber
    var to: CallNumber
  }

  /// For each event of a flow, the call after which the flow went on, and by which edge.
  private static func flowOrigins(
    of run: Analysis
  ) -> [Int: (call: CallNumber, edge: Edge)] {
    var origins: [Int: (call: CallNumber, edge: Edge)] = [:]
    for (seq, event) in run.log.events.enumerated()
    where event.call > 0 && run.table[event.call].isFlow {
      let awaited = run.log.causes(of: seq).first {
        $0.edge != .program && run.log.events[Int($0.seq)].call > 0
      }
      if let awaited {
        origins[seq] = (run.log.events[Int(awaited.seq)].call, awaited.edge)
      } else if let previous = run.log.causes(of: seq).first {
        origins[seq] = origins[Int(previous.seq)] ?? (event.call, .program)
      } else {
        origins[seq] = (event.call, .program)
      }
    }
    return origins
  }
}
