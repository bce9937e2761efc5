import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct RunSnapshotTests {
  /// One that sends an item each second into a buffer of one, and one that takes 3 s for each.
  private let pipeline: Log = {
    var load = Model.Component(name: "load", takes: .constant(4), isParallel: true)
    load.behaviour.effects = [
      .init(.emit(0), .every(.constant(1), times: nil)),
      .init(.write(0, [.init(.number(0.5)), .init(.number(0.25))]), .at([.after(2), .after(4)])),
    ]
    var train = Model.Component(name: "train", takes: .constant(3), isParallel: true)
    train.behaviour.forEach = 0
    return Model(
      name: "pipeline", components: [load, train],
      variables: [.init(name: "loss", value: .number(1))],
      streams: [.init(name: "batches", buffer: 1)],
      flow: [.init(component: 0), .init(component: 1)]
    ).run()
  }()

  @Test(
    arguments: [
      (
        0, false, "flow succeeded 0, load running 0, train blocked 0 an item of batches", "1 by 0",
        "0/1 0 0"
      ),
      (2, true, "flow succeeded 0, load running 0, train running 1", "1 by 0", "0/1 1 1"),
      (2, false, "flow succeeded 0, load running 0, train running 1", "0.5 by 2 at 2", "1/1 2 1"),
      (
        3, false, "flow succeeded 0, load blocked 3 room in batches, train running 1",
        "0.5 by 2 at 2", "1/1 2 1"
      ),
      (4, false, "flow succeeded 0, load running 4, train running 1", "0.5 by 2 at 2", "1/1 3 2"),
      (
        99, false, "flow succeeded 0, load succeeded 7, train succeeded 13", "0.25 by 2 at 7",
        "0/1 4 4"
      ),
    ] as [(Nanoseconds, Bool, String, String, String)])
  func `what runs, waits and is shared at an instant`(
    instant: Nanoseconds, isBefore: Bool, calls: String, variable: String, stream: String
  ) throws {
    let (log, snapshot) = (pipeline, try RunSnapshot(of: pipeline, at: instant, isBefore: isBefore))
    let told = snapshot.calls.map { call in
      let wait = if case .condition(let text) = call.wait { " \(log.names[text])" } else { "" }
      return "\(log.names[call.component]) \(call.status) \(call.since)\(wait)"
    }
    #expect(told.joined(separator: ", ") == calls)
    let loss = try #require(snapshot.variables.first)
    #expect(
      "\(log.names[loss.value]) by \(loss.writer)"
        + (loss.writes > 0 ? " at \(loss.writtenAt)" : "")
        == variable)
    let batches = try #require(snapshot.streams.first)
    #expect("\(batches.held)/\(batches.buffer) \(batches.sent) \(batches.received)" == stream)
    #expect((snapshot.ending == .end) == (instant == 99))
  }

  /// Two calls of `a` and one of `b` on a machine with one slot; `c` has to end before the flow ends.
  private let queues = Model(
    name: "queues", machines: [Model.Machine(name: "box")],
    components: [
      Model.Component(name: "a", takes: .constant(2), isParallel: true, machine: 0),
      Model.Component(name: "b", takes: .constant(1), isParallel: true, machine: 0),
      Model.Component(name: "c", takes: .constant(4)),
    ],
    flow: [0, 0, 1, 2].map { Model.Step(component: $0) }
  ).run()

  @Test func `who waits is told what for`() throws {
    let snapshot = try RunSnapshot(of: queues, at: 1)
    let box = queues.names.find("box")
    #expect(
      snapshot.calls.map(\.wait)
        == [.call(5), nil, .turn(behind: 2), .machine(box), nil])
    #expect(snapshot.machines.map(\.name) == [box] && snapshot.machines[0].slots == 1)
    #expect(snapshot.holdings == [2: [1]])
    #expect(snapshot.components.map(\.isDeclared) == [true, true, true, true])
    #expect(snapshot.components[1].statuses[.queued] == 1)
    #expect(snapshot.components[1].statuses.open == 2)
    #expect(snapshot.components[0].traits == .flow)
    // When a slot is free, nothing is said to hold it.
    #expect(try RunSnapshot(of: queues, at: 99).holdings.isEmpty)
  }

  /// A machine that something else holds, and calls of `c`, so many of which run at once.
  @Test(
    arguments: [
      (
        1,
        ["box", "turn 1 behind 3, 1 ahead", "turn 2 behind 3, 2 ahead", "turn 3 behind 3, 3 ahead"]
      ),
      (2, ["box", "box", "turn 1 behind 3, 2 ahead", "turn 2 behind 3, 3 ahead"]),
      (9, ["box", "box", "box", "box"]),
    ] as [(UInt32, [String])])
  func `of calls that queue, as many wait for a slot as run at once, and the others for their turn`(
    atOnce: UInt32, waits: [String]
  ) throws {
    var c = Model.Component(name: "c", takes: .constant(1), isParallel: true, machine: 0)
    c.atOnce = atOnce
    let hog = Model.Component(name: "hog", takes: .constant(5), isParallel: true, machine: 0)
    let log = Model(
      name: "turn", machines: [.init(name: "box")], components: [hog, c],
      flow: [0, 1, 1, 1, 1].map { Model.Step(component: $0) }
    ).run()
    func told(_ instant: Nanoseconds) throws -> [String] {
      let snapshot = try RunSnapshot(of: log, at: instant)
      return snapshot.calls.dropFirst(2).map { call in
        switch call.wait {
        case .machine(let machine): log.names[machine]
        case .turn(let other): "turn \(call.place) behind \(other), \(call.ahead) ahead"
        default: "\(call.status)"
        }
      }
    }
    #expect(try told(2) == waits)
    // One of them has the machine now; the others move up.
    let later = try told(5)
    #expect(later[0] == "running")
    if atOnce == 2 {
      #expect(later[1...] == ["box", "turn 1 behind 3, 2 ahead", "turn 2 behind 3, 3 ahead"])
    }
    if atOnce == 1 { #expect(later[1] == "turn 1 behind 3, 1 ahead") }
  }

  @Test func `why a run ended is known only once it has`() throws {
    let stuck = Model(
      name: "stuck", components: [.init(name: "load", takes: .forever)],
      flow: [.init(component: 0)]
    ).run()
    #expect(try RunSnapshot(of: stuck, at: 0, isBefore: true).ending == nil)
    #expect(try RunSnapshot(of: stuck, at: 0).ending == stuck.ending)
    let stopped = try RunSnapshot(of: stuck, at: 0).calls.map { stuck.names[$0.reason] }
    #expect(stopped.allSatisfy { !$0.isEmpty })
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `at every instant it says what the fold says`(seed: UInt64) throws {
    for log in [randomModel(seed: seed).run(), randomTasks(seed: seed).run()] {
      var state = RunState()
      for (seq, event) in log.events.enumerated() {
        try state.apply(event)
        guard seq + 1 == log.events.count || log.events[seq + 1].at > event.at else { continue }
        let snapshot = try RunSnapshot(of: log, at: event.at)
        #expect(snapshot.events == seq + 1)
        #expect(snapshot.calls.map(\.status) == state.calls.map(\.status))
        #expect(snapshot.statuses.total == state.calls.count)
        for machine in snapshot.machines {
          for (slot, call) in machine.occupants {
            #expect(state.occupant(of: machine.name, slot: slot) == call)
            #expect(snapshot.call(call)?.status.isFinal == false)
          }
        }
        if seq + 1 < log.events.count {
          let next = try RunSnapshot(of: log, at: log.events[seq + 1].at, isBefore: true)
          #expect(next.events == seq + 1)
        }
        // A call that queues waits for something that is there.
        for call in snapshot.calls where call.status == .queued {
          switch call.wait {
          case .turn(let other): #expect(snapshot.call(other)?.component == call.component)
          case .machine(let machine):
            #expect(snapshot.machines.contains { $0.name == machine && !$0.occupants.isEmpty })
          default: Issue.record("call \(call.number) queues for nothing, seed \(seed)")
          }
        }
      }
    }
  }
}
