package import EventLog
internal import Formatting

// How code waits, and goes on.

extension CodeDriver {
  /// Lets a call run for a time: it is not blocked meanwhile.
  ///
  /// - Parameters:
  ///   - call: The call whose code does so.
  ///   - time: How long, at least 0.
  ///   - isAlone: Whether no other code can run before this one waits.
  /// - Returns: The wait that ends when it has; nil if it has already, since nothing else was to happen before.
  package mutating func run(_ call: CallNumber, for time: Nanoseconds, isAlone: Bool) -> CodeWait? {
    resumeIfBlocked(call)
    let end = engine.now.addingClamped(time)
    if isAlone, hasRun(call, until: end) { return nil }
    let wait = add(.running, of: call)
    engine.schedule(.wakes(wait), at: end)
    return wait
  }

  /// Sets the clock to when a call has run for a time, if nothing else is to happen before.
  mutating func hasRun(_ call: CallNumber, until end: Nanoseconds) -> Bool {
    guard unfinished == .nothing, stops.isEmpty, engine.mayGoOn, end <= engine.limits.time,
      engine.kernel.nextTime.map({ $0 > end }) ?? true, !isEndless(call)
    else { return false }
    settle()
    idleWakes += 1
    guard !idleWakes.isMultiple(of: Self.mostIdleWakes) else { return false }
    engine.kernel.goOn(to: end)
    return true
  }

  /// Lets a call run until the run is over.
  package mutating func runForEver(_ call: CallNumber) -> CodeWait {
    resumeIfBlocked(call)
    return add(.running, of: call)
  }

  /// Lets a call wait until time has passed.
  package mutating func wait(_ call: CallNumber, for time: Nanoseconds) -> CodeWait {
    let wait = add(.time(time), of: call)
    engine.schedule(.rings(wait), at: engine.now.addingClamped(time))
    return wait
  }

  /// Lets a call wait for the end of another: to go on after it, or, with a `data` edge, for its result.
  ///
  /// - Returns: The wait; nil if the other has ended, and the call has gone on.
  package mutating func wait(
    _ call: CallNumber, for other: CallNumber, _ edge: Edge
  ) -> CodeWait? {
    let other = latest(of: other)
    if engine.hasEnded(other), !retries.contains(other) {
      passThrough(call, on: other)
      engine.cause(engine.lastEvent(of: other), edge)
      return nil
    }
    let wait = add(.call(other, edge), of: call)
    enlist(wait.place, for: other)
    return wait
  }

  /// Lets a call wait until no call of a component is open.
  ///
  /// - Returns: The wait; nil if none is, and the call has gone on.
  package mutating func wait(
    _ call: CallNumber, forAllOf component: Int, timeout: Nanoseconds?
  ) -> CodeWait? {
    let latest = board.counts[component].latestCall
    if board.counts[component].open == 0 {
      passThrough(call, on: latest, for: latest > 0 ? nil : model.components[component].name)
      follow(endsOf: component, call)
      if timeout != nil { read(.status(.finished, component: component), for: call) }
      return nil
    }
    return look(.component(component), of: call, timeout)
  }

  /// Lets a call wait until a condition holds, which does not yet.
  package mutating func wait(
    _ call: CallNumber, until condition: String, timeout: Nanoseconds?
  ) -> CodeWait {
    let wait = look(.condition, of: call, timeout)
    conditions[wait.place] = condition
    return wait
  }

  /// Takes in that a condition holds at once, for which a call was going to wait.
  package mutating func pass(
    _ call: CallNumber, condition: String, looking looks: [Expression.Token], hasTimeout: Bool
  ) {
    passThrough(call, for: condition)
    noteLooks(looks, of: call, hasTimeout: hasTimeout)
  }

  /// Takes in that the condition of a wait holds that was to be checked.
  ///
  /// - Parameters:
  ///   - wait: The wait.
  ///   - looks: What the condition looked at.
  ///   - hasTimeout: Whether the code finds out whether it came in time.
  package mutating func fulfil(
    _ wait: CodeWait, looking looks: [Expression.Token], hasTimeout: Bool
  ) {
    guard waits.isOn(wait) else { return }
    let call = waits[wait.place].call
    resume(call, in: wait.place)
    noteLooks(looks, of: call, hasTimeout: hasTimeout)
    remove(wait)
  }

  /// Ends a wait because the code does not wait any more: its task was cancelled.
  package mutating func cancel(_ wait: CodeWait) {
    guard waits.isOn(wait) else { return }
    let call = waits[wait.place].call
    if calls[Int(call) - 1].isBlocked, !engine.hasEnded(call) { resume(call, in: wait.place) }
    remove(wait)
  }

  private mutating func noteLooks(
    _ looks: [Expression.Token], of call: CallNumber, hasTimeout: Bool
  ) {
    let resumed = engine.lastEvent(of: call)
    for look in looks {
      for event in board.origins(of: look, for: call, at: resumed) { engine.cause(event, .data) }
    }
    guard hasTimeout else { return }
    for look in looks { read(look, for: call) }
  }

  /// Lets what a call does at this instant follow from the ends of calls for which it waited.
  private mutating func follow(endsOf component: Int, _ call: CallNumber) {
    let resumed = engine.lastEvent(of: call)
    for event in board.origins(ofCallsOf: component, for: call, at: resumed) {
      engine.cause(event, .data)
    }
  }

  private mutating func look(
    _ awaited: CodeAwaited, of call: CallNumber, _ timeout: Nanoseconds?
  ) -> CodeWait {
    let wait = add(awaited, of: call)
    lookers.append(wait)
    if let timeout { engine.schedule(.rings(wait), at: engine.now.addingClamped(timeout)) }
    return wait
  }

  // MARK: Going on

