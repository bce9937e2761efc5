import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct RunStateTests {
  /// Four calls on a machine with one slot; `b` is called twice.
  private let log = Model(
    name: "four", machines: [Model.Machine(name: "box")],
    components: [
      Model.Component(name: "a", takes: .constant(2), isParallel: true, machine: 0),
      Model.Component(name: "b", takes: .constant(1), isParallel: true, machine: 0),
      Model.Component(name: "c", takes: .constant(4)),
      Model.Component(name: "d", takes: .forever, isParallel: true),
    ],
    flow: [0, 1, 1, 3, 2].map { Model.Step(component: $0) }
  ).run()

  private func state(after instant: Nanoseconds) throws -> RunState {
    var state = RunState()
    for event in log.events.prefix(while: { $0.at <= instant }) { try state.apply(event) }
    return state
  }

  @Test(
    arguments: [
      (-1, [], 0),
      (0, [.blocked, .running, .queued, .queued, .running, .running], 2),
      (1, [.blocked, .running, .queued, .queued, .running, .running], 2),
      (2, [.blocked, .succeeded, .running, .queued, .running, .running], 3),
      (3, [.blocked, .succeeded, .succeeded, .running, .running, .running], 4),
      (4, [.succeeded, .succeeded, .succeeded, .succeeded, .stopped, .succeeded], 0),
    ] as [(Nanoseconds, [RunState.Status], CallNumber)])
  func `the state at an instant is the fold of the events up to then`(
    instant: Nanoseconds, statuses: [RunState.Status], occupant: CallNumber
  ) throws {
    let state = try state(after: instant)
    #expect(state.calls.map(\.status) == statuses)
    #expect(state.occupant(of: log.names.find("box"), slot: 1) == occupant)
  }

  @Test func `a call knows its component, its parent and its slot`() throws {
    let state = try state(after: 2)
    let call = try #require(state.call(3))
    #expect(log.names[call.component] == "b" && call.parent == 1)
    #expect(log.names[call.machine] == "box" && call.slot == 1)
    #expect(state.call(0) == nil && state.call(7) == nil)
    #expect(state.occupant(of: .none, slot: 1) == 0)
    #expect(state.occupant(of: log.names.find("box"), slot: 2) == 0)
    #expect(state.occupant(of: log.names.find("d"), slot: 1) == 0)
  }

  @Test func `an event that cannot happen leaves the state as it was`() throws {
    var state = try state(after: 2)
    let before = state.calls.map(\.status)
    let box = log.names.find("box")
    let wrong: [(Event.Kind, RunStateError)] = [
      (.callStarted(machine: box, slot: 1), .slotTaken(1, of: box, by: 3)),
      (.callStarted(machine: box, slot: 2), .unknownSlot(2, of: box)),
      (.callStarted(machine: box, slot: 0), .unknownSlot(0, of: box)),
      (.callResumed, .impossible(4, while: .queued)),
      (.callSucceeded, .impossible(4, while: .queued)),
      (.callBlocked(on: 3), .impossible(4, while: .queued)),
      (.machineReleased(machine: box, slot: 1), .slotTaken(1, of: box, by: 3)),
      (.machineReleased(machine: box, slot: 2), .slotFree(2, of: box)),
    ]
    for (kind, error) in wrong {
      let event = Event(at: 2, kind: kind, component: log.names.find("b"), call: 4)
      #expect(throws: error) { try state.apply(event) }
    }
    #expect(state.calls.map(\.status) == before)
    #expect(state.occupant(of: box, slot: 1) == 3)
  }

  @Test(arguments: [RunState.Status.succeeded, .failed, .stopped])
  func `what has ended has ended`(status: RunState.Status) {
    #expect(status.isFinal)
    #expect(![RunState.Status.requested, .queued, .running, .blocked].contains { $0.isFinal })
  }
}
