import Components
import Dispatch
import EventLog
import Synchronization
import TestSupport
import Testing

/// A flow of one component, whose code is given.
struct OneComponent: Flow {
  let component: Component<Block<Void, Void>>

  init(_ body: @escaping @Sendable () async throws -> Void) { component = Component(body) }

  func run() async throws { try await component.run() }
}

/// What runs of a test have drawn.
final class Numbers: Sendable {
  private let lists = Mutex<[[UInt64]]>([])
  var all: [[UInt64]] { lists.withLock { $0 } }
  func add(_ list: [UInt64]) async { lists.withLock { $0.append(list) } }
}

/// An actor that does its work on a queue.
actor OnAQueue {
  private final class Executor: SerialExecutor {
    private let queue = DispatchQueue(label: "outside")

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }

  private let executor = Executor()
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  func work() {}
}

actor Tally {
  private(set) var words: [String] = []
  func add(_ word: String) { words.append(word) }
}

@Suite("Code of components")
struct CodeTests {
  @Test func `child tasks, groups, actors and streams within a component stay on its clock`() throws
  {
    let run = try simulate(
      OneComponent {
        let tally = Tally()
        async let slow: Void = {
          try await sleep(for: .seconds(3)); await tally.add("slow")
        }()
        async let quick: Void = {
          try await sleep(for: .seconds(1)); await tally.add("quick")
        }()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for second in [5, 2, 4] {
            group.addTask {
              try await sleep(for: .seconds(second))
              await tally.add("\(second)")
            }
          }
          try await group.waitForAll()
        }
        _ = try await (slow, quick)
        let (stream, source) = AsyncStream.makeStream(of: Int.self)
        async let sum = stream.reduce(0, +)
        for number in 1...3 {
          try await sleep(for: .milliseconds(100))
          source.yield(number)
        }
        source.finish()
        await tally.add("\(await sum)")
        let words = await tally.words
        #expect(words == ["quick", "2", "slow", "4", "5", "6"])
      })
    _ = try run.get()
    #expect(run.makespan == .milliseconds(5300))
  }

  @Test func `a cancelled child task wakes at once`() throws {
    let run = try simulate(
      OneComponent {
        try await withThrowingTaskGroup(of: Int.self) { group in
          group.addTask {
            try await sleep(for: .seconds(1000)); return 1
          }
          group.addTask {
            try await sleep(for: .seconds(2)); return 2
          }
          let first = try await group.next()
          #expect(first == 2)
          group.cancelAll()
          await #expect(throws: CancellationError.self) { try await group.next() }
        }
      })
    _ = try run.get()
    #expect(run.makespan == .seconds(2))
  }

  /// Ways out of a run.
  static let escapes: [(name: String, body: @Sendable () async throws -> Void)] = [
    ("Task.sleep", { try await Task.sleep(for: .milliseconds(1)) }),
    ("Task.detached", { try await Task.detached { try await sleep(for: .seconds(1)) }.value }),
    ("Task", { try await Task { try await sleep(for: .seconds(1)) }.value }),
    ("a task that nobody waits for", { _ = Task { 1 } }),
    ("a detached task that nobody waits for", { _ = Task.detached { 1 } }),
    (
      "Task.immediate",
      {
        await Task.immediate {
          for _ in 0..<2 { await Task.yield() }
        }.value
      }
    ),
    ("MainActor", { await MainActor.run {} }),
    ("an actor with an executor of its own", { await OnAQueue().work() }),
    (
      "Dispatch",
      {
        // At once it might come back before the code has begun to wait, and so would not have left.
        await withUnsafeContinuation { continuation in
          DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) {
            continuation.resume()
          }
        }
      }
    ),
    ("ContinuousClock", { try await ContinuousClock().sleep(for: .milliseconds(1)) }),
    ("never resumed", { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }),
  ]

  @Test(arguments: 0..<escapes.count)
  func `what leaves the run is found, named, and fails it`(_ place: Int) throws {
    let run = try simulate(OneComponent(Self.escapes[place].body))
    #expect(run.ending.kind == .failure)
    let error = try #require(run.error)
    #expect("\(error)".hasPrefix("component (call 2): "))
    #expect("\(error)".contains("Task.sleep, Task { } and Task.detached, the main actor"))
  }

  struct Trial: Work {
    func run(_ number: Int) async throws -> Int {
      try await sleep(for: .seconds(number))
      if number == 3 { throw ConnectionReset() }
      return number * number
    }
  }

  struct Results: Flow {
    let trial = Component(Trial(), parallel: true, atOnce: 10, raisesException: false)
    let serial = Component(Trial(), raisesException: false)

    func run() async throws {
      let calls = [try await trial.run(1), try await trial.run(2), try await trial.run(3)]
      #expect(try await calls[1].value == 4)
      #expect(try await calls[0].value == 1)
      await #expect(throws: ConnectionReset.self) { try await calls[2].value }
      #expect(try await serial.run(2).value == 4)
      await #expect(throws: ConnectionReset.self) { try await serial.run(3) }
    }
  }

  @Test func `calls have results and errors of their own types`() throws {
    let run = try simulate(Results())
    _ = try run.get()
    #expect(run.makespan == .seconds(8))
  }

  /// What reading a log again finds wrong with it.
  func problem(with log: Log) -> String? {
    do {
      return try Log.read(log.encoded()).log.encoded() == log.encoded()
        ? nil : "it is read as another"
    } catch {
      return "\(error)"
    }
  }

  @Test func `the same seed gives the same bytes, another one others`() throws {
    struct Random: Flow {
      let work = Component(parallel: true, atOnce: 4) { (_: Int) in
        for _ in 0..<3 { try await sleep(for: .exponential(mean: .seconds(1))) }
      }
      func run() async throws { for number in 0..<8 { try await work.run(number) } }
    }
    let bytes = try (0..<2).map { _ in try simulate(Random(), seed: 7).log.encoded() }
    #expect(bytes[0] == bytes[1])
    #expect(try simulate(Random(), seed: 8).log.encoded() != bytes[0])
    #expect(problem(with: try simulate(Random(), seed: 7).log) == nil)
  }

  @Test func `code has a clock and random numbers of its run`() throws {
    let numbers = Numbers()
    let flow = OneComponent {
      let clock = FlowClock()
      let took = try await clock.measure { try await sleep(for: .seconds(3)) }
      #expect(took == .seconds(3))
      try await clock.sleep(until: FlowClock.Instant(sinceStart: .seconds(5)))
      try await clock.sleep(until: FlowClock.Instant(sinceStart: .seconds(1)))
      #expect(clock.now.sinceStart == .seconds(5))
      var (one, other) = (try FlowRandom(), try FlowRandom())
      await numbers.add([one.next(), one.next(), other.next()])
    }
    for seed: UInt64 in [1, 1, 2] { _ = try simulate(flow, seed: seed).get() }
    let drawn = numbers.all
    #expect(drawn.count == 3 && drawn[0] == drawn[1] && drawn[0] != drawn[2])
    #expect(Set(drawn[0]).count == 3)
  }

  struct Waiting: Flow {
    let loss = Variable(1.0)
    let train: Component<Block<Void, Void>>
    let server = Component(parallel: true, forever: true) {
      while true { try await sleep(for: .seconds(1)) }
    }

    init() {
      train = Component(parallel: true) { [loss] in
        for _ in 0..<5 {
          try await sleep(for: .seconds(2))
          loss.value /= 2
        }
      }
    }

    func run() async throws {
      try await server.run()
      try await train.run()
      #expect(
        try await wait(until: "loss < 0.3", timeout: .seconds(3)) { loss.value < 0.3 } == false)
      #expect(try await wait(until: "loss < 0.3") { loss.value < 0.3 })
      #expect(train.is(.running))
      #expect(try await train.wait(timeout: .seconds(1)) == false)
      try train.stop()
      #expect(train.count(.stopped) == 1)
      #expect(server.is(.started))
    }
  }

  @Test
  func
    `a flow waits for conditions and calls, with and without a time limit, and stops what it called`()
    throws
  {
    let run = try simulate(Waiting())
    _ = try run.get()
    #expect(run.makespan == .seconds(5))
  }

  @Test func `a flow does several things at once, and is blocked only where all of them wait`()
    throws
  {
    struct Strands: Flow {
      let one = Component(Count(seconds: 2))
      let other = Component(Count(seconds: 3))
      func run() async throws {
        async let first: Void = {
          try await one.run("a"); try await one.run("b")
        }()
        async let second: Void = { try await other.run("c") }()
        _ = try await (first, second)
      }
    }
    let run = try simulate(Strands())
    let log = try run.get()
    #expect(run.makespan == .seconds(4))
    #expect(problem(with: log) == nil)
  }

  @Test func `what waits for what never comes is told as a deadlock, and nothing is left running`()
    throws
  {
    struct Stuck: Flow {
      let items = ItemStream<Int>()
      let take: Component<Block<Void, Void>>
      init() { take = Component { [items] in for try await _ in items {} } }
      func run() async throws { try await take.run() }
    }
    let run = try simulate(Stuck())
    #expect(
      run.ending
        == .deadlock(
          "the flow waits for take; take waits for an item of items, which nothing that was called emits"
        ))
  }

  @Test func `a flow that throws fails the run with its reason`() throws {
    struct Failing: Flow {
      let work = Component(parallel: true) { try await sleep(for: .seconds(9)) }
      func run() async throws {
        try await work.run()
        try await sleep(for: .seconds(1))
        throw ConnectionReset()
      }
    }
    let run = try simulate(Failing())
    #expect(run.ending == .failure("the flow failed: connection reset"))
    #expect(run.error is ConnectionReset)
    #expect(run.makespan == .seconds(1))
    #expect(problem(with: run.log) == nil)
  }

  @Test(.timeLimit(.minutes(1)))
  func `on the clock of the machine the same flow leaves the same kind of log`() async throws {
    struct Real: Flow {
      let box = Machine(slots: 2)
      let items = ItemStream<Int>(buffer: 1)
      let load: Component<Block<Void, Void>>
      let train: Component<Block<Void, Int>>
      init() {
        load = Component(parallel: true, on: box, sendsTo: [items]) { [items] in
          for number in 1...5 {
            try await sleep(for: .milliseconds(2))
            try await items.send(number)
          }
        }
        train = Component(on: box) { [items] in
          var sum = 0
          for try await number in items {
            try await sleep(for: .milliseconds(3))
            sum += number
          }
          return sum
        }
      }
      func run() async throws {
        try await load.run()
        #expect(try await train.run().value == 15)
        try await sleep(for: .milliseconds(1))
      }
    }
    let run = try await record(Real())
    let log = try run.get()
    #expect(log.header.clock == .wall)
    #expect(problem(with: log) == nil)
    let simulated = try simulate(Real()).get()
    func kinds(_ log: Log) -> [String: Int] {
      log.events.reduce(into: [:]) { $0["\($1.kind.word)", default: 0] += 1 }
    }
    let words = [
      "call.requested", "call.started", "call.succeeded", "message.sent", "message.received",
    ]
    for word in words { #expect(kinds(log)[word] == kinds(simulated)[word]) }
    #expect(run.makespan >= .milliseconds(16))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a recorded run that lasts too long is stopped`() async throws {
    struct Stuck: Flow {
      let items = ItemStream<Int>()
      let take: Component<Block<Void, Void>>
      init() { take = Component { [items] in for try await _ in items {} } }
      func run() async throws { try await take.run() }
    }
    let run = try await record(Stuck(), timeout: .milliseconds(20))
    #expect(problem(with: run.log) == nil)
    #expect(run.log.isClosed)
  }
}
