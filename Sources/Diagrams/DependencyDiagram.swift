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
  }

  let comparison: Comparison
  /// The calls that are drawn, by number.
  let calls: [CallRecord]
  /// The links between them, by later and then by earlier call.
  private(set) var links: [Link] = []
  /// Calls on the critical path.
  let critical: Set<CallNumber>
  /// The links along the critical path.
  private(set) var criticalLinks: Set<Link> = []

  /// Numbers of components in the order of their calls, for colours.
  let colourNumbers: [Name: Int]

  var run: Analysis { comparison.run }

  /// Arranges a run.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  public init(_ comparison: Comparison) {
    self.comparison = comparison
    let run = comparison.run
    calls = run.calls
    colourNumbers = calls.reduce(into: [:]) { numbers, call in
      if numbers[call.component] == nil { numbers[call.component] = numbers.count }
    }
    critical = run.measures.floor == nil ? [] : Set(run.criticalPath.parts.map(\.call))
    let origins = Self.flowOrigins(of: run)
    var seen = Set<Link>()
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
        if seen.insert(link).inserted { links.append(link) }
      }
    }
    removeRepeats()
    links.sort { ($0.to, $0.from, $0.edge.rawValue) < ($1.to, $1.from, $1.edge.rawValue) }
    let onPath = run.criticalPath.parts.map(\.call)
    let steps = Set(zip(onPath, onPath.dropFirst()).map { Pair(from: $0, to: $1) })
    criticalLinks = Set(
      links.filter { link in
        guard !critical.isEmpty, !link.edge.isResource else { return false }
        return steps.contains(Pair(from: link.from, to: link.to))
          || (link.to == onPath.first && run.table[link.from].isFlow)
      })
  }

  /// Of two links between the same calls, one by queue says nothing that the other does not.
  private mutating func removeRepeats() {
    let blocking = pairs { $0.edge != .queue && !$0.edge.isResource }
    let ordered = pairs { !$0.edge.isResource }
    links.removeAll {
      let pair = Pair(from: $0.from, to: $0.to)
      return ($0.edge == .queue && blocking.contains(pair))
        || ($0.edge.isResource && ordered.contains(pair))
    }
  }

  private func pairs(where isMeant: (Link) -> Bool) -> Set<Pair> {
    Set(links.lazy.filter(isMeant).map { Pair(from: $0.from, to: $0.to) })
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
