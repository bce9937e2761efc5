internal import EventLog

/// Searches for short schedules by breeding lists of tasks: a genetic algorithm on activity lists (Hartmann, "A
/// competitive genetic algorithm for resource-constrained project scheduling", 1998) whose children are drawn
/// together (Valls, Ballestín and Quintanilla, "A hybrid genetic algorithm for the RCPSP", 2008).
///
/// Of two schedules a child takes the tasks at its front from one, those in the middle in the order of the other, and
/// the rest from the first. When the children are all alike, it begins anew, half of it near the best.
struct GeneticSearch {
  private struct Member {
    var list: [Int32]
    var makespan: Nanoseconds
    /// Tells schedules apart.
    var digest: UInt64
  }

  private let problem: ScheduleProblem
  private var builder: ScheduleBuilder
  private var random: SearchRandom
  private var members: [Member] = []
  private let size: Int
  /// How many children have been born since one was better than the worst.
  private var failures = 0
  private var isTaken: [Int32]
  private var stamp: Int32 = 0
  private var missing: [Int32]
  private var open: [Int32] = []
  private var weights: [Int] = []

  /// The best schedule so far: its length and starts.
  private(set) var makespan = Nanoseconds.max
  private(set) var starts: [Nanoseconds] = []
  private(set) var bestList: [Int32] = []

  var schedules: Int { builder.schedules }

  init(_ problem: ScheduleProblem, seed: UInt64) {
    self.problem = problem
    builder = ScheduleBuilder(problem)
    random = SearchRandom(seed: seed)
    size = problem.count < 200 ? 60 : 30
    isTaken = Array(repeating: 0, count: problem.count)
    missing = isTaken
  }

  /// Makes some more schedules: at most three, drawn from one list.
  mutating func step() {
    if members.count < size { return addMember() }
    if failures > 12 * size { return begin() }
    let child = breed()
    builder.buildAndJustify(child)
    let member = takeIn()
    replace(member)
  }

  // MARK: The first members

  private mutating func addMember() {
    let rule = bestList.isEmpty ? members.count : members.count + 1
    let list: [Int32]
    if rule < 3 {
      list = self.list(rule: rule, isRandom: false)
    } else if !bestList.isEmpty, members.count % 2 == 0 {
      list = neighbour(of: bestList)
    } else {
      list = self.list(rule: random.below(2), isRandom: true)
    }
    builder.buildAndJustify(list)
    members.append(takeIn())
    if members.count == size { members.sort { $0.makespan < $1.makespan } }
  }

  /// Begins with new members.
  private mutating func begin() {
    failures = 0
    members.removeAll(keepingCapacity: true)
  }

  /// A list in which of the tasks that could be next the one comes that a rule says, or one that is drawn with a regret for
  /// those passed over.
  private mutating func list(rule: Int, isRandom: Bool) -> [Int32] {
    var list: [Int32] = []
    list.reserveCapacity(problem.count)
    open.removeAll(keepingCapacity: true)
    for task in 0..<problem.count {
      missing[task] = Int32(problem.needs.of(task).count)
      if missing[task] == 0 { open.append(Int32(task)) }
    }
    let problem = problem
    func value(_ task: Int32) -> Nanoseconds {
      let task = Int(task)
      switch rule {
      case 0: return problem.tails[task] - problem.times[task]
      case 1: return problem.tails[task]
      default: return -problem.heads[task]
      }
    }
    while !open.isEmpty {
      var choice = 0
      if isRandom {
        let least = open.lazy.map(value).min() ?? 0
        let most = open.lazy.map(value).max() ?? 0
        // Regrets from 1 to 64, squared.
        var sum = 0
        weights.removeAll(keepingCapacity: true)
        for task in open {
          let regret =
            most > least ? Int(Double(value(task) - least) / Double(most - least) * 63) + 1 : 1
          sum += regret * regret
          weights.append(sum)
        }
        let draw = random.below(sum)
        while weights[choice] <= draw { choice += 1 }
      } else {
        for place in open.indices where value(open[place]) > value(open[choice]) { choice = place }
      }
      let task = open.remove(at: choice)
      list.append(task)
      for place in problem.dependents.places(of: Int(task)) {
        let link = problem.dependents.links[place]
        missing[Int(link.task)] -= 1
        if missing[Int(link.task)] == 0 { open.append(link.task) }
      }
    }
    return list
  }