  /// Sees to it that those go on at this instant who wait for what has come.
  mutating func scheduleSteps() {
    guard !areStepsDue else { return }
    areStepsDue = true
    engine.schedule(.steps, at: engine.now)
  }

  /// The first that goes on of those that were looked at together, from a place on.
  mutating func step(from place: Int) -> CodeActivation? {
    if place == 0, let activation = stepFlow() {
      unfinished = .steps(1)
      return activation
    }
    var place = max(place, 1)
    while place <= stepping.count {
      let wait = stepping[place - 1]
      place += 1
      guard waits.isOn(wait), let activation = goOn(wait) else { continue }
      unfinished = .steps(place)
      return activation
    }
    return nil
  }

  private mutating func goOn(_ wait: CodeWait) -> CodeActivation? {
    let slot = waits[wait.place]
    if slot.hasRung {
      let blocked = resume(slot.call, in: wait.place)
      engine.cause(blocked, .time)
      if case .component(let component) = slot.awaited {
        read(.status(.finished, component: component), for: slot.call)
      }
      remove(wait)
      if case .time = slot.awaited { return .resume(wait, .returned) }
      return .resume(wait, .timedOut)
    }
    switch slot.awaited {
    case .call(let other, let edge):
      resume(slot.call, in: wait.place)
      engine.cause(engine.lastEvent(of: other), edge)
      remove(wait)
      return .resume(wait, .returned)
    case .component(let component):
      guard board.counts[component].open == 0 else { return nil }
      resume(slot.call, in: wait.place)
      follow(endsOf: component, slot.call)
      remove(wait)
      return .resume(wait, .returned)
    case .condition: return .check(wait)
    case .running, .time, .item, .room: return nil
    }
  }

  mutating func ring(_ wait: CodeWait) {
    guard waits.isOn(wait), !waits[wait.place].isDue else { return }
    waits[wait.place].hasRung = true
    waits[wait.place].isDue = true
    due.append(wait)
    scheduleSteps()
  }

  /// Lets those go on who wait for the end of a call.
  mutating func wakeWaiters(of call: CallNumber) {
    var place = calls[Int(call) - 1].firstWaiter
    guard place >= 0 else { return }
    calls[Int(call) - 1].firstWaiter = -1
    calls[Int(call) - 1].lastWaiter = -1
    while place >= 0 {
      waits[place].isDue = true
      due.append(waits.wait(at: place))
      place = waits[place].sibling
    }
    scheduleSteps()
  }

  /// Lets those who look for something look again.
  mutating func noteChange(by event: Int, _ edge: Edge = .data) {
    if iteration.noteChange(event, edge) || !lookers.isEmpty { scheduleSteps() }
  }

  // MARK: The lists

  /// Begins a wait of a call.
  mutating func add(_ awaited: CodeAwaited, of call: CallNumber) -> CodeWait {
    let wait = waits.wait(at: waits.add(awaited, of: call))
    enter(wait)
    return wait
  }

  /// Ends a wait.
  mutating func remove(_ wait: CodeWait) {
    leave(wait)
    waits.remove(wait.place)
  }

  /// Ends what a wait waits for; one for the turns of a loop stays, for the next of them.
  mutating func complete(_ wait: CodeWait) {
    if waits[wait.place].loop != nil { leave(wait) } else { remove(wait) }
  }

  /// Puts a wait at the end of the list of its call.
  mutating func enter(_ wait: CodeWait) {
    let (place, call) = (wait.place, waits[wait.place].call)
    let last = calls[Int(call) - 1].last
    waits[place].previous = last
    if last >= 0 { waits[last].next = place } else { calls[Int(call) - 1].first = place }
    calls[Int(call) - 1].last = place
    waits[place].next = -1
    if waits[place].awaited == .running { calls[Int(call) - 1].running += 1 }
    noteUnsettled(call)
  }

  /// Takes a wait out of the list of its call.
  private mutating func leave(_ wait: CodeWait) {
    let slot = waits[wait.place]
    let call = Int(slot.call) - 1
    if slot.previous >= 0 {
      waits[slot.previous].next = slot.next
    } else {
      calls[call].first = slot.next
    }
    if slot.next >= 0 {
      waits[slot.next].previous = slot.previous
    } else {
      calls[call].last = slot.previous
    }
    switch slot.awaited {
    case .running: calls[call].running -= 1
    case .component, .condition:
      lookers.removeAll { $0 == wait }
      conditions[wait.place] = nil
    case .call(let other, _): if !slot.isDue { delist(wait.place, from: other) }
    case .time, .item, .room: break
    }
    noteUnsettled(slot.call)
  }

  private mutating func noteUnsettled(_ call: CallNumber) {
    guard !calls[Int(call) - 1].isUnsettled else { return }
    calls[Int(call) - 1].isUnsettled = true
    unsettled.append(call)
  }

  /// Lets a wait be told of the end of a call.
  mutating func enlist(_ place: Int32, for call: CallNumber) {
    let last = calls[Int(call) - 1].lastWaiter
    if last >= 0 { waits[last].sibling = place } else { calls[Int(call) - 1].firstWaiter = place }
    calls[Int(call) - 1].lastWaiter = place
  }

  private mutating func delist(_ place: Int32, from call: CallNumber) {
    var (previous, next) = (Int32(-1), calls[Int(call) - 1].firstWaiter)
    while next >= 0, next != place { (previous, next) = (next, waits[next].sibling) }
    guard next == place else { return }
    let after = waits[place].sibling
    if previous >= 0 {
      waits[previous].sibling = after
    } else {
      calls[Int(call) - 1].firstWaiter = after
    }
    if calls[Int(call) - 1].lastWaiter == place { calls[Int(call) - 1].lastWaiter = previous }
  }
}
