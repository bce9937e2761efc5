/// Takes in events for a `RunSnapshot`.
struct SnapshotFold {
  private var state = RunState()
  private var snapshot = RunSnapshot()
  private var componentPlaces: [Name: Int] = [:]
  private var machinePlaces: [Name: Int] = [:]

  /// Takes in the next event.
  ///
  /// - Complexity: O(1), amortised.
  mutating func apply(_ event: Event) throws(RunStateError) {
    try state.apply(event)
    snapshot.events += 1
    switch event.kind {
    case .componentDeclared(let machine, let traits, let atOnce):
      let place = place(ofComponent: event.component)
      snapshot.components[place].machine = machine
      snapshot.components[place].traits = traits
      snapshot.components[place].atOnce = atOnce
      snapshot.components[place].isDeclared = true
    case .machineDeclared(let machine, let slots):
      snapshot.machines[place(ofMachine: machine)].slots = slots
    case .callRequested(let parent, let step, let arguments):
      snapshot.calls.append(
        RunSnapshot.Call(
          number: event.call, component: event.component, parent: parent, step: step,
          arguments: arguments, since: event.at, requestedAt: event.at))
      _ = place(ofComponent: event.component)
    case .callQueued: change(event, to: .queued)
    case .callStarted(let machine, _):
      change(event, to: .running)
      snapshot.calls[Int(event.call) - 1].startedAt = event.at
      snapshot.calls[Int(event.call) - 1].machine = machine
      if !machine.isNone { _ = place(ofMachine: machine) }
    case .callBlocked(let other, let condition):
      change(event, to: .blocked)
      snapshot.calls[Int(event.call) - 1].wait =
        other > 0 ? .call(other) : condition.isNone ? nil : .condition(condition)
    case .callResumed: change(event, to: .running)
    case .callSucceeded: change(event, to: .succeeded)
    case .callFailed(let reason): change(event, to: .failed, reason)
    case .callStopped(let reason): change(event, to: .stopped, reason)
    case .flowIterated(let iteration, let step):
      snapshot.calls[Int(event.call) - 1].iteration = iteration
      snapshot.calls[Int(event.call) - 1].iterationStep = step
    default: break
    }
  }

  /// The snapshot after the last event.
  ///
  /// - Complexity: O(*n* log *n*) in the number of components, calls and slots that are held.
  consuming func finished() -> RunSnapshot {
    // What was stopped with the run has no event that releases its slots, but holds none any more.
    let calls = snapshot.calls
    for index in snapshot.machines.indices {
      snapshot.machines[index].occupants = state.occupants(of: snapshot.machines[index].name)
        .filter { !calls[Int($0.call) - 1].status.isFinal }
    }
    snapshot.variables = state.sharing.variables
    snapshot.streams = state.sharing.streams
    for call in snapshot.calls {
      snapshot.components[componentPlaces[call.component, default: 0]].statuses[call.status] += 1
      snapshot.statuses[call.status] += 1
    }
    noteWaits()
    return snapshot
  }

  /// Says of calls that queue whether they wait for their turn or, as many as its component runs at once
  /// first, for a slot.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  private mutating func noteWaits() {
    /// For each component that has some: the calls whose turn it is, and how many stand in line.
    var lines: [Name: (first: CallNumber, holders: UInt32, waiting: UInt32)] = [:]
    for call in snapshot.calls where call.status == .running || call.status == .blocked {
      lines[call.component, default: (call.number, 0, 0)].holders += 1
    }
    let queued = snapshot.calls.indices.filter { snapshot.calls[$0].status == .queued }.sorted {
      (snapshot.calls[$0].since, $0) < (snapshot.calls[$1].since, $1)
    }
    for index in queued {
      let call = snapshot.calls[index]
      let component = snapshot.components[componentPlaces[call.component, default: 0]]
      var line = lines[call.component] ?? (call.number, 0, 0)
      // Of a component that is not declared it is not known how many run at once: one that runs is all.
      if component.isDeclared ? line.holders < component.atOnce : line.holders == 0 {
        if component.isDeclared { line.holders += 1 }
        if !component.machine.isNone { snapshot.calls[index].wait = .machine(component.machine) }
      } else {
        line.waiting += 1
        snapshot.calls[index].wait = .turn(behind: line.first)
        snapshot.calls[index].place = line.waiting
        snapshot.calls[index].ahead = line.holders + line.waiting - 1
      }
      lines[call.component] = line
    }
  }

  private mutating func change(
    _ event: Event, to status: RunState.Status, _ reason: Name = .none
  ) {
    let index = Int(event.call) - 1
    snapshot.calls[index].status = status
    snapshot.calls[index].since = event.at
    snapshot.calls[index].wait = nil
    snapshot.calls[index].reason = reason
  }

  private mutating func place(ofComponent name: Name) -> Int {
    if let place = componentPlaces[name] { return place }
    componentPlaces[name] = snapshot.components.count
    snapshot.components.append(RunSnapshot.Component(name: name))
    return snapshot.components.count - 1
  }

  private mutating func place(ofMachine name: Name) -> Int {
    if let place = machinePlaces[name] { return place }
    machinePlaces[name] = snapshot.machines.count
    snapshot.machines.append(RunSnapshot.Machine(name: name))
    return snapshot.machines.count - 1
  }
}
