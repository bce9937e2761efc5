internal import EventLog

// Which moves there are, what comes of them, and how they are made.

extension ShopSearch {
  /// Tasks of a critical path, in blocks that follow one another on one machine.
  mutating func criticalBlocks() -> [[Int32]] {
    var blocks: [[Int32]] = []
    var starts = [Int]()
    for task in 0..<problem.count where heads[task] + tails[task] == length {
      if heads[task] == problem.releases[task], isFirst(task) { starts.append(task) }
    }
    guard !starts.isEmpty else { return [] }
    var task = starts[random.below(starts.count)]
    var block: [Int32] = [Int32(task)]
    while true {
      let end = heads[task] + problem.times[task]
      var choices: [(task: Int, isOnMachine: Bool)] = []
      let after = Int(orders.next[task])
      if after >= 0, heads[after] == end, heads[after] + tails[after] == length {
        choices.append((after, true))
      }
      for place in problem.dependents.places(of: task) {
        let link = problem.dependents.links[place]
        let next = Int(link.task)
        if heads[next] == end + link.lag, heads[next] + tails[next] == length, next != after {
          choices.append((next, false))
        }
      }
      guard !choices.isEmpty else { break }
      let choice = choices[choices.count == 1 ? 0 : random.below(choices.count)]
      task = choice.task
      if choice.isOnMachine {
        block.append(Int32(task))
      } else {
        if block.count > 1 { blocks.append(block) }
        block = [Int32(task)]
      }
    }
    if block.count > 1 { blocks.append(block) }
    return blocks
  }

  /// Whether nothing that ends when a task starts holds it up.
  private func isFirst(_ task: Int) -> Bool {
    let before = Int(orders.previous[task])
    if before >= 0, heads[before] + problem.times[before] == heads[task] { return false }
    return !problem.needs.of(task).contains {
      heads[Int($0.task)] + problem.times[Int($0.task)] + $0.lag == heads[task]
    }
  }

  mutating func adjacentMoves() -> [Move] {
    criticalBlocks().flatMap { block in
      zip(block, block.dropFirst()).map { Move(first: $0, last: $1, isForward: true) }
    }.filter { mayGoBehind(Int($0.first), Int($0.last)) }
  }

  mutating func bestMove() -> Move? {
    var best: (move: Move, estimate: Nanoseconds)?
    var bestTabu: (move: Move, until: Int32)?
    var ties = 0
    let blocks = criticalBlocks()
    func consider(_ move: Move, _ search: inout ShopSearch) {
      let estimate = search.estimate(move)
      let until = search.tabuEnd(of: move)
      if until >= Int32(truncatingIfNeeded: search.moves), estimate >= search.makespan {
        if bestTabu.map({ until < $0.until }) ?? true { bestTabu = (move, until) }
        return
      }
      if let known = best?.estimate {
        if estimate > known { return }
        if estimate == known {
          ties += 1
          if search.random.below(ties) != 0 { return }
        } else {
          ties = 1
        }
      } else {
        ties = 1
      }
      best = (move, estimate)
    }
    for block in blocks {
      for place in block.indices {
        let task = block[place]
        if place < block.count - 1, mayGoBehind(Int(task), Int(block[block.count - 1])) {
          consider(Move(first: task, last: block[block.count - 1], isForward: true), &self)
        }
        if place > 0, mayGoBefore(Int(task), Int(block[0])) {
          consider(Move(first: block[0], last: task, isForward: false), &self)
        }
        // The neighbours at both ends of a block may always change places.
        if place == 0, block.count > 2, mayGoBehind(Int(block[0]), Int(block[1])) {
          consider(Move(first: block[0], last: block[1], isForward: true), &self)
        }
        if place == block.count - 1, block.count > 2,
          mayGoBefore(Int(task), Int(block[place - 1]))
        {
          consider(Move(first: block[place - 1], last: task, isForward: false), &self)
        }
      }
    }
    return best?.move ?? bestTabu?.move
  }

