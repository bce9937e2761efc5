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
    // A component runs one call at a time; of calls that queue, all but one wait for that.
    var current: [Name: CallNumber] = [:]
    for call in snapshot.calls {
      let place = componentPlaces[call.component, default: 0]
      snapshot.components[place].statuses[call.status] += 1
      snapshot.statuses[call.status] += 1
      if call.status == .running || call.status == .blocked {
        current[call.component] = call.number
      }
    }
    for index in snapshot.calls.indices where snapshot.calls[index].status == .queued {
      let component = snapshot.calls[index].component
      let machine = snapshot.components[componentPlaces[component, default: 0]].machine
      if let other = current[component] {
        snapshot.calls[index].wait = .turn(behind: other)
      } else if !machine.isNone {
        snapshot.calls[index].wait = .machine(machine)
      }
    }
    return snapshot
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
