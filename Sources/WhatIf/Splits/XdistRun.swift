internal import EventLog

/// A run of pytest-xdist: a controller that hands out tests to workers, by the rules of version 3.8.
///
/// A worker runs a test only when it knows the next one, or that there is none, since what is set up for several
/// tests stays up between them. Messages take no time.
struct XdistRun {
  /// What a worker knows and has.
  struct Worker {
    /// What it was sent and has not looked at, and how much of that is used up.
    var inbox: [Int] = []
    var read = 0
    /// The test that it runs, and the one that comes next; −1 for none.
    var current = -1
    var next = -1
    /// Whether it was told that nothing more comes.
    var isShutDown = false
    /// What the controller counts as still with it, in order, and how much of that is done.
    var pending: [Int] = []
    var done = 0

    var pendingCount: Int { pending.count - done }
    var unread: Int { inbox.count - read }
  }

  let strategy: SplitStrategy
  let durations: [Nanoseconds]
  var workers: [Worker]
  private(set) var ends: [Nanoseconds]
  private(set) var counts: [Int]
  /// For each worker, the tests that it ran, in order.
  private(set) var orders: [[Int]]
  /// The tests that no worker has yet, in order, and how many of them are handed out.
  var unsent: [Int]
  var sent = 0
  /// The classes or files that no worker has yet, in the order in which they are handed out.
  var units: [[Int]] = []
  var unitsSent = 0
  private var running = SoonestFree()
  private var now: Nanoseconds = 0

  init(_ tests: [TestSet.Test], _ strategy: SplitStrategy, workers: Int) {
    self.strategy = strategy
    durations = tests.map(\.duration)
    self.workers = Array(repeating: Worker(), count: workers)
    ends = Array(repeating: 0, count: workers)
    counts = Array(repeating: 0, count: workers)
    orders = Array(repeating: [], count: workers)
    unsent = Array(tests.indices)
    if strategy == .loadFile || strategy == .loadScope {
      let pieces = TestPieces(tests) { strategy == .loadFile ? $0.group : $0.scope }
      let order = (0..<pieces.count).sorted { (pieces[$1].count, $0) < (pieces[$0].count, $1) }
      units = order.map { Array(pieces[$0]) }
    }
  }

  /// Runs all tests.
  mutating func run() {
    guard !durations.isEmpty else { return }
    switch strategy {
    case .load: beginLoad()
    case .workSteal: checkSteals()
    default: beginUnits()
    }
    for worker in workers.indices { advance(worker) }
    while !running.isEmpty {
      let (at, worker) = running.take()
      now = at
      let test = workers[worker].current
      workers[worker].current = -1
      ends[worker] = at
      counts[worker] += 1
      orders[worker].append(test)
      // It goes on with what it has before the controller knows.
      advance(worker)
      workers[worker].done += 1
      switch strategy {
      case .load: checkLoad(worker, lasted: durations[test])
      case .workSteal: checkSteals()
      default: checkUnits(worker)
      }
    }
  }

  // MARK: What workers are told

  /// Sends a worker the next tests that nobody has.
  mutating func sendNext(_ count: Int, to worker: Int) {
    let end = min(unsent.count, sent + max(0, count))
    guard end > sent else { return }
    let tests = Array(unsent[sent..<end])
    sent = end
    send(tests, to: worker)
  }

  mutating func send(_ tests: [Int], to worker: Int) {
    workers[worker].pending += tests
    workers[worker].inbox += tests
    advance(worker)
  }

  mutating func shutDown(_ worker: Int) {
    guard !workers[worker].isShutDown else { return }
    workers[worker].isShutDown = true
    advance(worker)
  }

  /// Lets a worker begin its next test, if it may.
  private mutating func advance(_ worker: Int) {
    guard workers[worker].current < 0 else { return }
    if workers[worker].next < 0 {
      guard workers[worker].unread > 0 else { return }
      workers[worker].next = readNext(worker)
    }
    if workers[worker].unread > 0 {
      workers[worker].current = workers[worker].next
      workers[worker].next = readNext(worker)
    } else if workers[worker].isShutDown {
      workers[worker].current = workers[worker].next
      workers[worker].next = -1
    } else {
      return
    }
    running.put(worker, at: now.addingClamped(durations[workers[worker].current]))
  }

  private mutating func readNext(_ worker: Int) -> Int {
    workers[worker].read += 1
    return workers[worker].inbox[workers[worker].read - 1]
  }
}
