package import EventLog

// Calls are asked for, and let in when it is their turn.

extension Engine {
  /// Asks for a call that is of no component, takes no machine and starts at once: a flow.
  mutating func begin(_ name: Name) -> CallNumber {
    let call = journal.request(name, at: now)
    calls.append(EngineCall(component: -1))
    journal.start(call, at: now)
    openCalls += 1
    return call
  }

  /// Asks for a call of a component, now; further causes are to be added at once.
  package mutating func request(
    _ component: Int, by parent: CallNumber = 0, step: UInt32 = 0, arguments: Name = .none,
    followsParent: Bool = true, priority: UInt32 = 0, isHeld: Bool = false
  ) -> CallNumber {
    let call = journal.request(
      lines[component].name, by: parent, step: step, arguments: arguments,
      followsParent: followsParent, at: now)
    calls.append(EngineCall(component: Int32(truncatingIfNeeded: component)))
    if hasPriorities { priorities.append(priority) }
    fresh.append(call)
    if isHeld { held[call] = (journal.lastEvent(of: call), nil) }
    if !lines[component].isEndless { openCalls += 1 }
    let last = lines[component].last
    if last > 0 {
      calls[Int(last) - 1].next = call
      calls[Int(call) - 1].previous = last
    } else {
      lines[component].first = call
    }
    lines[component].last = call
    if lines[component].inside < lines[component].atOnce {
      letIn(call, of: component)
    } else if lines[component].waiting == 0 {
      lines[component].waiting = call
    }
    scheduleDispatch()
    return call
  }

  /// Lets a call be the next to run: it is ready for a slot.
  mutating func letIn(_ call: CallNumber, of component: Int) {
    lines[component].inside += 1
    if !isHeld(call) { enqueue(call, of: component) }
  }

  /// Lets a call that is the next to run wait for slots, if it needs any.
  private mutating func enqueue(_ call: CallNumber, of component: Int) {
    let machine = Int(lines[component].machine)
    guard machine >= 0 else { return ready.append(call) }
    visit(machine)
    if joint != nil {
      let priority = hasPriorities ? priorities[Int(call) - 1] : 0
      let ready = ReadyCall(priority: priority, ready: now, call: call, slots: 0)
      joint?.insert(ready, of: component)
      return
    }
    machines[machine].enqueue(
      call, ready: now, slots: lines[component].slots,
      priority: hasPriorities ? priorities[Int(call) - 1] : 0)
  }

  /// Lets a call take slots that was held back although it was ready.
  mutating func letGo(_ call: CallNumber) {
    let now = now
    held[call]?.until = now
    guard !journal.hasEnded(call), !waitsForItsTurn(call) else { return }
    enqueue(call, of: component(of: call))
    scheduleDispatch()
  }

  private func isHeld(_ call: CallNumber) -> Bool {
    guard !held.isEmpty, let call = held[call] else { return false }
    return call.until == nil
  }

  /// Sees to it that the next dispatch looks at a machine.
  mutating func visit(_ machine: Int) {
    guard !isDue[machine] else { return }
    isDue[machine] = true
    dueMachines.append(machine)
  }
}
