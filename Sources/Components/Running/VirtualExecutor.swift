internal import Platform
internal import Synchronization

/// Runs the jobs of tasks one after the other, in the order in which they come, on the thread of a run.
///
/// Tasks that prefer it, their child tasks, and what default actors do for them come here. A job that comes from another thread
/// is of a task that has left the run and comes back: by a timer, a detached task, the main actor, a thread. When it
/// comes is chance, so it waits until the run is over; that the run fails for it does not depend on when it came.
final class VirtualExecutor: TaskExecutor, @unchecked Sendable {
  // It is unchecked because of what is neither locked nor atomic: that is touched on `thread` alone, which `enqueue` asks for.
  private let thread = pthread_self()
  @exclusivity(unchecked) private var jobs: [UnownedJob] = []
  @exclusivity(unchecked) private var head = 0
  @exclusivity(unchecked) private var isOver = false
  private let foreign = Mutex(Foreign())

  /// What has come from other threads.
  private struct Foreign {
    var jobs: [UnownedJob] = []
    var isClosed = false
  }

  /// Whether this is the thread of the run.
  var isOnItsThread: Bool { pthread_equal(pthread_self(), thread) != 0 }

  /// Whether no job is to be run.
  var isIdle: Bool { head == jobs.count }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isOnItsThread, !isOver { return jobs.append(job) }
    let isClosed = foreign.withLock { foreign in
      if !foreign.isClosed { foreign.jobs.append(job) }
      return foreign.isClosed
    }
    // The run is over: what comes back to it ends where it is.
    if isClosed { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// Runs all jobs that have come from this thread, and those that they lead to.
  func drain() {
    let executor = asUnownedTaskExecutor()
    while head < jobs.count {
      let job = jobs[head]
      head += 1
      if head == jobs.count {
        jobs.removeAll(keepingCapacity: true)
        head = 0
      }
      job.runSynchronously(on: executor)
    }
  }

  /// Takes in that the run is over.
  func close() {
    drain()
    let rest = foreign.withLock { foreign in
      foreign.isClosed = true
      defer { foreign.jobs = [] }
      return foreign.jobs
    }
    jobs += rest
    drain()
    isOver = true
  }
}
