package import EventLog

// Calls that are ready get their slots and start, all at one dispatch of an instant.

extension Engine {
  /// Gives slots to calls that are ready, when a dispatch is due; `startNext` starts them.
  package mutating func dispatch() {
    isDispatchDue = false
    for call in ready { starting.append(MachinePool.Assignment(call: call)) }
    ready.removeAll(keepingCapacity: true)
    for index in dueMachines {
      isDue[index] = false
      while let assignment = machines[index].assign(at: now) { starting.append(assignment) }
    }
    if joint != nil, !dueMachines.isEmpty { assignJointly() }
    dueMachines.removeAll(keepingCapacity: true)
    if starting.count > 1 { starting.sort { $0.call < $1.call } }
  }

  /// Gives slots to calls that may take some of several machines, in their order; who does not fit is passed
  /// over.
  private mutating func assignJointly() {
    guard var queue = joint else { return }
    joint = nil
    while let (call, shares) = queue.removeFirst(where: {
      machines[$0.machine].free >= Int($0.slots)
    }) {
      var assignment = MachinePool.Assignment(call: call.call)
      machines[shares[0].machine].take(shares[0].slots, for: &assignment, now)
      for share in shares.dropFirst() {
        machines[share.machine].take(share, beside: &assignment, now)
      }
      if call.ready < now, !assignment.wasReleasedNow,
        let release = shares.compactMap({ machines[$0.machine].lastRelease }).max()
      {
        assignment.more.add(release)
      }
      starting.append(assignment)
    }
    joint = queue
  }

  /// Starts the next call of a dispatch; nil if all that can start have.
  package mutating func startNext() -> CallNumber? {
    // A call that fails as soon as it starts can end the run, and with it those that start next.
    if startingPlace < starting.count, !isOver {
      startingPlace += 1
      return start(startingPlace - 1)
    }
    starting.removeAll(keepingCapacity: true)
    startingPlace = 0
    for call in fresh where journal.status(of: call) == .requested {
      journal.queue(call, at: now)
    }
    fresh.removeAll(keepingCapacity: true)
    return nil
  }

  private mutating func start(_ place: Int) -> CallNumber {
    let (call, slot, release) = (
      starting[place].call, starting[place].slot, starting[place].release
    )
    let component = self.component(of: call)
    let machine = lines[component].machine
    let name = machine < 0 ? Name.none : machineNames[Int(machine)]
    journal.start(call, on: name, slot: slot, at: now)
    lines[component].started += 1
    if lines[component].lastEnd >= 0 { noteTurn(of: component) }
    if let release { journal.cause(release, .machine) }
    if !held.isEmpty, let held = held.removeValue(forKey: call), held.until == now,
      !starting[place].wasReleasedNow
    {
      // Nothing but the time that was given for it is why it starts now.
      journal.cause(held.request, .time)
    }
    calls[Int(call) - 1].slot = slot
    guard let more = starting[place].more else { return call }
    for release in more.releases { journal.cause(release, .machine) }
    let slots = more.slots.map { MachineSlot(machine: Int(machine), slot: $0) } + more.others
    guard !slots.isEmpty else { return call }
    otherSlots[call] = slots
    for slot in slots {
      journal.take(slot.slot, of: machineNames[slot.machine], for: call, at: now)
    }
    return call
  }

  /// Notes after which end of an earlier call it was the turn of the one that just started.
  private mutating func noteTurn(of component: Int) {
    guard lines[component].atOnce > 1 else {
      return journal.cause(Int(lines[component].lastEnd), .queue)
    }
    guard lines[component].started > lines[component].atOnce,
      let room = rooms[component]?.popFirst()
    else { return }
    journal.cause(room, .queue)
  }
}
