internal import EventLog

/// Finds the heaviest chain of a run in the earliest times of its events.
struct CriticalWalk {
  /// A step of the chain: the place of a cause in `Log.causes`, and the event that it leads to.
  typealias Step = (cause: Int, effect: Int)

  private let graph: RunGraph
  private let timing: Timing
  private var log: Log { graph.log }

  init(_ graph: RunGraph, _ timing: Timing) {
    self.graph = graph
    self.timing = timing
  }

  /// The event at which the chain is as heavy as it gets; 0 if nothing takes time.
  var end: Int {
    // Of the events of a node, the first is the lowest.
    var end: Int?
    for (node, time) in timing.earliestOfNodes.enumerated() where time == timing.span {
      let event = graph.nodes[node].event
      if let known = end, start(of: known) <= start(of: event) { continue }
      end = event
    }
    return end ?? 0
  }

  /// The steps that lead to an event from the beginning of the run, first to last.
  func back(from end: Int) -> [Step] {
    var steps: [Step] = []
    var effect = end
    while let cause = lastCause(of: effect) {
      steps.append((cause, effect))
      effect = Int(log.causes[cause].seq)
    }
    return steps.reversed()
  }

  /// The longest way on through calls that take no time; none where no such call comes after.
  func milestones(after end: Int) -> [Step] {
    // For each event behind the end how many milestones lead to it, and by which cause.
    var reached: [Int: (milestones: Int, cause: Int)] = [:]
    var (last, most) = (end, 0)
    for effect in log.events.indices.dropFirst(end + 1)
    where timing.earliest[effect] == timing.span {
      for index in log.causeRange(of: effect) where isTight(index, effect) {
        let cause = Int(log.causes[index].seq)
        guard cause == end || reached[cause] != nil else { continue }
        let before = reached[cause]?.milestones ?? 0
        let count = before + (isEndOfMilestone(effect) ? 1 : 0)
        if let known = reached[effect], known.milestones >= count { continue }
        reached[effect] = (count, index)
        if count > most { (last, most) = (effect, count) }
      }
    }
    var steps: [Step] = []
    while let (_, cause) = reached[last] {
      steps.append((cause, last))
      last = Int(log.causes[cause].seq)
    }
    return steps.reversed()
  }

  /// Adds what happens in a step to the parts of the path.
  func add(_ step: Step, to parts: inout [CriticalPath.Part]) {
    let cause = Int(log.causes[step.cause].seq)
    let (start, end) = (timing.earliest[cause], timing.earliest[step.effect])
    guard start < end else {
      guard isEndOfMilestone(step.effect), log.events[cause].call == log.events[step.effect].call
      else { return }
      let call = log.events[step.effect].call
      return parts.append(.init(kind: .running, call: call, start: end, end: end))
    }
    let kind: CriticalPath.Kind = log.causes[step.cause].edge == .time ? .timer : .running
    let call = log.events[kind == .timer ? step.effect : cause].call
    if let last = parts.last, last.call == call, last.kind == kind, last.end == start {
      parts[parts.count - 1].end = end
    } else {
      parts.append(.init(kind: kind, call: call, start: start, end: end))
    }
  }

  /// The cause that an event had to wait for.
  private func lastCause(of effect: Int) -> Int? {
    var best: Int?
    for index in log.causeRange(of: effect) where isTight(index, effect) {
      if let best, !isBetter(index, than: best) { continue }
      best = index
    }
    return best
  }

  private func isBetter(_ cause: Int, than other: Int) -> Bool {
    let (cause, other) = (log.causes[cause], log.causes[other])
    if cause.edge == .blocking || other.edge == .blocking { return other.edge != .blocking }
    return start(of: Int(cause.seq)) < start(of: Int(other.seq))
  }

  /// Whether an event comes as early as this cause of it lets it, and no earlier.
  private func isTight(_ cause: Int, _ effect: Int) -> Bool {
    let cause = log.causes[cause]
    return !cause.edge.isResource
      && timing.earliest[Int(cause.seq)] + graph.weight(of: cause, to: effect).time
        == timing.earliest[effect]
  }

  /// When the call of an event starts.
  private func start(of seq: Int) -> Nanoseconds {
    let call = log.events[seq].call
    guard call > 0, let started = graph.table[call].started else { return timing.earliest[seq] }
    return timing.earliest[started]
  }

  /// Whether an event ends a call that took no time.
  private func isEndOfMilestone(_ seq: Int) -> Bool {
    let number = log.events[seq].call
    guard number > 0 else { return false }
    let call = graph.table[number]
    return call.ended == seq && call.startedAt == call.endedAt && !call.isFlow && !call.isEndless
  }
}
