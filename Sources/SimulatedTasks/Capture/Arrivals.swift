internal import Synchronization

/// The jobs of simulated tasks that come from other threads: by Dispatch, a thread, an event loop.
final class Arrivals: Sendable {
  private let jobs = Mutex<[UnownedJob]>([])
  private let count = Atomic(0)

  /// Takes a job.
  func take(_ job: UnownedJob) {
    jobs.withLock { $0.append(job) }
    count.add(1, ordering: .releasing)
  }

  /// What has come since this was asked last.
  func taken() -> [UnownedJob] {
    guard count.load(ordering: .acquiring) > 0 else { return [] }
    return jobs.withLock { jobs in
      defer { jobs = [] }
      count.store(0, ordering: .relaxed)
      return jobs
    }
  }
}
