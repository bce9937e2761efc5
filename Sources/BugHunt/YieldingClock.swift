import Dispatch
import Synchronization

/// A clock for tests as published ones are: it stands still until it is advanced, and before each timer goes off it yields so often
/// that whatever can go on has probably done so.
final class YieldingClock: Sendable {
  private struct Timer {
    var at: Duration
    var continuation: CheckedContinuation<Void, Never>
  }

  private let state = Mutex((now: Duration.zero, timers: [Timer]()))

  func sleep(for time: Duration) async {
    await withCheckedContinuation { continuation in
      state.withLock { $0.timers.append(Timer(at: $0.now + time, continuation: continuation)) }
    }
  }

  /// Lets a time pass.
  func advance(by time: Duration) async {
    let end = state.withLock { $0.now + time }
    while true {
      await Self.yieldOften()
      let next = state.withLock { state -> Timer? in
        state.timers.sort { $0.at < $1.at }
        guard let first = state.timers.first, first.at <= end else {
          state.now = end
          return nil
        }
        state.now = first.at
        return state.timers.removeFirst()
      }
      guard let next else { return await Self.yieldOften() }
      next.continuation.resume()
    }
  }

  /// Twenty tasks of the lowest priority, one after the other.
  private static func yieldOften() async {
    for _ in 0..<20 { await Task.detached(priority: .background) { await Task.yield() }.value }
  }

  /// How long a test takes in which so many tasks sleep, each for another time.
  static func secondsForTimers(_ count: Int) -> Double {
    let isDone = DispatchSemaphore(value: 0)
    let start = SimulationSpeed.wallTime()
    Task.detached {
      let clock = YieldingClock()
      await withTaskGroup(of: Void.self) { group in
        for number in 1...count { group.addTask { await clock.sleep(for: .milliseconds(number)) } }
        await clock.advance(by: .milliseconds(count + 1))
      }
      isDone.signal()
    }
    isDone.wait()
    return SimulationSpeed.wallTime() - start
  }
}
