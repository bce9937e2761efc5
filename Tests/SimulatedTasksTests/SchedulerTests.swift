import Dispatch
import EventLog
import Schedules
import SimulatedTasks
import TestSupport
import Testing

/// The scheduler knows what can go on, when nothing can, and how far a run may go.
@Suite(.serialized) struct SchedulerTests {
  @Test func `timers of one instant can go on in any order`() {
    let (_, shortest, _) = Simulated.explore { program in
      let order = NotesBox()
      async let one: Void = {
        try? await Task.sleep(for: .seconds(1))
        order.notes.append("1")
      }()
      async let other: Void = {
        try? await Task.sleep(for: .seconds(1))
        order.notes.append("2")
      }()
      _ = await (one, other)
      program.expect(order.notes == ["1", "2"], "first asked, first served")
    }
    #expect(shortest?.failure?.text == "first asked, first served")
  }

  @Test func `timers of different instants go off in their order`() {
    let (exploration, shortest, _) = Simulated.explore(limit: 300) { program in
      let order = NotesBox()
      await withTaskGroup(of: Void.self) { group in
        for number in 1...5 {
          group.addTask {
            try? await Task.sleep(for: .milliseconds(number))
            order.notes.append("\(number)")
          }
        }
      }
      program.expect(order.notes == ["1", "2", "3", "4", "5"], "in order of time")
    }
    #expect(shortest == nil)
    #expect(exploration.interleavings > 20)
  }

  @Test func `a change of actor lets another task go first`() {
    actor Cell {
      var value = 0
      func read() -> Int { value }
      func write(_ value: Int) { self.value = value }
    }
    // Nobody waits for an actor here, and no task is suspended but by changes of actor.
    let (_, shortest, _) = Simulated.explore { program in
      let cell = Cell()
      let add: @Sendable () async -> Void = { await cell.write(await cell.read() + 1) }
      let tasks = [Task(operation: add), Task(operation: add)]
      for task in tasks { await task.value }
      program.expect(await cell.read() == 2, "both were counted")
    }
    #expect(shortest?.failure?.text == "both were counted")
  }

  @Test func `what is outside has a moment before time passes`() {
    let outcome = Simulated.run { program in
      let isDone = await withTaskGroup(of: Bool.self) { group in
        group.addTask {
          await withCheckedContinuation { continuation in
            PlainThread.start { continuation.resume(returning: true) }
          }
        }
        group.addTask {
          try? await Task.sleep(for: .seconds(5))
          return false
        }
        return await group.next() ?? false
      }
      program.expect(isDone, "a thread that does nothing is sooner than five seconds")
    }
    #expect(outcome.run.failure == nil)
    #expect(outcome.outside.contains("a thread was started"))
  }

  @Test func `settling lets all go on that can, and no time pass`() {
    let outcome = Simulated.run { program in
      let seen = NotesBox()
      Task {
        for number in 0..<10 {
          await Task.yield()
          seen.notes.append("\(number)")
        }
        try? await Task.sleep(for: .seconds(1))
        seen.notes.append("late")
      }
      await simulation.settle()
      program.expect(seen.notes.count == 10, "all steps were done")
      program.expect(simulation.now == .zero, "no time has passed")
      try await Task.sleep(for: .seconds(2))
      program.expect(seen.notes.last == "late", "and then time does")
    }
    #expect(outcome.run.failure == nil)
  }

  @Test func `a deadlock says who waits where`() {
    let outcome = Simulated.run { _ in
      let task = Task(name: "the other one") {
        await withCheckedContinuation { (_: CheckedContinuation<Void, Never>) in }
      }
      await task.value
    }
    #expect(outcome.run.failure?.signature == "deadlock")
    let text = outcome.run.failure?.text ?? ""
    #expect(text.hasPrefix("nothing can go on: test waits for the other one in "))
    #expect(text.contains("the other one waits in "))
    #expect(text.contains("SchedulerTests.swift:"))
    #expect(outcome.log.problem == nil)
  }

  @Test func `what sleeps for longer than clocks can tell does so until it is cancelled`() {
    let outcome = Simulated.run { program in
      let task = Task { try await Task.sleep(for: .seconds(Int64.max)) }
      try await Task.sleep(for: .seconds(6_000_000_000))
      task.cancel()
      let result = await task.result
      program.expect((try? result.get()) == nil, "it was cancelled")
    }
    #expect(outcome.run.failure == nil)
    let forever = Simulated.run { _ in try await Task.sleep(for: .seconds(Int64.max)) }
    #expect(forever.run.failure?.signature == "deadlock")
  }

  @Test func `clocks of a machine stand lower than those of any other`() {
    let start = DispatchTime.now()
    let outcome = Simulated.run { program in
      program.expect(DispatchTime.now() + .seconds(1) < start, "Dispatch takes it for past")
    }
    #expect(outcome.run.failure == nil)
  }

