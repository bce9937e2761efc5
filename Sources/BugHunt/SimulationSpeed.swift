import Platform
import Schedules
import SimulatedTasks

/// How fast simulated tests run, beside a test clock that guesses when nothing can go on.
enum SimulationSpeed {
  private actor Counter {
    private var count = 0
    func add() { count += 1 }
  }

  static func measure() {
    print("steps")
    steps("one task that yields") { for _ in 0..<1_000_000 { await Task.yield() } }
    steps("four tasks that yield") {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { for _ in 0..<250_000 { await Task.yield() } } }
      }
    }
    steps("changes of actor") {
      let counter = Counter()
      for _ in 0..<500_000 { await counter.add() }
    }
    print(
      "schedules of two tasks, each with so many points (Coyote, coyote-samples #7: 10,000 × 200 points in 104.8 s, 95 a second)"
    )
    for points in [100, 200, 400, 800] { schedules(points: points) }
    print("a test of 1,000 timers")
    timers()
  }

  private static func steps(_ name: String, _ code: @escaping @Sendable () async -> Void) {
    let program = SimulatedProgram(seed: 1, limit: 10_000_000) { _ in await code() }
    _ = program.run(FirstInFirstOut())
    var best = Double.infinity
    var count = 0
    for _ in 0..<3 {
      let start = time()
      count = program.run(FirstInFirstOut()).steps.count
      best = min(best, time() - start)
    }
    print("  \(name): \(rounded(Double(count) / best / 1e6)) million a second")
  }

  private static func schedules(points: Int) {
    let program = SimulatedProgram(seed: 1, limit: 100_000) { _ in
      async let one: Void = { for _ in 0..<points / 2 { await Task.yield() } }()
      async let other: Void = { for _ in 0..<points / 2 { await Task.yield() } }()
      _ = await (one, other)
    }
    let count = 2_000
    let exploration = Exploration(of: program, by: .randomWalk, seed: 1, limit: count)
    let start = time()
    _ = exploration.firstFailure()
    let seconds = time() - start
    print(
      "  \(points) points: \(Int(Double(count) / seconds)) schedules a second, \(rounded(seconds / Double(count * points) * 1e9)) ns a point"
    )
  }

  private static func timers() {
    let program = SimulatedProgram(seed: 1, limit: 100_000) { _ in
      await withTaskGroup(of: Void.self) { group in
        for number in 1...1_000 {
          group.addTask { try? await Task.sleep(for: .milliseconds(number)) }
        }
      }
    }
    _ = program.run(FirstInFirstOut())
    let start = wallTime()
    _ = program.run(FirstInFirstOut())
    let ours = wallTime() - start
    let theirs = YieldingClock.secondsForTimers(1_000)
    print(
      "  simulated \(rounded(ours * 1e3)) ms; with a test clock that yields \(rounded(theirs * 1e3)) ms, \(Int(theirs / ours)) times that"
    )
  }

  private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

  private static func time() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }
  static func wallTime() -> Double { seconds(CLOCK_MONOTONIC) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
