internal import EventLog

/// Lower bounds on the length of all schedules of a problem.
struct ScheduleBounds {
  let problem: ScheduleProblem
  /// What all times are multiples of.
  private let unit: Nanoseconds
  /// Pairs of tasks that cannot run at once, and of which neither needs the other.
  private let pairs: [(Int32, Int32)]
  /// The tasks that take each machine.
  private let users: [[Int]]
  /// Whether all work can be counted in 64 bits, and there are few enough tasks to look at every two.
  private let isSmall: Bool
  private var instants: [Nanoseconds] = []
  private var earliest: [Nanoseconds] = []
  private var latest: [Nanoseconds] = []

  /// How many starts have been tried, and how many are at most.
  private var probes = 0
  private static let mostProbes = 1000
  /// The most tasks for which every two are looked at.
  static let mostTasks = 400

  init(_ problem: ScheduleProblem) {
    self.problem = problem
    unit = max(1, Self.unit(of: problem))
    users = problem.machines.map { machine in
      machine.demands.indices.filter { machine.demands[$0] > 0 && problem.times[$0] > 0 }
    }
    let most = problem.machines.map { machine in
      Double(machine.slots) * problem.times.reduce(0) { $0 + Double($1) }
    }
    isSmall = problem.count <= Self.mostTasks && most.allSatisfy { $0 < 0x1p60 }
    guard isSmall else {
      pairs = []
      return
    }
    let follows = Self.reached(in: problem)
    var pairs: [(Int32, Int32)] = []
    let machines = problem.machines
    for first in 0..<problem.count where problem.times[first] > 0 {
      for second in first + 1..<max(problem.count, first + 1) where problem.times[second] > 0 {
        if follows[first * problem.count + second] || follows[second * problem.count + first] {
          continue
        }
        if machines.contains(where: { $0.demands[first] + $0.demands[second] > $0.slots }) {
          pairs.append((Int32(first), Int32(second)))
        }
      }
    }
    self.pairs = pairs
  }

  /// The best bound that is found.
  ///
  /// - Parameters:
  ///   - upper: The length of a schedule that is known.
  ///   - isOver: Asked now and then whether to stop.
  /// - Returns: The bound, at most `upper`.
  /// - Complexity: O(*n*³) in the number of tasks, some ten times; for many tasks O(*n* log *n*).
  mutating func bound(
    upTo upper: Nanoseconds, isOver: () -> Bool = { false }
  ) -> Nanoseconds {
    var low = simple
    guard isSmall, low < upper else { return min(low, upper) }
    low = max(low, workBetween)
    // Lengths that cannot be kept, from both sides.
    var high = upper
    while low < high, !isOver() {
      let middle = low + (high - low) / unit / 2 * unit
      if isImpossible(middle) { low = middle + unit } else { high = middle }
    }
    if low < upper, isImpossible(upper - unit, shaves: true, isOver) { return upper }
    return min(low, upper)
  }

  // MARK: At first sight

  /// The longest chain, and what each machine has to do behind the earliest of its tasks and before what follows them.
  var simple: Nanoseconds {
    var bound: Nanoseconds = 0
    for task in problem.times.indices {
      bound = max(bound, problem.heads[task] + problem.tails[task])
    }
    for machine in problem.machines {
      var (work, head, tail) = (Int128(0), Nanoseconds.max, Nanoseconds.max)
      for (task, demand) in machine.demands.enumerated() where demand > 0 {
        work += Int128(demand) * Int128(problem.times[task])
        head = min(head, problem.heads[task])
        tail = min(tail, problem.tails[task] - problem.times[task])
      }
      guard work > 0 else { continue }
      let share = (work + Int128(machine.slots) - 1) / Int128(machine.slots)
      bound = max(bound, Nanoseconds(clamping: share + Int128(head) + Int128(tail)))
    }
    return (bound + unit - 1) / unit * unit
  }

  /// The same for those tasks of each machine alone that come late and have much behind them.
  private var workBetween: Nanoseconds {
    var bound: Nanoseconds = 0
    for (machine, tasks) in zip(problem.machines, users) {
      let rests = tasks.map { problem.tails[$0] - problem.times[$0] }
      let byRest = tasks.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
      for head in Set(tasks.map { problem.heads[$0] }) {
        var work: Int128 = 0
        for place in byRest where problem.heads[tasks[place]] >= head {
          work += Int128(machine.demands[tasks[place]]) * Int128(problem.times[tasks[place]])
          let share = (work + Int128(machine.slots) - 1) / Int128(machine.slots)
          bound = max(bound, Nanoseconds(clamping: share + Int128(head) + Int128(rests[place])))
        }
      }
    }
    return (bound + unit - 1) / unit * unit
  }

  // MARK: What cannot be

