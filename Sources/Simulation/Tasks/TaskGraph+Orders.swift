package import EventLog

extension TaskGraph {
  /// The tasks in an order in which each comes after all that it needs; fewer than all where some need
  /// each other in a circle.
  ///
  /// - Complexity: O(*n*) in the number of tasks and needs.
  package func orderedByNeeds() -> [Int] {
    var progress = TaskProgress(self)
    var order: [Int] = []
    order.reserveCapacity(count)
    var open = progress.ready.map(Int.init)
    while !open.isEmpty {
      order += open
      var next: [Int] = []
      for task in open {
        progress.forgetReady()
        progress.start(task)
        progress.end(task)
        next += progress.takeLater().map { Int($0.task) } + progress.ready.map(Int.init)
      }
      open = next
    }
    return order
  }

  /// How long the longest chain is that begins with each task, with its time and the lags between.
  ///
  /// - Complexity: O(*n*) in the number of tasks and needs.
  package func tails(_ times: [Nanoseconds]) -> [Nanoseconds] {
    var tails = times
    for task in orderedByNeeds().reversed() {
      for place in places(ofNeedsOf: task) {
        let need = need(at: place)
        let passes = isAfterStart(needAt: place) ? 0 : times[need]
        let tail = tails[task].addingClamped(lag(ofNeedAt: place)).addingClamped(passes)
        tails[need] = max(tails[need], tail)
      }
    }
    return tails
  }

  /// How many tasks need each task, directly or by way of others.
  var dependentCounts: [Int] {
    var counts = [Int](repeating: 0, count: count)
    guard count <= 20_000 else {
      for task in 0..<count { for need in needs(of: task) { counts[Int(need)] += 1 } }
      return counts
    }
    var dependents = [[UInt32]](repeating: [], count: count)
    for task in 0..<count {
      for need in needs(of: task) { dependents[Int(need)].append(UInt32(task)) }
    }
    var seenFrom = [Int](repeating: -1, count: count)
    for task in 0..<count {
      var open = dependents[task]
      while let next = open.popLast() {
        guard seenFrom[Int(next)] != task else { continue }
        seenFrom[Int(next)] = task
        counts[task] += 1
        open += dependents[Int(next)]
      }
    }
    return counts
  }
}
