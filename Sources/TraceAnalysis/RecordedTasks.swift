internal import EventLog

/// The calls of a run as tasks that need each other and share one kind of machine.
///
/// What is left of a run when its times are taken away: how long each call runs, which others have
/// to end before it, and in which order calls are given a slot. With that it can be scheduled again
/// on any number of slots; see `ListSchedule`.
struct RecordedTasks: Sendable {
  /// How long each call runs; call *n* is at index *n* − 1, here and below.
  private(set) var running: [Nanoseconds] = []
  /// How many slots each call holds.
  private(set) var slots: [Int32] = []
  /// How many other calls each call needs.
  private(set) var needs: [Int32]
  /// Which of several waiting calls comes first: the one with the lowest rank, each having its own.
  private(set) var ranks: [Int32] = []
  /// Whether a call that was ready before comes first whatever its rank.
  let isFirstInFirstOut: Bool
  /// The calls that need each call, call after call.
  private var dependents: [Int32]
  private var starts: [Int32]

  var count: Int { running.count }

  /// The calls that need a call.
  func dependents(of task: Int) -> ArraySlice<Int32> {
    dependents[Int(starts[task])..<Int(starts[task + 1])]
  }

  /// Reads the tasks off a run; nil if they are not all that there is to it.
  ///
  /// Each call has to be asked for by nothing but the end of others, without delay, to run in one go
  /// to its end, and to do so on the same kind of machine. A simulated run gives slots to what was ready first,
  /// then by declaration. Of any other it is taken that calls queue in the order in which they
  /// started.
  ///
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  init?(_ run: Analysis) {
    let (log, calls) = (run.log, run.table.calls)
    guard run.isFinished, let machine = calls.first?.machine, !machine.isNone else { return nil }
    if log.header.clock == .virtual {
      isFirstInFirstOut = true
    } else {
      isFirstInFirstOut = false
    }
    for call in calls {
      guard let start = call.startedAt, let end = call.endedAt, call.parent == 0, !call.isFlow,
        !call.isEndless, call.running == end - start, call.machine == machine
      else { return nil }
      running.append(call.running)
      slots.append(1)
    }
    for (call, others) in run.table.otherSlots { slots[Int(call) - 1] += Int32(others.count) }
    needs = Array(repeating: 0, count: calls.count)
    starts = Array(repeating: 0, count: calls.count + 1)
    dependents = []
    var edges: [(need: CallNumber, task: CallNumber)] = []
    for (effect, event) in log.events.enumerated() where event.call > 0 {
      for cause in log.causes(of: effect) where !cause.edge.isResource {
        let other = log.events[Int(cause.seq)].call
        guard other != event.call else { continue }
        guard cause.edge == .data, other > 0, calls[Int(other) - 1].ended == Int(cause.seq),
          effect <= calls[Int(event.call) - 1].started ?? 0
        else { return nil }
        edges.append((other, event.call))
      }
    }
    enter(edges)
    rank(calls, log)
  }

  private mutating func enter(_ edges: [(need: CallNumber, task: CallNumber)]) {
    for (need, task) in edges {
      needs[Int(task) - 1] += 1
      starts[Int(need)] += 1
    }
    for task in running.indices { starts[task + 1] += starts[task] }
    dependents = Array(repeating: 0, count: edges.count)
    var next = starts
    for (need, task) in edges {
      dependents[Int(next[Int(need) - 1])] = Int32(task) - 1
      next[Int(need) - 1] += 1
    }
  }

  private mutating func rank(_ calls: [CallRecord], _ log: Log) {
    var declared: [Name: Int] = [:]
    for event in log.events {
      if case .componentDeclared = event.kind { declared[event.component] = declared.count }
    }
    let order = calls.indices.sorted { left, right in
      func key(_ task: Int) -> (Int, Int) {
        let first = isFirstInFirstOut ? declared[calls[task].component] ?? 0 : 0
        return (first, calls[task].started ?? 0)
      }
      return key(left) < key(right)
    }
    ranks = Array(repeating: 0, count: calls.count)
    for (rank, task) in order.enumerated() { ranks[task] = Int32(rank) }
  }
}
