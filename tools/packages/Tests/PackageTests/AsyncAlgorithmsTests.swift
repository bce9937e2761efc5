import AsyncAlgorithms
import MeanwhileTesting
import Testing

/// swift-async-algorithms: all of it is on Swift's own tasks and clocks.
struct AsyncAlgorithmsTests {
  /// Numbers, one after each pause.
  private static func numbers(_ count: Int, every pause: Duration) -> AsyncStream<Int> {
    AsyncStream { continuation in
      let task = Task {
        for number in 0..<count {
          try? await Task.sleep(for: pause)
          continuation.yield(number)
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  @Test(.simulated(schedules: 300)) func `merge loses nothing`() async {
    var sum = 0
    for await number in merge(
      Self.numbers(4, every: .seconds(1)), Self.numbers(4, every: .seconds(1)))
    { sum += number }
    #expect(sum == 12)
  }

  @Test(.simulated(schedules: 300)) func `zip pairs what belongs together`() async {
    for await (one, other) in zip(
      Self.numbers(4, every: .seconds(1)), Self.numbers(4, every: .milliseconds(1_500)))
    { #expect(one == other) }
  }

  @Test(.simulated(schedules: 300)) func `combineLatest ends with the last of both`() async {
    var last = (-1, -1)
    for await pair in combineLatest(
      Self.numbers(3, every: .seconds(1)), Self.numbers(3, every: .seconds(1)))
    { last = pair }
    #expect(last == (2, 2))
  }

  @Test(.simulated(schedules: 300)) func `a channel hands each item to one of two who wait`() async {
    let channel = AsyncChannel<Int>()
    async let producer: Void = {
      for number in 1...4 { await channel.send(number) }
      channel.finish()
    }()
    let sum = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          var sum = 0
          for await number in channel { sum += number }
          return sum
        }
      }
      return await group.reduce(0, +)
    }
    await producer
    #expect(sum == 10)
  }

  @Test(.simulated(schedules: 300)) func `debounce tells the last after a pause`() async {
    var told: [Int] = []
    for await number in Self.numbers(5, every: .milliseconds(100)).debounce(for: .seconds(1)) {
      told.append(number)
    }
    #expect(told.last == 4)
  }

  @Test(.simulated(schedules: 300)) func `a timer keeps to its interval`() async {
    var instants: [Duration] = []
    for await _ in AsyncTimerSequence(interval: .seconds(60), clock: ContinuousClock()) {
      instants.append(simulation.now)
      if instants.count == 3 { break }
    }
    #expect(instants == [.seconds(60), .seconds(120), .seconds(180)])
  }
}