  /// Whether a task can go behind a later one of its machine without a circle.
  private func mayGoBehind(_ task: Int, _ last: Int) -> Bool {
    !problem.dependents.of(task).contains { link in
      let next = Int(link.task)
      if next == last { return true }
      return tails[next] > tails[last] || problem.times[next] == 0 && tails[next] == tails[last]
    }
  }

  private func mayGoBefore(_ task: Int, _ first: Int) -> Bool {
    let end = heads[first] + problem.times[first]
    return !problem.needs.of(task).contains { link in
      let need = Int(link.task)
      if need == first { return true }
      let other = heads[need] + problem.times[need]
      return other > end || problem.times[need] == 0 && other == end
    }
  }

  /// The longest chain through the tasks of a move after it, at least.
  private mutating func estimate(_ move: Move) -> Nanoseconds {
    // The tasks in their new order.
    estimates.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    var task = move.first
    while task != move.last {
      order.append(task)
      task = orders.next[Int(task)]
    }
    order.append(move.last)
    if move.isForward {
      order.append(order.removeFirst())
    } else {
      order.insert(order.removeLast(), at: 0)
    }
    let before = Int(orders.previous[Int(move.first)])
    var end = before >= 0 ? heads[before] + problem.times[before] : 0
    for task in order {
      let task = Int(task)
      var head = max(end, problem.releases[task])
      for place in problem.needs.places(of: task) {
        let link = problem.needs.links[place]
        head = max(head, heads[Int(link.task)] + problem.times[Int(link.task)] + link.lag)
      }
      estimates.append(head)
      end = head + problem.times[task]
    }
    let after = Int(orders.next[Int(move.last)])
    var tail = after >= 0 ? tails[after] : 0
    var longest: Nanoseconds = 0
    for place in order.indices.reversed() {
      let task = Int(order[place])
      for place in problem.dependents.places(of: task) {
        let link = problem.dependents.links[place]
        tail = max(tail, tails[Int(link.task)] + link.lag)
      }
      tail += problem.times[task]
      longest = max(longest, estimates[place] + tail)
    }
    return longest
  }

  /// Until when a move is forbidden, as it would put a task before one that it was moved behind.
  private func tabuEnd(of move: Move) -> Int32 {
    var end: Int32 = -1
    var task = move.first
    let count = problem.count
    if move.isForward {
      while task != move.last {
        task = orders.next[Int(task)]
        end = max(end, tabu[Int(task) * count + Int(move.first)])
      }
    } else {
      while task != move.last {
        end = max(end, tabu[Int(move.last) * count + Int(task)])
        task = orders.next[Int(task)]
      }
    }
    return end
  }

  mutating func apply(_ move: Move) {
    let count = problem.count
    let until = Int32(truncatingIfNeeded: moves) + 12 + Int32(random.below(10))
    var task = move.first
    while task != move.last {
      let next = orders.next[Int(task)]
      if move.isForward {
        tabu[Int(move.first) * count + Int(next)] = until
      } else {
        tabu[Int(task) * count + Int(move.last)] = until
      }
      task = next
    }
    if move.isForward {
      take(move.first)
      put(move.first, behind: move.last)
    } else {
      let before = orders.previous[Int(move.first)]
      take(move.last)
      put(move.last, behind: before, before: move.first)
    }
  }

  private mutating func take(_ task: Int32) {
    let (before, after) = (orders.previous[Int(task)], orders.next[Int(task)])
    if before >= 0 { orders.next[Int(before)] = after }
    if after >= 0 { orders.previous[Int(after)] = before }
  }

  private mutating func put(_ task: Int32, behind before: Int32) {
    put(task, behind: before, before: orders.next[Int(before)])
  }

  private mutating func put(_ task: Int32, behind before: Int32, before after: Int32) {
    orders.previous[Int(task)] = before
    orders.next[Int(task)] = after
    if before >= 0 { orders.next[Int(before)] = task }
    if after >= 0 { orders.previous[Int(after)] = task }
  }
}
