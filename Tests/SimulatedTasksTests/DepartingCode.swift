import Dispatch
import Synchronization
import TestSupport

/// What leaves a simulation, with the words in which that is told.
struct Departure: Sendable {
  let name: String
  /// What is told.
  let told: String
  let code: @Sendable () async throws -> Void

  init(_ name: String, told: String, _ code: @escaping @Sendable () async throws -> Void) {
    (self.name, self.told, self.code) = (name, told, code)
  }

  static let all: [Departure] = [
    Departure("`DispatchQueue.async`", told: "work was given to a queue of Dispatch") {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async { continuation.resume() }
      }
    },
    Departure("`DispatchQueue.asyncAfter`", told: "work was given to a queue of Dispatch") {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) {
          continuation.resume()
        }
      }
    },
    Departure("timers and other sources of Dispatch", told: "work was given to a queue of Dispatch")
    {
      let timer = DispatchSource.makeTimerSource()
      await withCheckedContinuation { continuation in
        timer.setEventHandler {
          timer.cancel()
          continuation.resume()
        }
        timer.schedule(deadline: .now() + .milliseconds(20))
        timer.activate()
      }
    },
    Departure("`DispatchGroup.notify`", told: "work was given to a queue of Dispatch") {
      let group = DispatchGroup()
      group.enter()
      await withCheckedContinuation { continuation in
        group.notify(queue: .global()) { continuation.resume() }
        group.leave()
      }
    },
    Departure(
      "a continuation that another thread resumes",
      told: "a task was let go on by another thread, and when is chance"
    ) {
      await withCheckedContinuation { continuation in
        PlainThread.start {
          for _ in 0..<2_000 { PlainThread.pause() }
          continuation.resume()
        }
      }
    },
    Departure("threads", told: "a thread was started") {
      await withCheckedContinuation { continuation in
        PlainThread.start { continuation.resume() }
      }
    },
    Departure("an actor with an executor of its own, on a thread", told: "a thread was started") {
      await ThreadActor().touch()
    },
    Departure("`sleep`, `usleep`, `nanosleep`", told: "a thread was put to sleep for real") {
      PlainThread.pause()
    },
  ]
}

/// An actor each of whose jobs runs on a thread of its own.
private actor ThreadActor {
  private let executor = ThreadExecutor()
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private var count = 0
  func touch() { count += 1 }
}

private final class ThreadExecutor: SerialExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    PlainThread.start { job.runSynchronously(on: executor) }
  }
}
