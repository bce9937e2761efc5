import FoundationEssentials
import SimulatedTasks

/// One thing that concurrent code does, and code that does it.
struct Construct: Sendable {
  let name: String
  let code: @Sendable (Marks) async throws -> Void

  init(_ name: String, _ code: @escaping @Sendable (Marks) async throws -> Void) {
    (self.name, self.code) = (name, code)
  }
}

/// What code noted while it ran.
actor Marks {
  private(set) var notes: [String] = []
  func note(_ text: String) { notes.append(text) }
}

@globalActor actor Elsewhere { static let shared = Elsewhere() }

private actor Counter {
  var count = 0
  func add() { count += 1 }
}

@MainActor private var onMain = 0
@Elsewhere private var onElsewhere = 0

extension Construct {
  /// Everything that is captured.
  static let captured: [Construct] = tasks + isolation + waits + times + numbers

  private static let tasks: [Construct] = [
    Construct("`Task`") { marks in await Task { await marks.note("in") }.value },
    Construct("`Task.detached`") { marks in await Task.detached { await marks.note("in") }.value },
    Construct("`Task.immediate`") { marks in await Task.immediate { await marks.note("in") }.value
    },
    Construct("a task that nobody waits for") { marks in
      Task { await marks.note("in") }
      await simulation.settle()
    },
    Construct("`async let`") { marks in
      async let one: Void = marks.note("1")
      async let other: Void = marks.note("2")
      _ = await (one, other)
    },
    Construct("task groups, with and without results and errors") { marks in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<3 { group.addTask { await marks.note("\(number)") } }
      }
      try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<3 { group.addTask { number } }
        for try await number in group { await marks.note("\(number)") }
      }
      await withDiscardingTaskGroup { group in
        for number in 0..<3 { group.addTask { await marks.note("\(number)") } }
      }
    },
    Construct("`Task.yield`") { marks in
      async let one: Void = marks.note("1")
      await Task.yield()
      await one
    },
    Construct("cancellation, and handlers of it") { marks in
      let task = Task {
        await withTaskCancellationHandler {
          try? await Task.sleep(for: .seconds(9))
        } onCancel: {
          Task { await marks.note("cancelled") }
        }
      }
      await Task.yield()
      task.cancel()
      await task.value
      await simulation.settle()
    },
    Construct("priorities") { marks in
      async let low: Void = Task(priority: .background) { await marks.note("low") }.value
      async let high: Void = Task(priority: .high) { await marks.note("high") }.value
      _ = await (low, high)
    },
    Construct("task-local values") { marks in
      await Local.$value.withValue(7) { await Task { await marks.note("\(Local.value)") }.value }
    },
  ]

  private static let isolation: [Construct] = [
    Construct("actors, waited for or not") { marks in
      let counter = Counter()
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<5 { group.addTask { await counter.add() } }
      }
      await marks.note("\(await counter.count)")
    },
    Construct("global actors") { marks in
      await Task { @Elsewhere in onElsewhere += 1 }.value
      await marks.note("in")
    },
    Construct("`MainActor`, `MainActor.run`, `Task { @MainActor in … }`") { marks in
      await MainActor.run { onMain += 1 }
      await Task { @MainActor in
        onMain += 1
        await marks.note("in")
      }.value
    },
    Construct("`@concurrent` and `nonisolated` functions") { marks in
      await away(marks)
    },
  ]

  @concurrent private static func away(_ marks: Marks) async { await marks.note("in") }

  private static let waits: [Construct] = [
    Construct("continuations") { marks in
      let text = await withCheckedContinuation { continuation in
        Task { continuation.resume(returning: "in") }
      }
      await marks.note(text)
    },
    Construct("`AsyncStream`, `AsyncThrowingStream`") { marks in
      let (stream, continuation) = AsyncStream<Int>.makeStream()
      Task {
        for number in 0..<3 { continuation.yield(number) }
        continuation.finish()
      }
      for await number in stream { await marks.note("\(number)") }
    },
  ]

  private static let times: [Construct] = [
    Construct("`Task.sleep(for:)`, `Task.sleep(nanoseconds:)`, `Task.sleep(until:clock:)`") {
      marks in
      try await Task.sleep(for: .seconds(1))
      try await Task.sleep(nanoseconds: 1_000_000_000)
      try await Task.sleep(until: .now + .seconds(1), clock: .continuous)
      try await Task.sleep(until: .now + .seconds(1), clock: .suspending)
      await marks.note("\(simulation.now)")
    },
    Construct("`ContinuousClock`, `SuspendingClock`: `now`, `sleep`, `measure`") { marks in
      let (continuous, suspending) = (ContinuousClock(), SuspendingClock())
      let (one, other) = (continuous.now, suspending.now)
      try await continuous.sleep(for: .seconds(2))
      let time = try await suspending.measure { try await suspending.sleep(for: .seconds(3)) }
      await marks.note(
        "\(one.duration(to: continuous.now)) \(other.duration(to: suspending.now)) \(time)")
    },
    Construct("`Date`, and the clocks of the C library") { marks in
      let start = Date()
      try await Task.sleep(for: .seconds(5))
      await marks.note("\(start.timeIntervalSince1970) \(Date().timeIntervalSince(start))")
    },
  ]

  private static let numbers: [Construct] = [
    Construct("`SystemRandomNumberGenerator`: `random(in:)`, `shuffled`, `randomElement`") {
      marks in
      let numbers = (0..<20).shuffled()
      await marks.note(
        "\(Int.random(in: 0..<1_000_000)) \(numbers) \(numbers.randomElement() ?? 0)")
    },
    Construct("`UUID`") { marks in await marks.note(UUID().uuidString) },
  ]
}

private enum Local { @TaskLocal static var value = 0 }
