public import EventLog

/// Tests run again, shared out in some way among so many workers or shards.
///
/// Times that are longer than can be told are the longest that can.
public struct Split: Sendable {
  /// How they were shared out.
  public let strategy: SplitStrategy
  /// For each worker or shard, when its last test ended.
  public let ends: [Nanoseconds]
  /// For each worker or shard, how many tests it ran.
  public let counts: [Int]
  /// For each worker of pytest-xdist the tests that it ran, in order; empty for other ways.
  private(set) var orders: [[Int]] = []

  /// When the last test ended, counted from when the first began.
  public var makespan: Nanoseconds { ends.max() ?? 0 }

  /// Runs tests again.
  ///
  /// Decisions by duration are made with `weights`, time passes by `durations`: so a split that is made from one
  /// recording can be scored on another.
  ///
  /// - Parameters:
  ///   - tests: The tests, in the order in which the runner has them.
  ///   - strategy: How they are shared out.
  ///   - workers: Among how many; at least 1.
  ///   - weights: How long each test is expected to take; by default what it took.
  /// - Complexity: O(*n* log *n*) in the number of tests and workers.
  public init(
    _ tests: [TestSet.Test], _ strategy: SplitStrategy, workers: Int, weights: [Nanoseconds]? = nil
  ) {
    self.strategy = strategy
    let workers = max(1, workers)
    let weights = weights ?? tests.map(\.duration)
    let shares: [[Int]]
    switch strategy {
    case .nextTest, .nextFile, .longestTest, .longestFile:
      let pieces = Self.pieces(of: tests, byFile: strategy.keepsFiles)
      let queue =
        strategy.needsDurations
        ? Self.longestFirst(pieces.times(weights)) : Array(0..<Int32(pieces.count))
      (ends, counts) = Self.takingNext(queue, pieces, tests, workers)
      return
    case .load, .workSteal, .loadFile, .loadScope:
      var xdist = XdistRun(tests, strategy, workers: workers)
      xdist.run()
      (ends, counts, orders) = (xdist.ends, xdist.counts, xdist.orders)
      return
    case .countShards, .fileShards:
      shares = Self.shards(
        Self.pieces(of: tests, byFile: strategy.keepsFiles), count: tests.count, workers)
    case .durationShards: shares = Self.chunks(weights, workers)
    case .leastDurationShards: shares = Self.least(tests, weights, workers)
    }
    ends = shares.map { $0.reduce(Nanoseconds(0)) { $0.addingClamped(tests[$1].duration) } }
    counts = shares.map(\.count)
  }

  /// No way to share tests out takes less: their work shared out evenly, or the longest of them.
  public static func leastTime(of tests: [TestSet.Test], workers: Int) -> Nanoseconds {
    let work = tests.reduce(Int128(0)) { $0 + Int128($1.duration) }
    let (share, rest) = work.quotientAndRemainder(dividingBy: Int128(max(1, workers)))
    return max(
      Nanoseconds(clamping: share + (rest > 0 ? 1 : 0)), tests.map(\.duration).max() ?? 0)
  }

  // MARK: One queue

  /// What is handed out at once: each test, or the tests of each file, files in the order of their first tests.
  private static func pieces(of tests: [TestSet.Test], byFile: Bool) -> TestPieces {
    byFile ? TestPieces(tests, by: \.group) : TestPieces(each: tests.count)
  }

  /// The places of pieces by how long each takes, the longest first, of those that take as long the first.
  private static func longestFirst(_ times: [Nanoseconds]) -> [Int32] {
    TimeOrder.places(count: times.count) { -times[$0] }
  }

  private static func takingNext(
    _ queue: [Int32], _ pieces: TestPieces, _ tests: [TestSet.Test], _ workers: Int
  ) -> ([Nanoseconds], [Int]) {
    var ends = [Nanoseconds](repeating: 0, count: workers)
    var counts = [Int](repeating: 0, count: workers)
    var free = SoonestFree(workers)
    for piece in queue {
      let worker = free.first
      let own = pieces[Int(piece)]
      ends[worker] = own.reduce(ends[worker]) { $0.addingClamped(tests[$1].duration) }
      counts[worker] += own.count
      free.keepFirst(until: ends[worker])
    }
    return (ends, counts)
  }

