internal import EventLog

/// Tasks that need each other and take slots of machines, as flat arrays: the resource-constrained project
/// scheduling problem.
///
/// How many slots a task takes of all machines is packed into a few words, a lane of bits for each machine with
/// one bit above it that is free. So whether it fits is one subtraction for several machines.
struct ScheduleProblem {
  /// What a task needs, and how long after its end it can start.
  struct Link {
    var task: Int32
    var lag: Nanoseconds
  }

  /// Links of tasks, task after task.
  struct Links {
    private(set) var links: [Link] = []
    private var starts: [Int32] = [0]

    init(_ rows: [[Link]]) {
      links.reserveCapacity(rows.lazy.map(\.count).reduce(0, +))
      for row in rows {
        links += row
        starts.append(Int32(links.count))
      }
    }

    @inline(__always)
    func of(_ task: Int) -> ArraySlice<Link> { links[places(of: task)] }

    /// Where the links of a task are.
    @inline(__always)
    func places(of task: Int) -> Range<Int> { Int(starts[task])..<Int(starts[task + 1]) }
  }

  /// A machine with the slots that each task takes of it.
  struct Machine {
    var slots: Int
    var demands: [Int]
  }

  let times: [Nanoseconds]
  /// The earliest start of each task, as far as it is given.
  let releases: [Nanoseconds]
  /// What each task needs, and what needs it.
  let needs: Links
  let dependents: Links
  /// The machines that can hold a schedule up.
  let machines: [Machine]
  /// The tasks in an order in which each comes after all that it needs.
  let order: [Int]
  /// The place of each task in that order.
  let ranks: [Int]
  /// The earliest start of each task where machines have any number of slots.
  let heads: [Nanoseconds]
  /// The longest chain that begins with each task, with its time.
  let tails: [Nanoseconds]
  /// The words of demands for each task, and those of all slots.
  let words: Int
  let demands: [UInt64]
  let room: [UInt64]
  private let takesNothing: [Bool]
  /// The bits above the lanes.
  let guards: [UInt64]

  var count: Int { times.count }

  /// Whether a task takes no machine that could hold it up.
  @inline(__always)
  func isFree(_ task: Int) -> Bool { takesNothing[task] }

  /// Makes a problem.
  ///
  /// - Precondition: Needs are in no circle, and no task takes more slots than its machine has.
  init(
    times: [Nanoseconds], releases: [Nanoseconds], needs rows: [[Link]], machines all: [Machine]
  ) {
    self.times = times
    self.releases = releases
    needs = Links(rows)
    var reverse = [[Link]](repeating: [], count: times.count)
    for (task, row) in rows.enumerated() {
      for link in row { reverse[Int(link.task)].append(Link(task: Int32(task), lag: link.lag)) }
    }
    dependents = Links(reverse)
    // A machine with room for all of its tasks at once holds nothing up.
    machines = all.filter { $0.demands.reduce(0, +) > $0.slots }
    var missing = rows.map(\.count)
    var order = times.indices.filter { missing[$0] == 0 }
    var place = 0
    while place < order.count {
      for link in reverse[order[place]] {
        missing[Int(link.task)] -= 1
        if missing[Int(link.task)] == 0 { order.append(Int(link.task)) }
      }
      place += 1
    }
    precondition(order.count == times.count, "tasks need each other in a circle")
    self.order = order
    var ranks = order
    for (rank, task) in order.enumerated() { ranks[task] = rank }
    self.ranks = ranks
    var heads = releases
    var tails = times
    for task in order {
      for link in rows[task] {
        let end = heads[Int(link.task)].addingClamped(times[Int(link.task)])
        heads[task] = max(heads[task], end.addingClamped(link.lag))
      }
    }
    for task in order.reversed() {
      for link in rows[task] {
        let need = Int(link.task)
        tails[need] = max(
          tails[need], times[need].addingClamped(link.lag).addingClamped(tails[task]))
      }
    }
    self.heads = heads
    self.tails = tails
    let most = machines.lazy.map(\.slots).max() ?? 1
    let width = most < 1 << 15 ? 16 : most < 1 << 31 ? 32 : 64
    let lanes = 64 / width
    let words = max(1, (machines.count + lanes - 1) / lanes)
    self.words = words
    var (demands, room) = (
      [UInt64](repeating: 0, count: words * times.count), [UInt64](repeating: 0, count: words)
    )
    var guards = room
    for (index, machine) in machines.enumerated() {
      let (word, shift) = (index / lanes, UInt64(index % lanes * width))
      room[word] |= UInt64(machine.slots) << shift
      guards[word] |= 1 << (shift + UInt64(width) - 1)
      for task in times.indices {
        demands[task * words + word] |= UInt64(machine.demands[task]) << shift
      }
    }
    takesNothing = times.indices.map { task in
      demands[task * words..<(task + 1) * words].allSatisfy { $0 == 0 }
    }
    (self.demands, self.room, self.guards) = (demands, room, guards)
  }

  /// Whether each machine serves one task at a time, and each task takes one machine at most: a shop.
  var isShop: Bool {
    var taken = [Bool](repeating: false, count: count)
    for machine in machines {
      for (task, demand) in machine.demands.enumerated() where demand > 0 {
        guard !taken[task], 2 * demand > machine.slots else { return false }
        taken[task] = true
      }
      let demands = machine.demands.filter { $0 > 0 }.sorted()
      guard demands.count < 2 || demands[0] + demands[1] > machine.slots else { return false }
    }
    return !machines.isEmpty
  }
}
