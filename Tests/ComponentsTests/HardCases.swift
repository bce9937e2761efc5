import Components
import Synchronization
import Testing

// What people did with components that went wrong once, by kind.

/// A flow of what a test gives it.
struct Given: Flow {
  let parts: [String: Part]
  let body: @Sendable ([String: Part]) async throws -> Void

  init(_ parts: [String: Part], _ body: @escaping @Sendable ([String: Part]) async throws -> Void) {
    (self.parts, self.body) = (parts, body)
  }

  func run() async throws { try await body(parts) }

  typealias Part = Component<Block<Void, Void>>
}

@Suite("Hard cases of components")
struct HardCases {
  /// What is the same by its words alone.
  struct Alike: Hashable, CustomStringConvertible {
    var number: Int
    var description: String { "alike" }
  }

  final class Incomparable: Sendable {}

  struct Caching<Input: Sendable>: Flow {
    let inputs: [Input]
    let counted: Mutexed
    let work: Component<Block<Input, Void>>

    init(_ inputs: [Input], _ counted: Mutexed) {
      (self.inputs, self.counted) = (inputs, counted)
      work = Component(caches: true) { (_: Input) in counted.add() }
    }

    func run() async throws { for input in inputs { try await work.run(input) } }
  }

  /// A number that several change.
  final class Mutexed: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }
    func add() { number.withLock { $0 += 1 } }
  }

  /// How many calls of so many are made when equal ones are answered.
  func calls(_ inputs: [some Sendable]) throws -> Int {
    let counted = Mutexed()
    let run = try simulate(Caching(inputs, counted))
    _ = try run.get()
    return counted.value
  }

  @Test
  func
    `a call is answered by an earlier one only where the arguments are equal, not where they look so`()
    throws
  {
    #expect(try calls([Alike(number: 1), Alike(number: 2), Alike(number: 1)]) == 2)
    #expect(try calls([Int.max, Int.max - 1, Int.max]) == 2)
    #expect(try calls([["a, b"], ["a", "b"], ["a", "b"]] as [Set<String>]) == 2)
    #expect(try calls([1, nil, nil] as [Int?]) == 2)
    #expect(throws: CodeError.self) { try calls([Incomparable(), Incomparable()]) }
  }

  @Test func `a stream of what may be nothing comes to its end`() throws {
    struct Optionals: Flow {
      let items = ItemStream<Int?>()
      let put: Component<Block<Void, Void>>
      let take: Component<Block<Void, Int>>
      init() {
        put = Component(parallel: true, sendsTo: [items]) { [items] in
          for item in [1, nil, 3] { try await items.send(item) }
        }
        take = Component { [items] in
          var count = 0
          for try await _ in items { count += 1 }
          return count
        }
      }
      func run() async throws {
        try await put.run()
        #expect(try await take.run().value == 3)
      }
    }
    _ = try simulate(Optionals()).get()
  }

  @Test
  func `a stream ends although a call that did not say so puts items in, fails and is made again`()
    throws
  {
    struct Retried: Flow {
      let items = ItemStream<Int>()
      let put: Component<Block<Void, Void>>
      let take: Component<Block<Void, Void>>
      init() {
        put = Component(parallel: true, retries: Retries(2)) { [items] in
          try await items.send(1)
          if CurrentCall.number == 1 { throw ConnectionReset() }
        }
        take = Component { [items] in for try await _ in items {} }
      }
      func run() async throws {
        try await put.run()
        try await take.run()
      }
    }
    _ = try simulate(Retried()).get()
  }

  @Test func `a flow that stops a component goes on undisturbed, whatever that was doing`() throws {
    let sleeping = Component(parallel: true) { try await sleep(for: .seconds(10)) }
    let waiting = Component(parallel: true) { _ = try await wait(until: "never") { false } }
    let run = try simulate(
      Given(["sleeping": sleeping, "waiting": waiting]) { parts in
        for name in ["sleeping", "waiting"] {
          guard let part = parts[name] else { continue }
          let call = try await part.run()
          try await sleep(for: .seconds(1))
          try part.stop()
          try await sleep(for: .seconds(1))
          await #expect(throws: CallStopped.self) { try await call.value }
        }
      })
    let log = try run.get()
    #expect(run.makespan == .seconds(4))
    #expect(CodeTests().problem(with: log) == nil)
  }

  final class Own: Sendable {
    let part = Mutex<Given.Part?>(nil)
  }

  /// A component that waits until none of its calls is open.
  static var waitingForItself: Given {
    let own = Own()
    let work = Component { _ = try await own.part.withLock { $0 }?.wait() }
    own.part.withLock { $0 = work }
    return Given(["work": work]) { try await $0["work"]?.run() }
  }

  /// Runs that end badly, and how.
  static let bad: [(name: String, flow: Given, limits: Limits, says: String)] = [
    (
      "limit of events",
      Given(["work": Component(parallel: true) { while true { try await sleep(for: .zero) } }]) {
        try await $0["work"]?.run()
      }, Limits(events: 1000), "steps"
    ),
    (
      "limit of time",
      Given(["work": Component { try await sleep(for: .seconds(9)) }]) {
        try await $0["work"]?.run()
      },
      Limits(time: 5_000_000_000), "time"
    ),
    (
      "a server that throws",
      Given(["server": Component(parallel: true, forever: true) { throw ConnectionReset() }]) {
        try await $0["server"]?.run()
        try await sleep(for: .seconds(1))
      }, Limits(), "connection reset"
    ),
    (
      "a time-out while it waits",
      Given([
        "work": Component(parallel: true, timeout: .milliseconds(5)) {
          _ = try await wait(until: "never") { false }
        }
      ]) { try await $0["work"]?.run() }, Limits(), "parts.work failed: it timed out after 5 ms"
    ),
    (
      "a variable of nobody",
      Given([:]) { _ in
        let stray = Variable(1)
        stray.value += 1
      }, Limits(), "Variable<Int> is no part of the flow"
    ),
    ("a call that waits for itself", waitingForItself, Limits(), "it would wait for itself"),
    (
      "for ever in what is finite",
      Given(["work": Component { try await runForever() }]) { try await $0["work"]?.run() },
      Limits(),
      "runForever is for a component that is made with forever: true"
    ),
    (
      "a server that is not parallel",
      Given(["server": Component(forever: true) { try await runForever() }]) {
        try await $0["server"]?.run()
      }, Limits(), "the flow did not come to its end: it waited for parts.server, which never ends"
    ),
    (
      "a sleep of ages", Given([:]) { _ in try await sleep(for: .seconds(1e20)) }, Limits(),
      "longer than a run"
    ),
    (
      "a sleep back", Given([:]) { _ in try await sleep(for: .seconds(-1)) }, Limits(),
      "is negative"
    ),
    (
      "a distribution that there is not",
      Given([:]) { _ in try await sleep(for: .exponential(mean: .seconds(-1))) }, Limits(),
      "mean of a random time is from 0 to 100 years"
    ),
    (
      "a wait until before now",
      Given([:]) { _ in _ = try await wait(until: "never", timeout: .seconds(-1)) { false } },
      Limits(),
      "a time-out is negative"
    ),
  ]

  @Test(arguments: 0..<bad.count)
  func `a run that ends badly says why, and its log can be read`(_ place: Int) throws {
    let (name, flow, limits, says) = Self.bad[place]
    let run = try simulate(flow, limits: limits)
    let error = #expect(throws: (any Error).self) { try run.get() }
    #expect("\(error.map { "\($0)" } ?? "")".contains(says), "\(name)")
    #expect(CodeTests().problem(with: run.log) == nil, "\(name)")
  }

  @Test func `times that cannot be are told before the run`() {
    let flows = [
      Given(["work": Component(timeout: .seconds(-1)) {}]) { _ in },
      Given(["work": Component(retries: Retries(1, backoff: .seconds(-1))) {}]) { _ in },
    ]
    for flow in flows { #expect(throws: FlowError.self) { try simulate(flow) } }
    struct Same: Flow {
      let box = Machine()
      let _box = Machine()
      func run() async throws {}
    }
    #expect(throws: FlowError.self) { try simulate(Same()) }
    struct Reserved: Flow {
      let flow = Component {}
      func run() async throws {}
    }
    #expect(throws: FlowError.self) { try simulate(Reserved()) }
  }

  @Test func `parts are found in groups and in flows that are classes`() throws {
    struct Group {
      let work = Component { try await sleep(for: .seconds(1)) }
    }
    final class Inner: Flow {
      let work = Component { try await sleep(for: .seconds(2)) }
      func run() async throws { try await work.run() }
    }
    struct Outer: Flow {
      let group = Group()
      let inner = Inner()
      let nested = Component(Inner())
      func run() async throws {
        try await group.work.run()
        try await inner.run()
        try await nested.run()
      }
    }
    let run = try simulate(Outer())
    let log = try run.get()
    #expect(run.makespan == .seconds(5))
    #expect(log.calls(of: "group.work").count == 1 && log.calls(of: "inner.work").count == 1)
    #expect(log.calls(of: "nested.work").count == 1)
  }

  @Test
  func `code that catches the error by which a reactive flow is left does not go round for ever`()
    throws
  {
    struct Swallowing: ReactiveFlow {
      let work = Component { try await sleep(for: .seconds(1)) }
      func run() async throws {
        while true { if (try? await work.run()) != nil { return } }
      }
    }
    let run = try simulate(Swallowing())
    #expect(run.ending.kind == .failure)
    #expect(
      "\(run.error.map { "\($0)" } ?? "")".contains(
        "catches the error by which a reactive flow is left"))
  }

  @Test func `a task that was cancelled does not sleep, alone or not`() throws {
    let work = Component {
      try await sleep(for: .seconds(1))
      withUnsafeCurrentTask { $0?.cancel() }
      await #expect(throws: CancellationError.self) { try await sleep(for: .seconds(1)) }
    }
    let run = try simulate(Given(["work": work]) { try await $0["work"]?.run() })
    _ = try run.get()
    #expect(run.makespan == .seconds(1))
  }

  @Test func `a variable holds what was written, also what the log cannot`() throws {
    struct Large: Flow {
      let number = Variable(0)
      func run() async throws {
        number.value = .max
        #expect(number.value == .max)
      }
    }
    _ = try simulate(Large()).get()
  }

  @Test func `a call that timed out is told so to those who wait for it`() throws {
    let slow = Component(timeout: .seconds(1), raisesException: false) {
      try await sleep(for: .seconds(9))
    }
    let run = try simulate(
      Given(["slow": slow]) { parts in
        let error = await #expect(throws: CallStopped.self) { try await parts["slow"]?.run() }
        #expect(error?.reason == "it timed out after 1 s")
      })
    _ = try run.get()
  }

  final class Kept: Sendable {
    let call = Mutex<Call<Int>?>(nil)
  }

  @Test func `a call of another run has its result, or is told`() throws {
    let kept = Kept()
    struct Keeping: Flow {
      let work = Component { 7 }
      let keep: @Sendable (Call<Int>) -> Void
      func run() async throws { keep(try await work.run()) }
    }
    _ = try simulate(Keeping { call in kept.call.withLock { $0 = call } }).get()
    let call = try #require(kept.call.withLock { $0 })
    let other = Given([:]) { _ in
      let value = try await call.value
      #expect(value == 7)
    }
    _ = try simulate(other).get()
  }

  /// An error whose words ask the run.
  struct Asking: Error, CustomStringConvertible {
    var description: String { "at \(FlowClock().now.sinceStart)" }
  }

  @Test(.timeLimit(.minutes(1)))
  func `an error may ask the run for its words`() async throws {
    let work = Component { throw Asking() }
    let flow = Given(["work": work]) { try await $0["work"]?.run() }
    #expect(try simulate(flow).ending == .failure("parts.work failed: at 0.0 seconds"))
    #expect(try await record(flow).ending.kind == .failure)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a recorded run that is broken off did not end well`() async throws {
    let stuck = Given([:]) { _ in _ = try await wait(until: "never") { false } }
    let run = try await record(stuck, timeout: .milliseconds(20))
    #expect(throws: CodeError.self) { try run.get() }
    #expect(CodeTests().problem(with: run.log) == nil)
    let quick = try await record(Given([:]) { _ in }, timeout: .seconds(Int64.max))
    _ = try quick.get()
  }
}
