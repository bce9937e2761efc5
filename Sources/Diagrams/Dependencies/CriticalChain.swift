internal import EventLog
internal import TraceAnalysis

/// The critical path as it is drawn: whole, with the calls that take no time and the joins on it.
extension DependencyDiagram {
  /// Finds the chain of the critical path and marks its links.
  ///
  /// The path of the analysis has only what takes time. Between two calls of it, and before the first
  /// and behind the last, there may be milestones: calls that take none.
  ///
  /// - Complexity: O(*n*) in the number of links, and O(milestones) for each step of the path that
  ///   no link is for.
  mutating func markCriticalChain() {
    var onPath: [CallNumber] = []
    for part in run.criticalPath.parts
    where !run.table[part.call].isFlow && part.call != onPath.last {
      onPath.append(part.call)
    }
    onPath = nested?.path(onPath) ?? onPath
    guard let first = onPath.first, let last = onPath.last else { return }
    let links = LinkTable(self)
    var chain = milestones(before: first, links) + [first]
    var steps: Set<UInt64> = []
    for (from, to) in zip(onPath, onPath.dropFirst()) {
      let key = UInt64(from) << 32 | UInt64(to)
      // Calls that hand each other items come again and again.
      if steps.insert(key).inserted { chain += way(from: from, to: to, links) }
      chain.append(to)
    }
    chain += milestones(after: last)
    var pairs = Set(zip(chain, chain.dropFirst()).map { UInt64($0) << 32 | UInt64($1) })
    if let start = chain.first {
      for index in links.range(to: start) where isFlow(self.links[index].from) {
        pairs.insert(UInt64(self.links[index].from) << 32 | UInt64(start))
      }
    }
    for index in self.links.indices where !self.links[index].edge.isResource {
      let (from, to) = (self.links[index].from, self.links[index].to)
      self.links[index].isCritical = pairs.contains(UInt64(from) << 32 | UInt64(to))
    }
    for call in chain where critical.insert(call).inserted { self.chain.append(call) }
  }

  private func isFlow(_ number: CallNumber) -> Bool {
    !isJoin(number) && run.table[number].isFlow
  }

  /// Whether something takes no time.
  private func isMilestone(_ number: CallNumber) -> Bool {
    if isJoin(number) { return true }
    let call = run.table[number]
    return !call.isFlow && !call.isEndless && call.startedAt != nil && call.running == 0
      && !run.isStopped(call)
  }

  /// The milestones that lead from a call to another; nothing if a link does, or none do.
  private func way(
    from start: CallNumber, to end: CallNumber, _ links: LinkTable
  ) -> [CallNumber] {
    var next: [CallNumber: CallNumber] = [:]
    var queue = [end]
    var place = 0
    while place < queue.count, place < Self.mostMilestones {
      let call = queue[place]
      place += 1
      for index in links.range(to: call) where !self.links[index].edge.isResource {
        let before = self.links[index].from
        if before == start {
          var way: [CallNumber] = []
          var step = call
          while step != end {
            way.append(step)
            step = next[step] ?? end
          }
          return way
        }
        guard isMilestone(before), next[before] == nil, before != end else { continue }
        next[before] = call
        queue.append(before)
      }
    }
    return []
  }

  /// So many milestones are looked at between two calls of the path.
  private static let mostMilestones = 10_000

  /// The milestones from which the path may be said to begin, first to last.
  private func milestones(before first: CallNumber, _ links: LinkTable) -> [CallNumber] {
    var way: [CallNumber] = []
    var seen: Set<CallNumber> = [first]
    var call = first
    while let index = links.range(to: call).first(where: {
      !self.links[$0].edge.isResource && isMilestone(self.links[$0].from)
        && !seen.contains(self.links[$0].from)
    }) {
      call = self.links[index].from
      seen.insert(call)
      way.append(call)
    }
    return way.reversed()
  }

  /// The milestones behind the path, first to last.
  private func milestones(after last: CallNumber) -> [CallNumber] {
    var next: [CallNumber: CallNumber] = [:]
    for link in links where !link.edge.isResource && isMilestone(link.to) && !isJoin(link.to) {
      let isLate = run.slack.total[Int(link.to) - 1] == 0
      if isLate, next[link.from] == nil { next[link.from] = link.to }
    }
    var way: [CallNumber] = []
    var seen: Set<CallNumber> = [last]
    var call = last
    while let following = next[call], seen.insert(following).inserted {
      way.append(following)
      call = following
    }
    return way
  }
}

/// Where the links to each call lie.
private struct LinkTable {
  private var starts: [Int32]

  init(_ diagram: DependencyDiagram) {
    let count = diagram.run.table.calls.count + diagram.joins.count
    starts = Array(repeating: 0, count: count + 2)
    for link in diagram.links { starts[Int(link.to) + 1] += 1 }
    for number in 0...count { starts[number + 1] += starts[number] }
  }

  /// The places of the links to a call, of which there may be none.
  func range(to number: CallNumber) -> Range<Int> {
    Int(starts[Int(number)])..<Int(starts[Int(number) + 1])
  }
}
