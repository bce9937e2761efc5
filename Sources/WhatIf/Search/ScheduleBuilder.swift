internal import EventLog

/// Puts tasks one after the other where they fit earliest: serial schedule generation (Kelley, 1963).
///
/// What is free is kept as a list of instants at which it changes. The same goes backwards in time, from the
/// end: one way and back again draws a schedule together (Valls, Ballestín and Quintanilla, "Justification and
/// RCPSP: a technique that pays", 2005).
struct ScheduleBuilder {
  let problem: ScheduleProblem
  /// The starts of the last schedule; backwards, how long before its end tasks end.
  private(set) var starts: [Nanoseconds]
  private(set) var makespan: Nanoseconds = 0
  /// How many schedules were made.
  private(set) var schedules = 0
  /// The instants at which it changes what is free, and what is free from there on.
  private var instants: [Nanoseconds]
  private var free: [UInt64]
  private var used = 0
  /// The tasks in the order that is worked out from a schedule.
  private var places: [Int32]
  private var keys: [Nanoseconds]

  init(_ problem: ScheduleProblem) {
    self.problem = problem
    let count = problem.count
    starts = Array(repeating: 0, count: count)
    keys = starts
    instants = Array(repeating: 0, count: 2 * count + 2)
    free = Array(repeating: 0, count: (2 * count + 2) * problem.words)
    places = problem.order.map { Int32($0) }
  }

  /// Makes the schedule of a list in which each task stands after all that it needs; backwards, before.
  ///
  /// - Complexity: O(*n*²) in the number of tasks, mostly far less.
  mutating func build(_ list: [Int32], isBackward: Bool = false) {
    schedules += 1
    makespan = 0
    used = 1
    instants[0] = 0
    for word in 0..<problem.words { free[word] = problem.room[word] }
    for task in list {
      let task = Int(task)
      var earliest = isBackward ? 0 : problem.releases[task]
      if isBackward {
        for place in problem.dependents.places(of: task) {
          let link = problem.dependents.links[place]
          earliest = max(
            earliest, starts[Int(link.task)] + problem.times[Int(link.task)] + link.lag)
        }
      } else {
        for place in problem.needs.places(of: task) {
          let link = problem.needs.links[place]
          earliest = max(
            earliest, starts[Int(link.task)] + problem.times[Int(link.task)] + link.lag)
        }
      }
      let time = problem.times[task]
      let start = time == 0 || problem.isFree(task) ? earliest : place(task, earliest, time)
      starts[task] = start
      makespan = max(makespan, start + time)
    }
  }

  /// Makes the schedule of a list, and draws it together from its end and then from its beginning.
  ///
  /// It is never longer for that.
  mutating func buildAndJustify(_ list: [Int32]) {
    build(list)
    for task in starts.indices { keys[task] = starts[task] + problem.times[task] }
    sortPlaces()
    places.reverse()
    build(places, isBackward: true)
    for task in starts.indices { keys[task] = makespan - starts[task] - problem.times[task] }
    sortPlaces()
    build(places)
  }

  /// The tasks in the order of their starts in the last schedule.
  mutating func listByStart() -> [Int32] {
    for task in starts.indices { keys[task] = starts[task] }
    sortPlaces()
    return places
  }

  /// Orders the tasks by their keys; of the same key, those first that others need.
  private mutating func sortPlaces() {
    for (place, task) in problem.order.enumerated() { places[place] = Int32(task) }
    guard places.count <= 200 else {
      return places.sort { [keys, ranks = problem.ranks] left, right in
        let (first, second) = (keys[Int(left)], keys[Int(right)])
        return first == second ? ranks[Int(left)] < ranks[Int(right)] : first < second
      }
    }
    for place in places.indices.dropFirst() {
      let task = places[place]
      let key = keys[Int(task)]
      var hole = place
      while hole > 0, keys[Int(places[hole - 1])] > key {
        places[hole] = places[hole - 1]
        hole -= 1
      }
      places[hole] = task
    }
  }

  /// Puts a task where it fits earliest; gives its start.
  private mutating func place(
    _ task: Int, _ earliest: Nanoseconds, _ time: Nanoseconds
  ) -> Nanoseconds {
    // The last instant that is not after the earliest start.
    var first = used - 1
    while instants[first] > earliest { first -= 1 }
    var start = earliest
    var last = first
    while true {
      if fits(task, at: last) {
        last += 1
        if last == used || instants[last] >= start + time { break }
      } else {
        last += 1
        // Behind the last instant everything is free.
        start = instants[last]
        first = last
      }
    }
    if instants[first] < start {
      split(before: first + 1, at: start)
      first += 1
      last += 1
    }
    if last == used || instants[last] > start + time { split(before: last, at: start + time) }
    let words = problem.words
    for place in first..<last {
      for word in 0..<words { free[place * words + word] -= problem.demands[task * words + word] }
    }
    return start
  }

  @inline(__always)
  private func fits(_ task: Int, at place: Int) -> Bool {
    let words = problem.words
    if words == 1 {
      let guards = problem.guards[0]
      return ((free[place] | guards) &- problem.demands[task]) & guards == guards
    }
    for word in 0..<words {
      let guards = problem.guards[word]
      let left = (free[place * words + word] | guards) &- problem.demands[task * words + word]
      if left & guards != guards { return false }
    }
    return true
  }

  /// Makes room for another instant in the list, from which on the same is free as before.
  private mutating func split(before place: Int, at time: Nanoseconds) {
    let words = problem.words
    var index = used
    while index > place {
      instants[index] = instants[index - 1]
      index -= 1
    }
    instants[place] = time
    var word = (used + 1) * words - 1
    while word >= place * words {
      free[word] = free[word - words]
      word -= 1
    }
    used += 1
  }
}
