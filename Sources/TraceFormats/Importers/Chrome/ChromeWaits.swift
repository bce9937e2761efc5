internal import EventLog

/// Slices that do nothing but wait for another part of the run, told by their names.
///
/// A thread that holds a slice `lock.acquire` does not work: counted as work, it would make a program that waits
/// look as busy as one that does something. Sleeping and reading count as work, since nothing else of the run has to
/// happen for them to end.
enum ChromeWaits {
  /// What waits.
  private static let waits: Set = [
    // Python, by the names of viztracer and of JAX.
    "_thread.lock.acquire", "_thread.RLock.acquire", "_queue.SimpleQueue.get",
    "$<unknown> acquire", "select.epoll.poll", "select.poll.poll", "select.select",
    "posix.waitpid",
    // CUDA, by the names of PyTorch's profiler.
    "cudaDeviceSynchronize", "cudaStreamSynchronize", "cudaEventSynchronize",
    "hipDeviceSynchronize", "hipStreamSynchronize", "hipEventSynchronize", "Context Sync",
    "Stream Sync", "Event Sync", "Stream Wait Event",
    // XLA.
    "ThunkExecutor::Execute (wait for completion)", "SlinkyThreadPool::Await",
    // Bazel: the command's own thread, while evaluators work.
    "Parallel Evaluator evaluation",
    // ray: a worker without a task, and a task that waits for others.
    "worker_idle", "wait_for_function", "ray.wait", "ray.get",
    // Our own export.
    "(blocked)",
    // Chromium.
    "WaitableEvent::Wait", "v8.parseOnBackgroundWaiting",
  ]
  /// How the names of what waits begin where they end in what it is for: the command of Go, for its actions.
  private static let beginnings = ["exec.Builder.Do ("]
  /// What lets another thread begin.
  private static let starters: Set = [
    "_thread.start_new_thread", "_thread.start_joinable_thread", "$<unknown> start_new_thread",
    "$<unknown> start_joinable_thread",
  ]
  /// What ends waits of others.
  private static let wakers: Set = ["_thread.lock.release", "$<unknown> release"]

  /// Marks the calls that wait, and who seems to have ended each wait: the last on another thread that let go of
  /// a lock meanwhile, or if none did, the last that ended there meanwhile.
  ///
  /// - Returns: How many wait, and of how many it was found who ended the wait.
  /// - Complexity: O(*n* log *n*) in the number of calls that wait or wake others.
  static func mark(in run: inout RecordedRun, threads: [Int32]) -> (waits: Int, woken: Int) {
    let names = run.texts.texts
    let isWait = names.map { name in
      waits.contains(name) || beginnings.contains { name.hasPrefix($0) }
    }
    let isWaker = names.map { wakers.contains($0) }
    let isWaitOfPython = names.map { PythonWaits.isWait($0) }
    guard isWait.contains(true) || isWaitOfPython.contains(true) else { return (0, 0) }
    let waiting = waits(in: run, isWait, isWaitOfPython)
    let waking = run.calls.indices.filter { isWaker[Int(run.calls[$0].name.index)] }
    var woken = 0
    for wait in waiting {
      run.calls[wait].isWait = true
      let (start, end) = (run.calls[wait].start, run.calls[wait].end)
      var place = waking.partitioningIndex { run.calls[$0].start > end } - 1
      while place >= 0, run.calls[waking[place]].start >= start {
        if threads[waking[place]] != threads[wait] {
          run.calls[wait].wokenBy = Int32(waking[place])
          woken += 1
          break
        }
        place -= 1
      }
    }
    woken += markEnds(in: &run, of: waiting, threads)
    return (waiting.count, woken)
  }

  /// What a function of Python takes to see that it does not have to wait is less than this.
  private static let leastWaitOfPython: Nanoseconds = 100_000

  /// The calls that wait: those that nothing runs in, and functions of Python in which nothing is seen to wait.
  ///
  /// Where a profiler shows the functions that Python is made of, they are what waits; where it hides them, the function
  /// that would have called them does, and what else it calls runs within it.
  private static func waits(
    in run: RecordedRun, _ isWait: [Bool], _ isWaitOfPython: [Bool]
  ) -> [Int] {
    var hasChildren = [Bool](repeating: false, count: run.calls.count)
    var holdsWait = hasChildren
    var inner = [Nanoseconds](repeating: 0, count: run.calls.count)
    var waiting: [Int] = []
    for place in run.calls.indices.reversed() {
      let call = run.calls[place]
      let name = Int(call.name.index)
      let waits =
        call.takesTime
        && (isWait[name] && !hasChildren[place]
          || isWaitOfPython[name] && !holdsWait[place]
            && call.end - call.start - inner[place] >= leastWaitOfPython)
      if waits { waiting.append(place) }
      guard let parent = call.parent.map(Int.init) else { continue }
      hasChildren[parent] = true
      inner[parent] += call.end - call.start
      if waits || holdsWait[place] { holdsWait[parent] = true }
    }
    return waiting.reversed()
  }

  /// Marks the last call on another thread that ended during each wait of which nobody is known to have ended it.
  private static func markEnds(
    in run: inout RecordedRun, of waiting: [Int], _ threads: [Int32]
  ) -> Int {
    let open = waiting.filter { run.calls[$0].wokenBy == nil }
    guard !open.isEmpty else { return 0 }
    let calls = run.calls
    let ended = calls.indices.sorted { (calls[$0].end, $0) < (calls[$1].end, $1) }
    var woken = 0
    for wait in open {
      let (start, end) = (calls[wait].start, calls[wait].end)
      let last = ended.partitioningIndex { calls[$0].end > end } - 1
      for place in stride(from: last, through: max(0, last - 64), by: -1) {
        let call = ended[place]
        guard calls[call].end > start else { break }
        guard threads[call] != threads[wait], !calls[call].isWait else { continue }
        run.calls[wait].wokenBy = Int32(call)
        woken += 1
        break
      }
    }
    return woken
  }

  /// Marks the first call of each thread with what seems to have let the thread begin: the last call before it, on
  /// another one, that starts threads, and that started none since.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  static func markStarts(in run: inout RecordedRun, threads: [Int32]) {
    let isStarter = run.texts.texts.map { starters.contains($0) }
    guard isStarter.contains(true) else { return }
    var begun = Set<Int32>()
    var starting: Int32?
    for place in run.calls.indices {
      if begun.insert(threads[place]).inserted, let starter = starting,
        threads[Int(starter)] != threads[place]
      {
        run.calls[place].wokenBy = starter
        starting = nil
      }
      if isStarter[Int(run.calls[place].name.index)] { starting = Int32(place) }
    }
  }
}
