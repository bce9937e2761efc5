import EventLog
import Simulation
import TestSupport
import Testing

/// A world in which each command takes the time that its component says, on a clock that goes on at once to where
/// something happens.
private final class PlannedWorld: OutsideWorld {
  private let model: Model
  private var running: [(call: CallNumber, at: Nanoseconds)] = []
  private(set) var now: Nanoseconds = 0
  private(set) var begun: [(component: Int, arguments: OutsideArguments)] = []
  private(set) var stopped: [CallNumber] = []
  private(set) var written = 0
  /// Which calls fail, and why.
  var failures: [CallNumber: String] = [:]
  /// How long a command runs on that was told to end.
  var windUp: Nanoseconds = 0
  /// How long a command lasts that is to run for ever.
  var endless = Nanoseconds.max
  var interruptsAt = Nanoseconds.max

  init(_ model: Model) { self.model = model }

  var interruption: String? { now >= interruptsAt ? "SIGINT" : nil }

  func wait(until instant: Nanoseconds?) {
    let next = min(running.map(\.at).min() ?? .max, instant ?? .max, interruptsAt)
    now = max(now, next)
  }

  func begin(_ call: CallNumber, of component: Int, with arguments: OutsideArguments) {
    begun.append((component, arguments))
    guard case .constant(let time) = model.components[component].takes else {
      return running.append((call, now.addingClamped(endless)))
    }
    running.append((call, now + time))
  }

  func stop(_ call: CallNumber) {
    stopped.append(call)
    for place in running.indices where running[place].call == call {
      running[place].at = now + windUp
    }
  }

  func takeEnds() -> [OutsideEnd] {
    let ended = running.filter { $0.at <= now }
    running.removeAll { $0.at <= now }
    return ended.map { OutsideEnd(call: $0.call, at: $0.at, failure: failures[$0.call]) }
  }

  func write(_ log: borrowing LogBuilder) {
    #expect(log.count >= written)
    written = log.count
  }
}

/// A flow is the same whether its clock is moved on or waited for.
@Suite struct OutsideTests {
  private func record(_ model: Model, as mode: RunMode = .declared, in world: PlannedWorld) -> Log {
    Simulator.record(model, LogHeader.Setup(text: "", mode: mode), in: world)
  }

  /// Lets every call of a component that just takes its time run a command instead.
  private func withCommands(_ model: Model) -> Model {
    var model = model
    for index in model.components.indices {
      model.components[index].behaviour.command = .words(["true"])
    }
    return model
  }

