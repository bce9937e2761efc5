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
    "_multiprocessing.SemLock.acquire", "_multiprocessing.SemLock.__enter__",
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
  /// What waits where a function of Python that waits calls it, and elsewhere may read a file.
  private static let readings: Set = ["posix.read", "os.read", "_winapi.WaitForMultipleObjects"]
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
  /// What a call does that waits, before it waits again or ends, it does because another wait has ended.
  ///
  /// - Returns: How many wait, and of how many it was found who ended the wait.
  /// - Complexity: O(*n* log *n*) in the number of calls that wait or wake others.
  static func mark(in run: inout RecordedRun, threads: [Int32]) -> (waits: Int, woken: Int) {
    let names = run.texts.texts
    let isWait = names.map { name in
      waits.contains(name) || beginnings.contains { name.hasPrefix($0) }
    }
    let isWaitOfPython = names.map { PythonWaits.isWait($0) }
    guard isWait.contains(true) || isWaitOfPython.contains(true) else { return (0, 0) }
    let waiting = waits(in: run, isWait, isWaitOfPython)
    let isWaker = names.map { wakers.contains($0) }
    for wait in waiting { run.calls[wait].isWait = true }
    let found = wakers(of: waiting, in: run, threads) { isWaker[Int($0.index)] }
    for (call, waker) in found.ofWaits + found.ofOthers { run.calls[call].wokenBy = waker }
    return (waiting.count, found.ofWaits.count)
  }

  /// Who seems to have ended each wait, and to have let calls that wait do what they do themselves.
  private static func wakers(
    of waiting: [Int], in run: RecordedRun, _ threads: [Int32], _ isWaker: (Name) -> Bool
  ) -> (ofWaits: [(call: Int, waker: Int32)], ofOthers: [(call: Int, waker: Int32)]) {
    var search = WakerSearch(run.calls, threads, isWaker)
    var (ofWaits, ofOthers) = ([(call: Int, waker: Int32)](), [(call: Int, waker: Int32)]())
    for wait in waiting {
      let call = run.calls[wait]
      if let waker = search.waker(from: call.start, to: call.end, of: threads[wait]) {
        ofWaits.append((wait, waker))
      }
    }
    // Since when each call that waits does nothing else.
    var since: [Int32: Nanoseconds] = [:]
    for (place, call) in run.calls.enumerated() {
      guard let parent = call.parent, run.calls[Int(parent)].isWait else { continue }
      let start = since[parent] ?? run.calls[Int(parent)].start
      since[parent] = max(start, call.end)
      if call.start - start >= leastWaitOfPython, !call.isWait,
        let waker = search.waker(from: start, to: call.start, of: threads[place])
      {
        ofOthers.append((place, waker))
      }
    }
    return (ofWaits, ofOthers)
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
    let isReading = run.texts.texts.map { readings.contains($0) }
    var hasChildren = [Bool](repeating: false, count: run.calls.count)
    // How long others wait within each.
    var held = [Nanoseconds](repeating: 0, count: run.calls.count)
    var inner = [Nanoseconds](repeating: 0, count: run.calls.count)
    var waiting: [Int] = []
    for place in run.calls.indices.reversed() {
      let call = run.calls[place]
      let name = Int(call.name.index)
      let readsOfOthers =
        isReading[name]
        && (call.parent.map { isWaitOfPython[Int(run.calls[Int($0)].name.index)] } ?? false)
      let waits =
        call.takesTime
        && ((isWait[name] || readsOfOthers) && !hasChildren[place]
          || isWaitOfPython[name]
            && call.end - call.start - inner[place] >= max(leastWaitOfPython, held[place]))
      if waits { waiting.append(place) }
      guard let parent = call.parent.map(Int.init) else { continue }
      hasChildren[parent] = true
      inner[parent] += call.end - call.start
      held[parent] += waits ? call.end - call.start : held[place]
    }
    return waiting.reversed()
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
