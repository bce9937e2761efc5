package import EventLog

// Calls end and let go what they held.

extension Engine {
  /// Ends a call in the way that an event says, and lets go what it held; `cause` is what ended it from
  /// outside.
  package mutating func end(
    _ call: CallNumber, as kind: Event.Kind, after cause: (event: Int, edge: Edge)? = nil
  ) {
    let component = self.component(of: call)
    guard component >= 0 else { return endFlow(call, as: kind, after: cause) }
    let wasStarted = journal.hasStarted(call)
    let wasInside = lines[component].waiting == 0 || call < lines[component].waiting
    let event = journal.end(call, as: kind, at: now)
    if let cause { journal.cause(cause.event, cause.edge) }
    if wasStarted {
      lines[component].lastEnd = Int32(truncatingIfNeeded: event)
      if lines[component].hasRooms { rooms[component, default: FIFO()].append(event) }
    }
    if case .callSucceeded = kind { lines[component].succeeded += 1 }
    leaveLine(call, of: component)
    let machine = Int(lines[component].machine)
    if machine >= 0, wasStarted {
      visit(machine)
      release(calls[Int(call) - 1].slot, of: machine, after: call)
      if !otherSlots.isEmpty, let slots = otherSlots.removeValue(forKey: call) {
        for slot in slots { release(slot.slot, of: slot.machine, after: call) }
      }
    } else if !wasStarted, wasInside, !isOver {
      leaveQueue(call, of: component)
    }
    if !lines[component].isEndless {
      openCalls -= 1
      makespan = now
    }
    if wasInside {
      lines[component].inside -= 1
      letNextIn(of: component)
    }
    scheduleDispatch()
  }

  private mutating func leaveQueue(_ call: CallNumber, of component: Int) {
    let machine = Int(lines[component].machine)
    if machine < 0 {
      ready.removeAll { $0 == call }
    } else if joint != nil {
      joint?.remove(call, of: component)
    } else {
      machines[machine].remove(call)
    }
  }

  private mutating func endFlow(
    _ call: CallNumber, as kind: Event.Kind, after cause: (event: Int, edge: Edge)?
  ) {
    journal.end(call, as: kind, at: now)
    if let cause { journal.cause(cause.event, cause.edge) }
    openCalls -= 1
    makespan = now
  }

  private mutating func letNextIn(of component: Int) {
    let next = lines[component].waiting
    guard next > 0 else { return }
    lines[component].waiting = calls[Int(next) - 1].next
    letIn(next, of: component)
  }

  /// Takes a call out of the line of its component, mostly from its head.
  ///
  /// - Complexity: O(1).
  private mutating func leaveLine(_ call: CallNumber, of component: Int) {
    let (previous, next) = (calls[Int(call) - 1].previous, calls[Int(call) - 1].next)
    if lines[component].waiting == call { lines[component].waiting = next }
    if next > 0 {
      calls[Int(next) - 1].previous = previous
    } else {
      lines[component].last = previous
    }
    if previous > 0 {
      calls[Int(previous) - 1].next = next
    } else {
      lines[component].first = next
    }
  }

  private mutating func release(_ slot: UInt32, of machine: Int, after call: CallNumber) {
    let event = journal.release(slot, of: machineNames[machine], after: call, at: now)
    machines[machine].release(slot: slot, by: event, at: now)
  }

  /// Whether the run came to its end, and no call waited for ever to start.
  var isWhole: Bool { ending == .end && starved == nil }

  /// A call as people call it: by its component, and by its number where that was called more than once.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  func title(of call: CallNumber, _ model: Model) -> String {
    let component = component(of: call)
    let isOnlyOne = !(1...callCount).contains {
      $0 != call && self.component(of: $0) == component
    }
    return model.components[component].name + (isOnlyOne ? "" : " (call \(call))")
  }

  /// Stops calls because the run is over; nothing follows from that.
  ///
  /// Each has its reason, if not the end of the run alone.
  mutating func stop(_ open: [CallNumber], because reasons: [String?] = []) {
    for (place, call) in open.enumerated() {
      let reason = (reasons.isEmpty ? nil : reasons[place]) ?? "the run ended"
      let component = self.component(of: call)
      if component < 0 || !lines[component].isEndless {
        makespan = now
        if starved == nil, component >= 0, !hasStarted(call) { starved = (call, reason) }
      }
      journal.end(call, as: .callStopped(reason: log.intern(reason)), at: now)
    }
  }
}