  private func expectSame(_ recorded: Log, _ simulated: Log, _ what: String) {
    #expect(recorded.header.clock == .wall)
    #expect(
      openedLines(of: recorded).dropFirst().elementsEqual(openedLines(of: simulated).dropFirst()),
      "\(what)")
  }

  @Test(arguments: RunMode.allCases)
  func `commands that take what was assumed leave the events of the simulation`(mode: RunMode) {
    for seed in 0..<200 as Range<UInt64> {
      let model = withCommands(randomModel(seed: seed))
      let log = record(model, as: mode, in: PlannedWorld(model))
      expectSame(
        log, Simulator.run(model, LogHeader.Setup(text: "", mode: mode)), "seed \(seed)")
      #expect(!log.header.canRunAgain)
    }
  }

  @Test(arguments: RunMode.allCases)
  func `tasks do, too`(mode: RunMode) {
    for seed in 0..<100 as Range<UInt64> {
      let model = withCommands(randomTasks(seed: seed))
      expectSame(
        record(model, as: mode, in: PlannedWorld(model)),
        Simulator.run(model, LogHeader.Setup(text: "", mode: mode)), "seed \(seed)")
    }
  }

  @Test func `what has no command does all that it does in a simulation`() {
    for seed in 0..<200 as Range<UInt64> {
      var model = randomComponents(seed: seed)
      model.limits.events = 500
      expectSame(
        record(model, in: PlannedWorld(model)), Simulator.run(model, LogHeader.Setup(text: "")),
        "seed \(seed)")
    }
  }

  // MARK: What only commands do

  /// A flow that calls each of some components, which run commands, once.
  private func flow(_ components: [Model.Component], _ steps: [Model.Step]? = nil) -> Model {
    withCommands(
      Model(
        name: "flow", components: components,
        flow: steps ?? components.indices.map { Model.Step(component: $0) }))
  }

  private func component(
    _ name: String, seconds: Nanoseconds, isParallel: Bool = false,
    _ change: (inout Behaviour) -> Void = { _ in }
  ) -> Model.Component {
    var component = Model.Component(
      name: name, takes: .constant(seconds * 1_000_000_000), isParallel: isParallel)
    change(&component.behaviour)
    return component
  }

  /// How each call ended and when, in seconds: `2 failed: exit status 3 at 4`.
  private func ends(of log: Log) -> [String] {
    log.events.compactMap { event in
      let how: String
      switch event.kind {
      case .callSucceeded: how = "succeeded"
      case .callFailed(let reason): how = "failed: \(log.names[reason])"
      case .callStopped(let reason): how = "stopped: \(log.names[reason])"
      default: return nil
      }
      return "\(event.call) \(how) at \(Double(event.at) / 1e9)"
    }
  }

  @Test func `a command that fails ends the run, and the other commands`() {
    let model = flow([component("a", seconds: 9, isParallel: true), component("b", seconds: 2)])
    let world = PlannedWorld(model)
    world.failures[3] = "exit status 3"
    let log = record(model, in: world)
    let reason = "b failed: exit status 3"
    #expect(
      ends(of: log) == [
        "3 failed: exit status 3 at 2.0", "2 stopped: \(reason) at 2.0",
        "1 failed: \(reason) at 2.0",
      ])
    #expect(log.ending == .failure(reason))
    #expect(world.stopped == [2])
  }

  @Test func `a command that fails is tried again with the same arguments`() {
    let model = flow(
      [component("a", seconds: 2) { $0.retries = .init(times: 1, backoff: 1_000_000_000) }],
      [.run(0, with: Arguments(text: "x"))])
    let world = PlannedWorld(model)
    world.failures[2] = "exit status 1"
    let log = record(model, in: world)
    #expect(
      ends(of: log) == [
        "2 failed: exit status 1 at 2.0", "3 succeeded at 5.0", "1 succeeded at 5.0",
      ])
    #expect(world.begun.map(\.arguments.words) == [["x"], ["x"]])
  }

  @Test func `a command that lasts too long fails when it has ended`() {
    let model = flow([
      component("a", seconds: 9, isParallel: true) {
        $0.timeout = 2_000_000_000
        $0.raisesException = false
      }, component("b", seconds: 4),
    ])
    let world = PlannedWorld(model)
    world.windUp = 1_000_000_000
    let log = record(model, in: world)
    #expect(
      ends(of: log) == [
        "2 failed: it timed out after 2 s at 3.0", "3 succeeded at 4.0", "1 succeeded at 4.0",
      ])
    #expect(world.stopped == [2])
  }

  @Test func `a command that the flow stops is over when it has ended`() {
    let model = flow(
      [component("a", seconds: 9, isParallel: true), component("b", seconds: 2)],
      [.init(component: 0), .init(component: 1), .stop(0), .wait(.component(0))])
    let world = PlannedWorld(model)
    world.windUp = 1_000_000_000
    #expect(
      ends(of: record(model, in: world)) == [
        "3 succeeded at 2.0", "2 stopped: the flow stopped it at 3.0", "1 succeeded at 3.0",
      ])
  }

  @Test func `a command that never ends is stopped when all else has ended`() {
    var model = flow([
      component("server", seconds: 0, isParallel: true), component("test", seconds: 3),
    ])
    model.components[0].takes = .forever
    let world = PlannedWorld(model)
    #expect(
      ends(of: record(model, in: world)) == [
        "3 succeeded at 3.0", "1 succeeded at 3.0", "2 stopped: the run ended at 3.0",
      ])
    #expect(world.stopped == [2])
  }

  @Test(arguments: [nil, "exit status 1"])
  func `a command that was to run for ever may end well by itself`(failure: String?) throws {
    var model = flow([
      component("server", seconds: 0, isParallel: true), component("test", seconds: 3),
    ])
    model.components[0].takes = .forever
    let world = PlannedWorld(model)
    world.failures[2] = failure
    world.endless = 1_000_000_000
    let log = record(model, in: world)
    let why = "server ended by itself: exit status 1"
    #expect(
      ends(of: log)
        == (failure == nil
          ? ["2 stopped: it ended by itself at 1.0", "3 succeeded at 3.0", "1 succeeded at 3.0"]
          : [
            "2 stopped: it ended by itself: exit status 1 at 1.0", "3 stopped: \(why) at 1.0",
            "1 failed: \(why) at 1.0",
          ]))
    #expect(log.ending == (failure == nil ? .end : .failure(why)))
    #expect(try Log.read(log.encoded()).log.isClosed)
  }

  @Test func `an interruption stops all that is open then`() throws {
    let model = flow([component("a", seconds: 9, isParallel: true), component("b", seconds: 4)])
    let world = PlannedWorld(model)
    world.interruptsAt = 2_500_000_000
    let log = record(model, in: world)
    #expect(
      ends(of: log) == (1...3).map { "\($0) stopped: SIGINT at 2.5" })
    #expect(world.stopped == [2, 3])
    #expect(try Log.read(log.encoded()).log.isClosed)
  }

  @Test func `a limit of time cuts off what runs`() {
    var model = flow([component("a", seconds: 9)])
    model.limits.time = 2_000_000_000
    let world = PlannedWorld(model)
    let log = record(model, in: world)
    #expect(log.ending == .limit("time"))
    #expect(log.end == 2_000_000_000)
    #expect(world.stopped == [2])
  }

  @Test func `a task that fails ends the run`() {
    let model = withCommands(
      Model(
        name: "tasks", components: [component("a", seconds: 1), component("b", seconds: 5)],
        tasks: TaskGraph([[], []])))
    let world = PlannedWorld(model)
    world.failures[1] = "signal SIGSEGV"
    let log = record(model, in: world)
    #expect(
      ends(of: log) == [
        "1 failed: signal SIGSEGV at 1.0", "2 stopped: a failed: signal SIGSEGV at 1.0",
      ])
    #expect(log.ending == .failure("a failed: signal SIGSEGV"))
    #expect(world.stopped == [2])
  }

  @Test func `a command does not fail as was assumed, and writes what was`() {
    var model = flow([component("a", seconds: 1) { $0.failure = .init() }])
    model.variables = [.init(name: "done", value: .flag(false))]
    model.components[0].behaviour.effects = [
      .init(.write(0, [Expression(.flag(true))]), .end)
    ]
    let log = record(model, in: PlannedWorld(model))
    #expect(ends(of: log) == ["2 succeeded at 1.0", "1 succeeded at 1.0"])
    #expect(log.events.contains { if case .stateWritten = $0.kind { true } else { false } })
  }

  @Test func `arguments are words, and variables by their names`() {
    let model = flow(
      [component("a", seconds: 1) { $0.parameters = ["lr", "mode"] }],
      [.run(0, with: Arguments([.init([.text("0.10")])], named: [("mode", .init([.text("x")]))]))])
    let world = PlannedWorld(model)
    _ = record(model, in: world)
    #expect(world.begun.map(\.arguments.words) == [["0.10"]])
    #expect(
      world.begun[0].arguments.variables.map { "\($0.name)=\($0.value)" } == ["lr=0.10", "mode=x"])
  }
}
