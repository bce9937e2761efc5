internal import EventLog
internal import Formatting
public import Simulation
internal import TraceAnalysis
public import TraceFormats

extension RecordedPlan {
  /// The same plan with changes, made in an order of their own: what runs, then its order and times, then on what.
  ///
  /// - Parameters:
  ///   - changes: The changes.
  ///   - workflow: What the run of a workflow was made of, which knows its jobs and steps.
  /// - Returns: The plan with the changes.
  /// - Throws: `ChangeError` for the first change that hits nothing, or that a recorded run cannot be given.
  /// - Complexity: O(*n*) in the number of events and links for each change.
  public func changed(
    by changes: [Change], of workflow: WorkflowRun? = nil
  ) throws(ChangeError) -> RecordedPlan {
    var plan = self
    // Who says how many run at once says that they run beside others.
    var bounded: Set<CallNumber> = []
    for change in changes {
      if case .atOnce(let name, _) = change { bounded.formUnion(try plan.calls(name, change)) }
    }
    for change in changes.inOrder { try plan.make(change, workflow, but: bounded) }
    try plan.checkBackground(changes, of: workflow)
    return plan
  }

  /// Makes a change; of calls of which another one says how many run at once, that decides.
  private mutating func make(
    _ change: Change, _ workflow: WorkflowRun?, but bounded: Set<CallNumber>
  ) throws(ChangeError) {
    switch change {
    case .workers(let count): try setWorkers(count, change)
    case .slots(let machine, let count): try setSlots(machine, count, change)
    case .faster(let name, let ratio):
      let (own, hollow) = split(try calls(name, change))
      scale(own + hollow.flatMap(\.within), by: (ratio.whole, of: ratio.part))
    case .takes(let name, let time):
      let (own, hollow) = split(try calls(name, change))
      set(own, to: time)
      for call in hollow { scale(call.within, by: (time, of: call.time)) }
    case .remove(let name): remove(try calls(name, change))
    case .parallel(let name):
      runParallel(try calls(name, change).filter { !bounded.contains($0) })
    case .atOnce(let name, let count): runParallel(try calls(name, change), atOnce: max(1, count))
    case .serial(let name): runSerial(try calls(name, change))
    case .background(let job, let step): try runInBackground(job, step, change, workflow)
    case .edge(let from, let to): try addNeeds(change, from, to)
    case .noEdge(let from, let to):
      let calls = (try calls(from, change), try calls(to, change))
      guard removeLinks(from: calls.0, to: calls.1) > 0 else {
        throw ChangeError(
          change: change,
          problem: "Nothing of `\(to)` is recorded or inferred to follow directly from `\(from)`.")
      }
    case .policy(let policy):
      try checkTimes(change)
      guard pools.contains(where: \.isLimited) else {
        throw ChangeError(
          change: change,
          problem: "No call waited for a slot that another could have got: the trace tells of none."
        )
      }
      order(by: policy)
    case .split:
      throw ChangeError(
        change: change,
        problem:
          "How tests are shared out is asked for one number of workers at a time; `advise` compares them all."
      )
    case .search:
      throw ChangeError(
        change: change,
        problem:
          "Searches are for the tasks of scenarios and scheduling problems; give a recorded run "
          + "another --policy.")
    case .overhead(let time): delay((1...count).map { CallNumber($0) }, by: time)
    }
  }

  private mutating func addNeeds(
    _ change: Change, _ from: String, _ to: String
  ) throws(ChangeError) {
    let (earlier, later) = (try calls(from, change), try calls(to, change))
    if earlier.count == later.count {
      // As many of both: each waits for its own.
      for (other, call) in zip(earlier, later) where other != call { add(from: other, to: call) }
      return
    }
    try change.check(needs: earlier.count, of: later.count)
    for call in later { for other in earlier where other != call { add(from: other, to: call) } }
  }

  /// Lets all that takes slots take them of so many workers.
  ///
  /// Where calls follow one another on threads, it is the threads that are limited: their order stays.
  private mutating func setWorkers(_ count: Int, _ change: Change) throws(ChangeError) {
    try checkTimes(change)
    guard !pools.isEmpty else {
      throw ChangeError(
        change: change,
        problem:
          "The trace does not tell what its calls ran on, so that there are no workers to change."
      )
    }
    guard !isOfNestedRequests else {
      let example = Change.slots(machine: name(of: pools[pools.count - 1]), 1).shellText
      throw ChangeError(
        change: change,
        problem:
          "Spans tell which service did what and not on how many workers, and what runs within another holds none of its "
          + "own. Limit a service, such as by \(example).")
    }
    if let most = mostSlots, most.slots > count {
      throw ChangeError(
        change: change,
        problem: "`\(component(of: most.call))` takes \(most.slots) slots at once.")
    }
    share(workers: count)
  }

  /// Whether it is a trace of requests through services, with calls within others.
  private var isOfNestedRequests: Bool {
    guard case .trace(let format, _) = log.header.origin, TraceKind(format: format) == .requests
    else { return false }
    return log.events.contains {
      if case .callRequested(let parent, _, _) = $0.kind { parent > 0 } else { false }
    }
  }

  private mutating func setSlots(
    _ machine: String, _ count: Int, _ change: Change
  ) throws(ChangeError) {
    try checkTimes(change)
    let names = pools.map(name(of:))
    let places = try NamePattern(machine).places(of: "machine", in: names, for: change)
    for place in places {
      if pools[place].isSequence, count > 1 {
        throw ChangeError(
          change: change,
          problem:
            "On `\(names[place])` calls followed one another; whether they could run at once is not recorded. Use --parallel."
        )
      }
      setSlots(ofPool: place, to: count)
    }
  }

  /// Refuses another number of slots for calls of which nobody knows how long they needed one.
  private func checkTimes(_ change: Change) throws(ChangeError) {
    guard [.most, .least].contains(log.header.callTimes) else { return }
    throw ChangeError(
      change: change,
      problem:
        "The times of its calls hold what they waited for, so what more or fewer at once would take is not known."
    )
  }

  /// The calls that a change names.
  private func calls(_ text: String, _ change: Change) throws(ChangeError) -> [CallNumber] {
    let components = self.components
    let places = try NamePattern(text).places(
      of: "call", in: components.map(\.name), for: change)
    return places.flatMap { components[$0].calls }.sorted()
  }
}
