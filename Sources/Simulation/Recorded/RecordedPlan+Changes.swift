public import EventLog

// What can be changed about a plan. Calls are told by a list of their numbers.

extension RecordedPlan {
  /// The name of what a call is a call of.
  public func component(of call: CallNumber) -> String {
    names[calls[Int(call) - 1].component]
  }

  /// The components in the order of their first calls, each with its calls.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  public var components: [(name: String, calls: [CallNumber])] {
    var places = [Int](repeating: -1, count: names.count)
    var components: [(name: String, calls: [CallNumber])] = []
    for (index, call) in calls.enumerated() {
      let name = Int(call.component.index)
      if places[name] < 0 {
        places[name] = components.count
        components.append((names[call.component], []))
      }
      components[places[name]].calls.append(CallNumber(index + 1))
    }
    return components
  }

  /// How long each call runs by itself, in nanoseconds; call *n* is at *n* − 1.
  ///
  /// - Complexity: O(*n*) in the number of links.
  public var runningTimes: [Nanoseconds] {
    var times = [Nanoseconds](repeating: 0, count: calls.count)
    for event in log.events.indices {
      for place in links(to: event) where links[place].isRunning {
        let call = log.events[event].call
        // The way to what a call asks for beside itself is a part of its own.
        guard call == log.events[Int(links[place].from)].call else { continue }
        times[Int(call) - 1] = times[Int(call) - 1].addingClamped(links[place].weight)
      }
    }
    return times
  }

  /// Lets calls run some other time, each a part of what it ran when recorded: `1/2` for twice as fast.
  ///
  /// What they wait for, and the calls within them, take as long as before.
  ///
  /// - Precondition: Neither number is negative, and the second is not 0.
  /// - Complexity: O(*n*) in the number of links.
  public mutating func scale(_ changed: [CallNumber], by part: (Int64, of: Int64)) {
    let isChanged = flags(changed)
    for place in links.indices where links[place].isRunning {
      guard isChanged[Int(log.events[Int(links[place].from)].call) - 1] else { continue }
      links[place].weight = links[place].weight.scaled(part.0, of: part.of)
    }
    // A delay, such as a sleep, is what such a call takes.
    for place in links.indices where links[place].edge == .time {
      let call = log.events[Int(links[place].from)].call
      guard isChanged[Int(call) - 1], isDelay(links[place]) else { continue }
      links[place].weight = links[place].weight.scaled(part.0, of: part.of)
    }
  }

  /// Lets each of some calls run so long, in nanoseconds.
  ///
  /// - Precondition: The time is not negative.
  /// - Complexity: O(*n*) in the number of links and in that of calls.
  public mutating func set(_ changed: [CallNumber], to time: Nanoseconds) {
    let recorded = runningTimes
    var times = recorded
    for call in changed { times[Int(call) - 1] = time }
    setRunningTimes(times, from: recorded)
  }

  /// Lets each call run so long, in nanoseconds, where it ran some other time; call *n* is at *n* − 1.
  ///
  /// - Complexity: O(*n*) in the number of links and in that of calls.
  mutating func setRunningTimes(_ times: [Nanoseconds], from recorded: [Nanoseconds]) {
    var isFirst = Array(repeating: true, count: calls.count)
    for event in log.events.indices {
      for place in links(to: event) {
        let link = links[place]
        let call = Int(log.events[Int(link.from)].call) - 1
        guard times[call] != recorded[call] else { continue }
        if link.isRunning, recorded[call] > 0 {
          links[place].weight = link.weight.scaled(times[call], of: recorded[call])
        } else if recorded[call] == 0, isFirst[call], Int(link.from) == Int(calls[call].started),
          Int(log.events[event].call) == call + 1
        {
          // It took no time: all of it lies before what it does first.
          links[place].weight = times[call]
          isFirst[call] = false
        }
      }
    }
  }

  /// Lets each of some calls run that much longer before it does anything, in nanoseconds.
  ///
  /// - Complexity: O(*n*) in the number of links.
  public mutating func delay(_ changed: [CallNumber], by time: Nanoseconds) {
    let isChanged = flags(changed)
    for place in links.indices where links[place].isRunning {
      let from = Int(links[place].from)
      let call = Int(log.events[from].call) - 1
      guard isChanged[call], Int(calls[call].started) == from else { continue }
      links[place].weight = links[place].weight.addingClamped(time)
    }
  }

  /// Leaves calls out, with all that runs within them: they take no time and no slots, and what needs them needs what they
  /// need.
  ///
  /// - Complexity: O(*n*) in the number of events and links.
  public mutating func remove(_ removed: [CallNumber]) {
    let named = flags(removed)
    let isRemoved = zip(named, isWithin(named)).map { $0 || $1 }
    for (index, isRemoved) in isRemoved.enumerated() where isRemoved {
      (calls[index].pool, calls[index].delay) = (-1, 0)
    }
    for event in log.events.indices where log.events[event].call > 0 {
      let call = Int(log.events[event].call) - 1
      if isRemoved[call], Int(calls[call].requested) != event { gaps[event] = 0 }
      for place in links(to: event) {
        if isRemoved[Int(log.events[Int(links[place].from)].call) - 1] { links[place].weight = 0 }
      }
    }
  }

  /// Gives a pool so many slots.
  ///
  /// - Precondition: There is a pool of that index, and at least one slot.
  public mutating func setSlots(ofPool pool: Int, to slots: Int) {
    pools[pool].slots = slots
    (pools[pool].isSequence, pools[pool].isFree) = (false, false)
    // The log of the run says so too. What it declares beside jobs are pools within these.
    if sharedPool < 0 { pools[pool].isDeclared = true }
  }

  /// Lets a call be asked for only when another has ended.
  ///
  /// - Precondition: Both are calls of the plan, and the first has ended when recorded.
  public mutating func add(from: CallNumber, to: CallNumber) {
    let (ended, requested) = (calls[Int(from) - 1].ended, calls[Int(to) - 1].requested)
    if ended >= 0 { added.append((UInt32(ended), UInt32(requested))) }
  }

  /// Lets what some calls do no longer follow directly from others.
  ///
  /// - Returns: How many links were left out.
  /// - Complexity: O(*n*) in the number of links.
  @discardableResult
  public mutating func removeLinks(from earlier: [CallNumber], to later: [CallNumber]) -> Int {
    let (isEarlier, isLater) = (flags(earlier), flags(later))
    let log = log
    return removeLinks { event, link in
      let (from, to) = (log.events[Int(link.from)].call, log.events[event].call)
      return from != to && isEarlier[Int(from) - 1] && isLater[Int(to) - 1]
    }
  }

  mutating func removeLinks(where isRemoved: (Int, Link) -> Bool) -> Int {
    var kept: [Link] = []
    kept.reserveOnLargePages(links.count)
    var ends = linkEnds
    for event in log.events.indices {
      for place in links(to: event) where !isRemoved(event, links[place]) {
        kept.append(links[place])
      }
      ends[event] = UInt32(kept.count)
    }
    let count = links.count - kept.count
    links = kept
    linkEnds = ends
    return count
  }

  /// For each call whether it runs within one of those that are marked, however deep.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  func isWithin(_ isMarked: [Bool]) -> [Bool] {
    var isWithin = Array(repeating: false, count: calls.count)
    // A parent is asked for before what it asks for.
    for (index, call) in calls.enumerated() where call.parent > 0 {
      let parent = Int(call.parent) - 1
      isWithin[index] = isMarked[parent] || isWithin[parent]
    }
    return isWithin
  }

  func flags(_ calls: [CallNumber]) -> [Bool] {
    var flags = Array(repeating: false, count: self.calls.count)
    for call in calls { flags[Int(call) - 1] = true }
    return flags
  }

  /// Whether a link is the time for which a call does nothing but let time pass.
  private func isDelay(_ link: Link) -> Bool {
    if case .callBlocked(0, _) = log.events[Int(link.from)].kind { true } else { false }
  }
}
