internal import EventLog

/// A task graph at work: which tasks still wait for others.
struct TaskProgress {
  private var missing: [UInt32]
  /// The tasks that need each task, task after task.
  private var dependents: [UInt32]
  private var starts: [UInt32]
  /// Whether those need only that it has started; empty if all need that it has ended.
  private var needStart: [Bool] = []
  /// How long after that those can be called; empty if all can at once.
  private var lags: [Nanoseconds] = []
  /// From when on each task can be called, as far as is known by now; empty if there are no lags.
  private var earliest: [Nanoseconds] = []
  /// The tasks that need nothing any more, since they were last forgotten.
  private(set) var ready: [UInt32]
  /// The tasks that need only time to pass, since they were last taken.
  private var later: [(task: UInt32, at: Nanoseconds)] = []

  init(_ graph: TaskGraph) {
    missing = Array(onLargePages: 0, count: graph.count)
    starts = Array(onLargePages: 0, count: graph.count + 1)
    for task in 0..<graph.count {
      let places = graph.places(ofNeedsOf: task)
      missing[task] = UInt32(places.count)
      for place in places { starts[graph.need(at: place) + 1] += 1 }
    }
    for task in 0..<graph.count { starts[task + 1] += starts[task] }
    dependents = Array(onLargePages: 0, count: Int(starts[graph.count]))
    if graph.hasLags {
      lags = Array(repeating: 0, count: dependents.count)
      earliest = Array(repeating: 0, count: graph.count)
    }
    if graph.hasStartNeeds { needStart = Array(repeating: false, count: dependents.count) }
    var next = starts
    for task in 0..<graph.count {
      for place in graph.places(ofNeedsOf: task) {
        let need = graph.need(at: place)
        dependents[Int(next[need])] = UInt32(task)
        if graph.hasLags { lags[Int(next[need])] = graph.lag(ofNeedAt: place) }
        if graph.hasStartNeeds { needStart[Int(next[need])] = graph.isAfterStart(needAt: place) }
        next[need] += 1
      }
    }
    ready = []
    for task in missing.indices where missing[task] == 0 { ready.append(UInt32(task)) }
  }

  /// Whether a task still needs another.
  func isWaiting(_ task: Int) -> Bool { missing[task] > 0 }

  /// Takes in that a task has ended, at an instant; true if another needs nothing any more.
  @discardableResult
  mutating func end(_ task: Int, at now: Nanoseconds = 0) -> Bool {
    pass(task, hasEnded: true, now)
  }

  /// Takes in that a task has started, at an instant; true if another needs nothing any more.
  ///
  /// - Complexity: O(1) where no task needs only the start of another.
  @discardableResult
  mutating func start(_ task: Int, at now: Nanoseconds = 0) -> Bool {
    needStart.isEmpty ? false : pass(task, hasEnded: false, now)
  }

  @inline(__always)
  private mutating func pass(_ task: Int, hasEnded: Bool, _ now: Nanoseconds) -> Bool {
    let before = ready.count
    for place in Int(starts[task])..<Int(starts[task + 1]) {
      if !needStart.isEmpty, needStart[place] == hasEnded { continue }
      let dependent = dependents[place]
      if !lags.isEmpty {
        earliest[Int(dependent)] = max(earliest[Int(dependent)], now.addingClamped(lags[place]))
      }
      missing[Int(dependent)] -= 1
      guard missing[Int(dependent)] == 0 else { continue }
      if !lags.isEmpty, earliest[Int(dependent)] > now {
        later.append((dependent, earliest[Int(dependent)]))
      } else {
        ready.append(dependent)
      }
    }
    return ready.count > before
  }

  /// Puts the tasks that are ready in the order of their declaration.
  mutating func sortReady() { if ready.count > 1 { ready.sort() } }

  /// Forgets which tasks are ready, because they have been called.
  mutating func forgetReady() { ready.removeAll(keepingCapacity: true) }

  /// Takes in that the time of a task has come.
  mutating func makeReady(_ task: UInt32) { ready.append(task) }

  /// The tasks that need only time to pass since the last time, and until when.
  mutating func takeLater() -> [(task: UInt32, at: Nanoseconds)] {
    guard !later.isEmpty else { return [] }
    defer { later.removeAll() }
    return later
  }
}