  // MARK: Shards

  /// Pieces in order, each in the shard in whose share of the count of tests it begins.
  private static func shards(_ pieces: TestPieces, count: Int, _ shards: Int) -> [[Int]] {
    var shares = [[Int]](repeating: [], count: shards)
    let (size, extra) = count.quotientAndRemainder(dividingBy: shards)
    var (shard, passed) = (0, 0)
    func end(of shard: Int) -> Int { size * (shard + 1) + min(extra, shard + 1) }
    for piece in 0..<pieces.count {
      while passed >= end(of: shard), shard < shards - 1 { shard += 1 }
      shares[shard] += pieces[piece]
      passed += pieces[piece].count
    }
    return shares
  }

  /// Tests in order, the next shard begun when one has its share of the duration.
  private static func chunks(_ weights: [Nanoseconds], _ shards: Int) -> [[Int]] {
    var shares = [[Int]](repeating: [], count: shards)
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    var (shard, time) = (0, Int128(0))
    for (place, weight) in weights.enumerated() {
      if time * Int128(shards) >= total, shard < shards - 1 { (shard, time) = (shard + 1, 0) }
      shares[shard].append(place)
      time += Int128(weight)
    }
    return shares
  }

  private static func least(
    _ tests: [TestSet.Test], _ weights: [Nanoseconds], _ shards: Int
  ) -> [[Int]] {
    var shares = [[Int]](repeating: [], count: shards)
    var sums = [Nanoseconds](repeating: 0, count: shards)
    var free = SoonestFree(shards)
    let order = tests.indices.sorted {
      if weights[$0] != weights[$1] { return weights[$0] > weights[$1] }
      if tests[$0].isNamed(before: tests[$1]) { return true }
      return !tests[$1].isNamed(before: tests[$0]) && $0 < $1
    }
    for place in order {
      let shard = free.first
      shares[shard].append(place)
      sums[shard] = sums[shard].addingClamped(weights[place])
      free.keepFirst(until: sums[shard])
    }
    return shares
  }
}

/// Workers by when they are free, the soonest first, of several the first.
struct SoonestFree {
  private var heap: [(at: Nanoseconds, worker: Int)]

  init(_ workers: Int) { heap = (0..<workers).map { (0, $0) } }

  init() { heap = [] }

  var isEmpty: Bool { heap.isEmpty }

  /// The worker that is free first.
  var first: Int { heap[0].worker }

  /// When the worker that is free first is free.
  var firstTime: Nanoseconds { heap[0].at }

  /// Keeps the worker that is free first until another time.
  mutating func keepFirst(until time: Nanoseconds) { settle((time, heap[0].worker)) }

  /// Takes the worker that is free first, with when it is.
  mutating func take() -> (at: Nanoseconds, worker: Int) {
    let first = heap[0]
    let last = heap.removeLast()
    if !heap.isEmpty { settle(last) }
    return first
  }

  /// Puts an entry where the first was, and lets it sink to its place.
  private mutating func settle(_ entry: (at: Nanoseconds, worker: Int)) {
    heap.withUnsafeMutableBufferPointer { heap in
      var place = 0
      while case var child = 2 * place + 1, child < heap.count {
        if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
        guard heap[child] < entry else { break }
        heap[place] = heap[child]
        place = child
      }
      heap[place] = entry
    }
  }

  mutating func put(_ worker: Int, at time: Nanoseconds) {
    heap.append((time, worker))
    var place = heap.count - 1
    let entry = heap[place]
    while place > 0, entry < heap[(place - 1) / 2] {
      heap[place] = heap[(place - 1) / 2]
      place = (place - 1) / 2
    }
    heap[place] = entry
  }
}
