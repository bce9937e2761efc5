import MeanwhileTesting
import Platform
import Synchronization
import TestSupport
import Testing

/// Tests that are run by other tests, since most of them are to fail.
@Suite(.enabled(if: getenv("MEANWHILE_FIXTURES") != nil)) struct SimulatedFixtures {
  private actor Account {
    private(set) var balance = 100
    func withdraw(_ amount: Int) async {
      guard balance >= amount else { return }
      await Task.yield()
      balance -= amount
    }
  }

  @Test(.simulated(schedules: 200)) func `overdraw`() async {
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    #expect(await account.balance >= 0)
  }

  @Test(.simulated(schedules: 200)) func `repaired`() async throws {
    let account = Account()
    await account.withdraw(80)
    await account.withdraw(80)
    try await Task.sleep(for: .seconds(3_600))
    #expect(await account.balance == 20)
    #expect(simulation.now == .seconds(3_600))
  }

  @Test(.simulated) func `deadlock`() async {
    let task = Task(name: "the other one") {
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    await task.value
  }

  @Test(.simulated(schedules: 200)) func `crash`() async {
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    let balance = await account.balance
    precondition(balance >= 0, "overdrawn")
  }

  /// Which of two faults ends the process depends on the order of three tasks; fewer changes of tasks lead to the other one.
  @Test(.simulated(schedules: 500, strategy: .randomWalk)) func `two faults`() async {
    actor Row { var names = ""; func add(_ name: String) { names += name } }
    let row = Row()
    await withTaskGroup(of: Void.self) { group in
      for name in ["a", "b", "c"] { group.addTask { await row.add(name) } }
    }
    let names = await row.names
    precondition(names != "cba", "backwards")
    precondition(names != "bac", "swapped")
  }

  @Test(.simulated(schedules: 200), arguments: ["left", "right", "both"])
  func `crashing cases`(name: String) async {
    let account = Account()
    async let one: Void = account.withdraw(name == "right" ? 10 : 80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    let balance = await account.balance
    precondition(balance >= 0, "overdrawn")
  }

  @Test(.simulated(schedules: 200)) func `throwing`() async throws {
    struct Refused: Error {}
    async let one: Void = Task.yield()
    async let other: Void = { throw Refused() }()
    _ = try await (one, other)
  }

  @Test(.simulated(steps: 300)) func `endless`() async {
    while !Task.isCancelled { await Task.yield() }
  }

  @Test(.simulated(schedules: 5)) func `hashes`() async {
    await withTaskGroup(of: Void.self) { group in
      for name in Set((0..<20).map { "name \($0)" }) {
        group.addTask(name: name) { await Task.yield() }
      }
    }
  }

  @Test(.simulated(schedules: 200), arguments: [10, 60]) func `cases`(amount: Int) async {
    let account = Account()
    async let one: Void = account.withdraw(amount)
    async let other: Void = account.withdraw(amount)
    _ = await (one, other)
    #expect(await account.balance >= 0)
  }

  @Test(.simulated(schedules: 20_000, strategy: .exhaustive)) func `covered`() async {
    actor Counter {
      var count = 0
      func add() { count += 1 }
    }
    let counter = Counter()
    async let one: Void = counter.add()
    await counter.add()
    await one
    #expect(await counter.count == 2)
  }

  @Test(.simulated(schedules: 20_000, strategy: .exhaustiveIfIsolated)) func `isolated`() async {
    let account = Account()
    async let one: Void = account.withdraw(1)
    await account.withdraw(1)
    await one
  }

  @Test(.simulated(schedules: 10, strategy: .exhaustive)) func `uncovered`() async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { await Task.yield() } }
    }
  }

  @MainActor @Test(.simulated(schedules: 20)) func `main`() async throws {
    MainActor.assertIsolated()
    try await Task.sleep(for: .seconds(1))
    MainActor.assertIsolated()
  }

  @Test(.simulated(schedules: 3)) func `departing`() async {
    await withCheckedContinuation { continuation in
      PlainThread.start { continuation.resume() }
    }
  }

  @Test(.replays("Logs/overdraw.events.jsonl")) func `replayed`() async {
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    #expect(await account.balance >= 0)
  }

  @Test(.replays("Logs/overdraw.events.jsonl")) func `replayedAfterRepair`() async {
    actor Account {
      private(set) var balance = 100
      func withdraw(_ amount: Int) async {
        await Task.yield()
        guard balance >= amount else { return }
        balance -= amount
      }
    }
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    #expect(await account.balance >= 0)
  }

  @Test(.replays("Logs/cut.events.jsonl")) func `replayedFromPart`() async {
    let account = Account()
    async let one: Void = account.withdraw(80)
    async let other: Void = account.withdraw(80)
    _ = await (one, other)
    #expect(await account.balance >= 0)
  }

  @Test(.replays("Logs/missing.events.jsonl")) func `replayedFromNothing`() async {}

  @Test(.replays("Logs/overdraw.events.jsonl")) func `replayedAfterChange`() async {
    let account = Account()
    await Task.yield()
    async let one: Void = account.withdraw(70)
    async let other: Void = account.withdraw(70)
    async let third: Void = account.withdraw(7)
    _ = await (one, other, third)
    #expect(await account.balance >= 0)
  }

  @Test(.simulated(schedules: 10), arguments: 1...3) func `leaving`(number: Int) async {
    if number == 2 { exit(0) }
  }

  @Test(.simulated(schedules: 10), arguments: 1...3) func `signs`(number: Int) async {
    #expect(number != 2, "\u{0}\u{1}")
  }

  @Test(.simulated(schedules: 10)) func `as Foo.swift:12 has it`() async { Issue.record() }

  @Test(.simulated(schedules: 10)) func `aborted`() async {
    await Task.yield()
    abort()
  }

  @Test(.simulated(schedules: 10), arguments: 0..<3) func `once`(run: Int) async {
    // It fails in one run of all.
    let count = Self.runs.add(1, ordering: .relaxed).newValue
    async let one: Void = Task.yield()
    async let other: Void = Task.yield()
    _ = await (one, other)
    #expect(count != 1 + run * 13)
  }

  private static let runs = Atomic(0)

  @Test(.simulated(schedules: 1)) func `slow outside`() async {
    await withCheckedContinuation { continuation in
      PlainThread.start {
        sleep(2)
        continuation.resume()
      }
    }
  }

  @Test(.simulated(schedules: 10)) func `warning`() async {
    Issue.record("beware", severity: .warning)
    withKnownIssue { Issue.record("known") }
  }

  @Test(.simulated(schedules: 10)) func `crash elsewhere`() async {
    // That stands for code that goes by the order of a set.
    precondition(getenv("SWIFT_DETERMINISTIC_HASHING") != nil, "another order")
  }

  @Test(.simulated(schedules: 10)) func `cancelling`() async throws { try Test.cancel("enough") }

  @Test(.simulated(schedules: 10)) func `detached`() async {
    await Task.detached { _ = Issue.record("elsewhere") }.value
  }

  @Test(.simulated(schedules: 10)) func `printing`() async {
    print("here it is")
  }

  @Suite(.simulated(schedules: 10, strategy: .exhaustive)) struct Inner {
    @Test(.simulated(schedules: 50, strategy: .firstInFirstOut)) func `nearest`() async {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { await Task.yield() } }
      }
    }
  }
}