  /// A list that mostly follows another one, and now and then takes a task that stands further back.
  private mutating func neighbour(of list: [Int32]) -> [Int32] {
    var result = list
    for _ in 0..<max(1, problem.count / 6) { move(&result) }
    return result
  }

  /// Moves a task of a list to another place between all that it needs and all that needs it.
  private mutating func move(_ list: inout [Int32]) {
    let from = random.below(list.count)
    let task = list[from]
    var low = from
    var high = from
    var isNeed = [Int32]()
    for place in problem.needs.places(of: Int(task)) {
      let link = problem.needs.links[place]
      isNeed.append(link.task)
    }
    while low > 0, !isNeed.contains(list[low - 1]) { low -= 1 }
    isNeed.removeAll(keepingCapacity: true)
    for place in problem.dependents.places(of: Int(task)) {
      let link = problem.dependents.links[place]
      isNeed.append(link.task)
    }
    while high < list.count - 1, !isNeed.contains(list[high + 1]) { high += 1 }
    let to = low + random.below(high - low + 1)
    list.remove(at: from)
    list.insert(task, at: to)
  }

  // MARK: Children

  private mutating func breed() -> [Int32] {
    let mother = tournament()
    var father = tournament()
    if father == mother { father = (mother + 1 + random.below(members.count - 1)) % members.count }
    let count = problem.count
    let (one, other) = (random.below(count + 1), random.below(count + 1))
    let (low, high) = (min(one, other), max(one, other))
    stamp += 1
    var child: [Int32] = []
    child.reserveCapacity(count)
    let isInside = random.happens(inThousand: 500)
    let (first, second) = isInside ? (mother, father) : (father, mother)
    for place in 0..<low { take(members[first].list[place], &child) }
    var place = 0
    while child.count < high {
      take(members[second].list[place], &child)
      place += 1
    }
    place = 0
    while child.count < count {
      take(members[first].list[place], &child)
      place += 1
    }
    mutate(&child)
    return child
  }

  @inline(__always)
  private mutating func take(_ task: Int32, _ child: inout [Int32]) {
    guard isTaken[Int(task)] != stamp else { return }
    isTaken[Int(task)] = stamp
    child.append(task)
  }

  private mutating func tournament() -> Int {
    min(random.below(members.count), random.below(members.count))
  }

  private mutating func mutate(_ child: inout [Int32]) {
    for place in 1..<max(1, child.count) where random.happens(inThousand: 10) {
      let (first, second) = (child[place - 1], child[place])
      if problem.needs.of(Int(second)).contains(where: { $0.task == first }) { continue }
      child.swapAt(place - 1, place)
    }
    if random.happens(inThousand: 900) { move(&child) }
  }

  /// The schedule that was just built as a member.
  private mutating func takeIn() -> Member {
    var digest: UInt64 = 0
    for start in builder.starts {
      digest = (digest ^ UInt64(bitPattern: start)) &* 0x9E37_79B9_7F4A_7C15
    }
    let list = builder.listByStart()
    if builder.makespan < makespan {
      makespan = builder.makespan
      starts = builder.starts
      bestList = list
    }
    return Member(list: list, makespan: builder.makespan, digest: digest)
  }

  /// Lets a child take the place of the worst, unless it is worse or there already.
  private mutating func replace(_ child: Member) {
    failures += 1
    guard let worst = members.last, child.makespan <= worst.makespan,
      !members.contains(where: { $0.makespan == child.makespan && $0.digest == child.digest })
    else { return }
    if child.makespan < worst.makespan { failures = 0 }
    members.removeLast()
    let place = members.firstIndex { $0.makespan > child.makespan } ?? members.count
    members.insert(child, at: place)
  }
}
