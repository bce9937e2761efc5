import EventLog
import Simulation
import TestSupport
import Testing

/// Components that run several calls at once.
@Suite struct AtOnceTests {
  /// Calls of `a`, four seconds each, asked for at those seconds.
  private func calls(
    at seconds: [Int64], atOnce: UInt32, slots: UInt32? = nil,
    _ change: (inout Model.Component) -> Void = { _ in }
  ) -> Model {
    var a = Model.Component(
      name: "a", takes: .constant(4 * second), isParallel: true, machine: slots.map { _ in 0 })
    a.atOnce = atOnce
    change(&a)
    var flow: [Model.Step] = []
    for (now, before) in zip(seconds, [0] + seconds) {
      if now > before { flow.append(.wait(.time((now - before) * second))) }
      flow.append(.init(component: 0))
    }
    return Model(
      name: "at once", machines: slots.map { [.init(name: "box", slots: $0)] } ?? [],
      components: [a], flow: flow)
  }

  /// When each call of a component starts, and after the end of which call, if it is told.
  private func starts(_ log: Log) -> [String] {
    log.events.indices.compactMap { seq in
      let event = log.events[seq]
      guard case .callStarted = event.kind, event.call > 1 else { return nil }
      let turn = log.causes(of: seq).first { $0.edge == .queue }
      let after = turn.map { " after \(log.events[Int($0.seq)].call)" } ?? ""
      return "\(event.call) at \(event.at / second)\(after)"
    }
  }

  @Test(
    arguments: [
      ([0, 0, 0], 1, ["2 at 0", "3 at 4 after 2", "4 at 8 after 3"]),
      ([0, 1, 1, 1], 2, ["2 at 0", "3 at 1", "4 at 4 after 2", "5 at 5 after 3"]),
      ([0, 0, 0, 0], 3, ["2 at 0", "3 at 0", "4 at 0", "5 at 4 after 2"]),
      // Who did not wait follows from the end that left room first, as where one runs at a time.
      ([0, 1, 6, 7], 2, ["2 at 0", "3 at 1", "4 at 6 after 2", "5 at 7 after 3"]),
      ([0, 0, 0], 100_000, ["2 at 0", "3 at 0", "4 at 0"]),
    ] as [([Int64], UInt32, [String])])
  func `as many calls run as may, and who waits starts after the end that made room`(
    seconds: [Int64], atOnce: UInt32, expected: [String]
  ) throws {
    let log = calls(at: seconds, atOnce: atOnce).run()
    #expect(starts(log) == expected)
    var state = RunState()
    for event in log.events { try state.apply(event) }
  }

  @Test func `a machine with fewer slots still bounds them`() {
    let log = calls(at: [0, 0, 0, 0], atOnce: 3, slots: 2).run()
    #expect(starts(log) == ["2 at 0", "3 at 0", "4 at 4", "5 at 4 after 2"])
  }

  @Test func `what is stopped in its turn makes room and is nobody's turn`() {
    var model = calls(at: [0, 0, 0, 0], atOnce: 2)
    model.flow += [.wait(.time(second)), .stop(0), .init(component: 0)]
    #expect(starts(model.run()) == ["2 at 0", "3 at 0", "6 at 1 after 3"])
  }

  @Test func `each of several calls is where it is in its own time`() {
    var model = calls(at: [0, 1], atOnce: 2) { a in
      a.behaviour.effects = [
        .init(
          .write(
            0, [Expression("1", [.value(.number(1))]), Expression("2", [.value(.number(2))])]),
          .every(.constant(second), times: 2))
      ]
      a.behaviour.failure = Behaviour.Failure()
      a.behaviour.failure?.calls = [2]
      a.behaviour.raisesException = false
    }
    model.variables = [.init(name: "x")]
    let log = model.run()
    let story = story(of: log).split(separator: "\n").filter { $0.contains(" a ") }
    #expect(
      story == [
        "0 a 2 requested", "0 a 2 started", "1 a 2 wrote x=1", "1 a 3 requested", "1 a 3 started",
        "2 a 2 wrote x=2", "2 a 3 wrote x=2", "2 a 3 conflict x", "3 a 3 wrote x=2",
        "4 a 2 succeeded", "5 a 3 failed: ",
      ])
  }

  @Test func `two calls of one component share the items of a stream`() {
    var emit = component("emit", 4, parallel: true)
    emit.behaviour.effects = [.init(.emit(0), .every(.constant(second), times: 4))]
    var take = component("take", 2, parallel: true)
    take.behaviour.forEach = 0
    take.atOnce = 2
    let log = Model(
      name: "stream", components: [emit, take], streams: [.init(name: "items")],
      flow: [.init(component: 0), .init(component: 1), .init(component: 1)]
    ).run()
    let takes = story(of: log).split(separator: "\n").filter { $0.contains("took") }
    #expect(
      takes == [
        "1 take 3 took items 1", "2 take 4 took items 2", "3 take 3 took items 3",
        "4 take 4 took items 4",
      ])
    #expect(log.ending == .end)
  }

  @Test func `the n-th call takes the same time however many run at once`() throws {
    func times(_ atOnce: UInt32) throws -> [Nanoseconds] {
      let distribution = try Distribution(.exponential(mean: second))
      let log = calls(at: [0, 0, 0, 0, 0], atOnce: atOnce) { $0.takes = .random(distribution) }
        .run()
      var started: [CallNumber: Nanoseconds] = [:]
      var times: [CallNumber: Nanoseconds] = [:]
      for event in log.events where event.call > 1 {
        if case .callStarted = event.kind { started[event.call] = event.at }
        if case .callSucceeded = event.kind {
          times[event.call] = event.at - (started[event.call] ?? 0)
        }
      }
      return times.sorted { $0.key < $1.key }.map(\.value)
    }
    #expect(try times(1) == times(3))
    #expect(try times(1).count == 5)
  }

  @Test func `whatever components do, several at once do it in a run that can have been`() {
    for seed in 0..<400 as Range<UInt64> {
      var model = randomComponents(seed: seed)
      for index in model.components.indices {
        model.components[index].atOnce = UInt32((seed + UInt64(index)) % 4 + 1)
      }
      for mode in RunMode.allCases {
        let setup = LogHeader.Setup(text: "", seed: seed, mode: mode)
        let log = Simulator.run(model, setup, limits: Limits(events: 500))
        #expect(throws: Never.self, "seed \(seed), \(mode.rawValue)") {
          try Log.read(log.encoded())
        }
        #expect(
          log.encoded() == Simulator.run(model, setup, limits: Limits(events: 500)).encoded(),
          "seed \(seed), \(mode.rawValue)")
      }
    }
  }
}