  @Test func `a deadlock says which child is waited for`() {
    let outcome = Simulated.run { _ in
      async let one: Void = withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      async let other: Void = withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      _ = await (one, other)
    }
    let text = outcome.run.failure?.text ?? ""
    #expect(text.hasPrefix("nothing can go on: test waits for task 1 in "), "\(text)")
    #expect(text.contains("task 2 waits in "), "\(text)")
  }

  @Test func `a deadlock says which tasks of a group are waited for`() {
    @Sendable func neverEnd() async {
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }
    let groups: [@Sendable (SimulatedProgram) async throws -> Void] = [
      { _ in
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<2 { group.addTask { await neverEnd() } }
          await group.next()
        }
      },
      { _ in
        try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<2 {
            group.addTask {
              await neverEnd()
              return 1
            }
          }
          try await group.waitForAll()
        }
      },
      { _ in
        await withDiscardingTaskGroup { group in
          for _ in 0..<2 { group.addTask { await neverEnd() } }
        }
      },
    ]
    for group in groups {
      let text = Simulated.run(FirstInFirstOut(), group).run.failure?.text ?? ""
      #expect(
        text.hasPrefix("nothing can go on: test waits for task 1 or task 2 in "), "\(text)")
    }
    // Who waits within a group for something else does not wait for its tasks.
    let outcome = Simulated.run { _ in
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await neverEnd() }
        await neverEnd()
      }
    }
    let text = outcome.run.failure?.text ?? ""
    #expect(text.hasPrefix("nothing can go on: test waits in "), "\(text)")
  }

  @Test func `a run that goes round for ever is cut off`() {
    let outcome = Simulated.run(limit: 500) { _ in
      while true { await Task.yield() }
    }
    #expect(outcome.run.failure?.signature == "limit")
    #expect(outcome.run.steps.count == 500)
  }

  @Test func `a run that was left off does not go on in the next`() {
    let seen = NotesBox()
    for _ in 0..<3 {
      _ = Simulated.run { _ in
        Task {
          try? await Task.sleep(for: .seconds(1))
          seen.notes.append("late")
        }
        Task { seen.notes.append("now") }
      }
    }
    #expect(!seen.notes.contains("late"))
  }

  @Test(arguments: [ScheduleStrategy.exhaustive, .exhaustiveIfIsolated, .portfolio])
  func `two tasks with one step each are covered`(strategy: ScheduleStrategy) {
    let seen = NotesBox()
    let (exploration, _, _) = Simulated.explore(strategy, limit: 2_000) { _ in
      let order = NotesBox()
      async let one: Void = { order.notes.append("1") }()
      async let other: Void = { order.notes.append("2") }()
      _ = await (one, other)
      let text = order.notes.joined()
      if !seen.notes.contains(text) { seen.notes.append(text) }
    }
    #expect(seen.notes.sorted() == ["12", "21"])
    if strategy != .portfolio {
      #expect(exploration.hasCoveredAll)
      #expect(exploration.count < 40)
    }
  }

  private actor Sender {
    func send(_ text: String, to stream: AsyncStream<String>.Continuation) { stream.yield(text) }
  }

  /// What two actors do to one stream depends on their order, which nobody sees who looks at the actors alone.
  @Test func `all schedules hold each order in which two actors write to one stream`() {
    let seen = NotesBox()
    let (exploration, _, _) = Simulated.explore(.exhaustive, limit: 5_000) { _ in
      let (stream, continuation) = AsyncStream<String>.makeStream()
      let senders = (Sender(), Sender())
      async let one: Void = senders.0.send("1", to: continuation)
      async let other: Void = senders.1.send("2", to: continuation)
      _ = await (one, other)
      continuation.finish()
      let text = await stream.reduce("", +)
      if !seen.notes.contains(text) { seen.notes.append(text) }
    }
    #expect(seen.notes.sorted() == ["12", "21"])
    #expect(exploration.hasCoveredAll)
  }

  @Test func `faults and delays are found and left out where they are not needed`() {
    let (_, shortest, outcome) = Simulated.explore { program in
      var failures = 0
      for _ in 0..<5 {
        try await simulation.delay(upTo: .seconds(4))
        if simulation.fails() { failures += 1 }
      }
      program.expect(failures == 0, "nothing fails")
    }
    #expect(shortest?.schedule.switches.count == 1)
    #expect(outcome.table.contains("⚡"))
  }

  @Test(arguments: 0..<20)
  func `a schedule leads to the same run again`(seed: Int) {
    let code: @Sendable (SimulatedProgram) async throws -> Void = { _ in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<4 {
          group.addTask {
            for _ in 0..<3 { await Task.yield() }
            try? await Task.sleep(for: .milliseconds(Int.random(in: 0...number)))
          }
        }
      }
    }
    let random = Simulated.explore(.randomWalk, seed: UInt64(seed), limit: 1, code)
    let again = Simulated.run(Replay(random.outcome.run.schedule), code)
    #expect(random.outcome.log.encoded() == again.log.encoded(), "seed \(seed)")
  }
}
