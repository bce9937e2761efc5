internal import EventLog

/// Searches for short schedules of a shop, in which each machine serves one task at a time, by changing the order of
/// tasks on machines.
///
/// A tabu search on the blocks of a critical path: a task is moved behind the last or before the first of its block
/// (the neighbourhood N6: Balas and Vazacopoulos, "Guided local search with shifting bottleneck for job shop
/// scheduling", 1998), to where an estimate is best, and must not go back for a while (Nowicki and Smutnicki, "A fast
/// taboo search algorithm for the job shop problem", 1996).
struct ShopSearch {
  /// The orders of tasks on machines, as neighbours in both directions; −1 at the ends.
  struct Orders {
    var previous: [Int32]
    var next: [Int32]
  }

  /// Tasks that follow one another on a machine, of which the first goes behind the last or the last before the first.
  struct Move {
    var first: Int32
    var last: Int32
    var isForward: Bool
  }

  let problem: ScheduleProblem
  var random: SearchRandom
  let machineOf: [Int32]
  var orders: Orders
  /// The earliest start of each task, and the longest chain that begins with it.
  var heads: [Nanoseconds]
  var tails: [Nanoseconds]
  var length: Nanoseconds = 0
  private var sequence: [Int32]
  private var missing: [Int32]
  /// Until which move a task must not come before another.
  var tabu: [Int32]
  private var elite: [(length: Nanoseconds, orders: Orders)] = []
  private var localBest = Nanoseconds.max
  private var failures = 0
  /// The tasks of a move in their new order, and their starts then.
  var order: [Int32] = []
  var estimates: [Nanoseconds] = []

  private(set) var makespan = Nanoseconds.max
  private(set) var starts: [Nanoseconds] = []
  /// How many moves were made.
  private(set) var moves = 0

  /// The most tasks that are searched this way; for each two of them there is a number.
  static let mostTasks = 2000

  /// Begins with the orders of a schedule.
  init(_ problem: ScheduleProblem, seed: UInt64, starts first: [Nanoseconds]) {
    self.problem = problem
    random = SearchRandom(seed: seed)
    let count = problem.count
    var machineOf = [Int32](repeating: -1, count: count)
    var orders = Orders(
      previous: Array(repeating: -1, count: count), next: Array(repeating: -1, count: count))
    for (index, machine) in problem.machines.enumerated() {
      let tasks = problem.order.filter { machine.demands[$0] > 0 }
        .sorted { (first[$0], problem.ranks[$0]) < (first[$1], problem.ranks[$1]) }
      for task in tasks { machineOf[task] = Int32(index) }
      for (task, next) in zip(tasks, tasks.dropFirst()) {
        orders.next[task] = Int32(next)
        orders.previous[next] = Int32(task)
      }
    }
    self.machineOf = machineOf
    self.orders = orders
    heads = Array(repeating: 0, count: count)
    tails = heads
    sequence = Array(repeating: 0, count: count)
    missing = sequence
    tabu = Array(repeating: 0, count: count * count)
    _ = evaluate()
    localBest = length
    keep()
  }

  /// Makes one move.
  mutating func step() {
    moves += 1
    guard failures < 1500 + 5 * problem.count, let move = bestMove() else { return restart() }
    apply(move)
    precondition(evaluate(), "a move made a circle")
    failures += 1
    if length < localBest {
      localBest = length
      failures = 0
      if length < makespan { keep() } else { addElite() }
    }
  }

  /// Keeps the best schedule so far.
  private mutating func keep() {
    makespan = length
    starts = heads
    addElite()
  }

  private mutating func addElite() {
    if elite.contains(where: { $0.length == length }) { return }
    elite.append((length, orders))
    elite.sort { $0.length < $1.length }
    if elite.count > 6 { elite.removeLast() }
  }

  /// Goes on from one of the best, shaken.
  private mutating func restart() {
    failures = 0
    orders = elite[min(random.below(elite.count), random.below(elite.count))].orders
    _ = evaluate()
    for _ in 0..<(4 + random.below(12)) {
      let swaps = adjacentMoves()
      guard !swaps.isEmpty else { break }
      apply(swaps[random.below(swaps.count)])
      _ = evaluate()
    }
    localBest = length
    if length < makespan { keep() }
  }

  // MARK: Lengths

  /// Works out heads and tails; false if the orders go in a circle.
  private mutating func evaluate() -> Bool {
    var filled = 0
    for task in 0..<problem.count {
      let count = Int32(problem.needs.of(task).count) + (orders.previous[task] >= 0 ? 1 : 0)
      missing[task] = count
      if count == 0 {
        sequence[filled] = Int32(task)
        filled += 1
      }
    }
    length = 0
    var place = 0
    while place < filled {
      let task = Int(sequence[place])
      place += 1
      var head = problem.releases[task]
      let before = Int(orders.previous[task])
      if before >= 0 { head = max(head, heads[before] + problem.times[before]) }
      for place in problem.needs.places(of: task) {
        let link = problem.needs.links[place]
        let need = Int(link.task)
        head = max(head, heads[need] + problem.times[need] + link.lag)
      }
      heads[task] = head
      length = max(length, head + problem.times[task])
      func free(_ task: Int) {
        missing[task] -= 1
        if missing[task] == 0 {
          sequence[filled] = Int32(task)
          filled += 1
        }
      }
      if orders.next[task] >= 0 { free(Int(orders.next[task])) }
      for place in problem.dependents.places(of: task) {
        let link = problem.dependents.links[place]
        free(Int(link.task))
      }
    }
    guard filled == problem.count else { return false }
    while place > 0 {
      place -= 1
      let task = Int(sequence[place])
      var tail: Nanoseconds = 0
      let after = Int(orders.next[task])
      if after >= 0 { tail = tails[after] }
      for place in problem.dependents.places(of: task) {
        let link = problem.dependents.links[place]
        tail = max(tail, tails[Int(link.task)] + link.lag)
      }
      tails[task] = tail + problem.times[task]
    }
    return true
  }
}
