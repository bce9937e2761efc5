public import EventLog

// In which order calls come: beside each other, one after the other, and who gets a slot first.

extension RecordedPlan {
  /// Lets whoever called some calls go on at once, and what only came after them come when they are asked for.
  ///
  /// What was recorded to need them still does; calls of one component that came one after the other still do; and whoever
  /// called them ends no sooner than they do.
  ///
  /// - Complexity: O(*n*) in the number of events and links.
  public mutating func runParallel(_ parallel: [CallNumber]) {
    detach(parallel)
    var last: [Name: CallNumber] = [:]
    for number in parallel.sorted() {
      let call = calls[Int(number) - 1]
      // One that had not ended when this one was asked for ran beside it already.
      if let before = last.updateValue(number, forKey: call.component) {
        let ended = calls[Int(before) - 1].ended
        if ended >= 0, ended < call.requested { add(from: before, to: number) }
      }
    }
  }

  /// The same, where so many of these calls run at once, whoever called them; others wait, in the order in which they come.
  ///
  /// One that runs within another of them does not count: it would wait for itself.
  ///
  /// - Precondition: At least one may run.
  /// - Complexity: O(*n*) in the number of events and links.
  public mutating func runParallel(_ parallel: [CallNumber], atOnce: Int) {
    detach(parallel)
    rooms.append(atOnce)
    let isWithin = isWithin(flags(parallel))
    for call in parallel where !isWithin[Int(call) - 1] {
      calls[Int(call) - 1].room = Int32(rooms.count - 1)
    }
  }

  /// Lets what only came after some calls come when they are asked for, and their callers wait for them before they end.
  private mutating func detach(_ parallel: [CallNumber]) {
    let isParallel = flags(parallel)
    let plan = self
    _ = removeLinks { event, link in
      guard plan.passesEnd(event, link, of: isParallel) != nil else { return false }
      if case .callResumed = plan.log.events[event].kind, link.edge != .time { return true }
      return link.edge == .blocking
    }
    for event in log.events.indices {
      for place in links(to: event) {
        guard let (earlier, _) = passesEnd(event, links[place], of: isParallel),
          links[place].isInferred
        else { continue }
        links[place].from = UInt32(calls[Int(earlier) - 1].requested)
      }
    }
    for call in parallel {
      let planned = calls[Int(call) - 1]
      guard planned.parent > 0, planned.ended >= 0 else { continue }
      let parentEnd = calls[Int(planned.parent) - 1].ended
      if parentEnd > planned.ended { added.append((UInt32(planned.ended), UInt32(parentEnd))) }
    }
  }

  /// If something else follows from the end of a call that is to be parallel: that call, and the other.
  private func passesEnd(
    _ event: Int, _ link: Link, of isParallel: [Bool]
  ) -> (earlier: CallNumber, later: CallNumber)? {
    let (earlier, later) = (log.events[Int(link.from)].call, log.events[event].call)
    guard earlier != later, isParallel[Int(earlier) - 1],
      Int(calls[Int(earlier) - 1].ended) == Int(link.from)
    else { return nil }
    return (earlier, later)
  }

  /// Lets what is asked for after some calls, by the same caller or by nobody, wait until they have ended.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  public mutating func runSerial(_ serial: [CallNumber]) {
    let isSerial = flags(serial)
    var last: [CallNumber: CallNumber] = [:]
    for (index, call) in calls.enumerated() {
      if let before = last[call.parent] { add(from: before, to: CallNumber(index + 1)) }
      if isSerial[index] { last[call.parent] = CallNumber(index + 1) }
    }
  }

  /// Lets waiting calls get slots in the order of a policy: by what they take, or by what follows from them.
  ///
  /// - Parameter policy: The policy; by `priority` they come as they came when recorded.
  /// - Complexity: O(*n* log *n*) in the number of calls, O(*m*) in that of links.
  package mutating func order(by policy: SchedulingPolicy) {
    admitsNewcomers = true
    let times = runningTimes
    let values: [Int64]
    switch policy {
    case .priority: values = calls.map { -Int64($0.started) }
    case .fifo: values = calls.map { _ in 0 }
    case .longestFirst: values = times
    case .shortestFirst: values = times.map { -$0 }
    case .criticalPathFirst, .heft: values = tails
    case .latestFinishFirst: values = zip(tails, times).map { $0 - $1 }
    case .mostDependentsFirst: values = dependentCounts
    }
    for (call, rank) in SchedulingPolicy.ranks(of: values).enumerated() {
      calls[call].priority = rank
    }
  }

  /// How long it takes at least from the start of each call to the end of all that follows from it.
  private var tails: [Nanoseconds] {
    var tails = [Nanoseconds](onLargePages: 0, count: log.events.count)
    for event in log.events.indices.reversed() {
      for place in links(to: event) {
        let link = links[place]
        let tail = tails[event].addingClamped(link.weight).addingClamped(gaps[event])
        tails[Int(link.from)] = max(tails[Int(link.from)], tail)
      }
    }
    return calls.map { $0.started < 0 ? 0 : tails[Int($0.started)] }
  }

  /// How many calls follow directly from each.
  private var dependentCounts: [Int64] {
    var counts = [Int64](repeating: 0, count: calls.count)
    for event in log.events.indices {
      for place in links(to: event) {
        let (from, to) = (log.events[Int(links[place].from)].call, log.events[event].call)
        if from != to { counts[Int(from) - 1] += 1 }
      }
    }
    return counts
  }

  /// Lets a call come before all others that wait for slots.
  package mutating func putFirst(_ call: CallNumber) {
    for index in calls.indices where calls[index].priority < .max { calls[index].priority += 1 }
    calls[Int(call) - 1].priority = 0
  }

  /// Lets calls come in the order of another plan of the same run.
  package mutating func takeOrder(of other: RecordedPlan) {
    admitsNewcomers = other.admitsNewcomers
    for call in calls.indices { calls[call].priority = other.calls[call].priority }
  }
}