  /// Whether it is found that no schedule is as short as that (destructive improvement: Klein and Scholl, 1999).
  private mutating func isImpossible(
    _ length: Nanoseconds, shaves: Bool = false, _ isOver: () -> Bool = { false }
  ) -> Bool {
    earliest = problem.heads
    latest = problem.tails.map { length - $0 }
    guard narrow(), hasRoom() else { return true }
    guard shaves, problem.count <= 130 else { return false }
    for _ in 0..<5 {
      var hasChanged = false
      for task in 0..<problem.count where earliest[task] < latest[task] {
        if isOver() || probes > Self.mostProbes { return false }
        // Half of the starts, and a half of that, from either side.
        var step = (latest[task] - earliest[task]) / unit / 2 * unit
        while true {
          if cannot(task, latest: earliest[task] + step) {
            earliest[task] += step + unit
            hasChanged = true
            guard narrow() else { return true }
          } else if cannot(task, earliest: latest[task] - step) {
            latest[task] -= step + unit
            hasChanged = true
            guard narrow() else { return true }
          } else if step == 0 {
            break
          }
          step = min(step, latest[task] - earliest[task]) / unit / 2 * unit
          if earliest[task] == latest[task] { break }
        }
      }
      guard hasRoom() else { return true }
      if !hasChanged { return false }
    }
    return false
  }

  private mutating func cannot(
    _ task: Int, earliest first: Nanoseconds? = nil, latest last: Nanoseconds? = nil
  ) -> Bool {
    probes += 1
    let (savedEarliest, savedLatest) = (earliest, latest)
    if let first { earliest[task] = first }
    if let last { latest[task] = last }
    let isImpossible = !narrow() || (problem.count <= 40 && !hasRoom())
    (earliest, latest) = (savedEarliest, savedLatest)
    return isImpossible
  }

  /// Narrows the times in which tasks can start, by what they need and by whom they cannot run beside; false if
  /// one has none left.
  private mutating func narrow() -> Bool {
    var hasChanged = true
    var rounds = 0
    // Three that push each other round go on until there is no time left, which may be long.
    while hasChanged, rounds < 100 {
      hasChanged = false
      rounds += 1
      for task in problem.order {
        for place in problem.needs.places(of: task) {
          let link = problem.needs.links[place]
          let end = earliest[Int(link.task)] + problem.times[Int(link.task)] + link.lag
          if end > earliest[task] { earliest[task] = end }
        }
        if earliest[task] > latest[task] { return false }
      }
      for task in problem.order.reversed() {
        for place in problem.needs.places(of: task) {
          let link = problem.needs.links[place]
          let need = Int(link.task)
          let start = latest[task] - link.lag - problem.times[need]
          if start < latest[need] { latest[need] = start }
        }
        if earliest[task] > latest[task] { return false }
      }
      for (first, second) in pairs {
        let (first, second) = (Int(first), Int(second))
        let firstCannotLead = earliest[first] + problem.times[first] > latest[second]
        let secondCannotLead = earliest[second] + problem.times[second] > latest[first]
        if firstCannotLead {
          if secondCannotLead { return false }
          if put(second, before: first) { hasChanged = true }
        } else if secondCannotLead, put(first, before: second) {
          hasChanged = true
        }
      }
    }
    return true
  }

  private mutating func put(_ first: Int, before second: Int) -> Bool {
    var hasChanged = false
    let end = earliest[first] + problem.times[first]
    if end > earliest[second] {
      earliest[second] = end
      hasChanged = true
    }
    let start = latest[second] - problem.times[first]
    if start < latest[first] {
      latest[first] = start
      hasChanged = true
    }
    return hasChanged
  }

  /// Whether each machine has room between any two instants for what tasks have to do between them at least
  /// (energetic reasoning: Baptiste, Le Pape and Nuijten, 1999).
  private mutating func hasRoom() -> Bool {
    for (index, machine) in problem.machines.enumerated() where users[index].count <= 200 {
      let tasks = users[index]
      instants.removeAll(keepingCapacity: true)
      for task in tasks { instants.append(latest[task] + problem.times[task]) }
      instants.sort()
      var last = Nanoseconds.min
      for from in tasks.map({ earliest[$0] }).sorted() where from > last {
        last = from
        var before = from
        for to in instants where to > before {
          before = to
          var work: Int64 = 0
          for task in tasks {
            let time = problem.times[task]
            let inside = min(
              min(time, to - from), min(earliest[task] + time - from, to - latest[task]))
            if inside > 0 { work += inside * Int64(machine.demands[task]) }
          }
          if work > (to - from) * Int64(machine.slots) { return false }
        }
      }
    }
    return true
  }

  // MARK: Facts of the problem

  private static func unit(of problem: ScheduleProblem) -> Nanoseconds {
    var unit: Nanoseconds = 0
    func take(_ time: Nanoseconds) {
      var (one, other) = (unit, time)
      while other > 0 { (one, other) = (other, one % other) }
      unit = one
    }
    for time in problem.times + problem.releases { take(time) }
    for link in problem.needs.links { take(link.lag) }
    return unit
  }

  /// For every two tasks whether the second follows the first, directly or by way of others.
  private static func reached(in problem: ScheduleProblem) -> [Bool] {
    let count = problem.count
    var reached = [Bool](repeating: false, count: count * count)
    for task in problem.order.reversed() {
      for place in problem.dependents.places(of: task) {
        let link = problem.dependents.links[place]
        let next = Int(link.task)
        reached[task * count + next] = true
        for other in 0..<count where reached[next * count + other] {
          reached[task * count + other] = true
        }
      }
    }
    return reached
  }
}
