internal import CTaskCapture

/// The tasks of a run, numbered in the order in which they came to be.
struct TaskLanes {
  /// What is known of a task.
  struct Lane {
    /// Where it lies, and its number in the process; what it is when it has ended may be something else.
    var task: UnsafeRawPointer
    var number: UInt32
    /// The function that it began with.
    var entry: UInt
    var name: String?
    /// The step in which it came to be.
    var madeIn: Int32
    /// The task that made it; none for the first.
    var parent: UInt32?
    /// The step in which it ended; -1 as long as it has not.
    var endedIn: Int32 = -1
    /// The code that it went on with last.
    var place: UInt = 0
    /// The tasks for whose end it waits, of a group for the first of them.
    var waitsFor: [UInt32] = []
  }

  private(set) var all: [Lane] = []
  /// By number in the process from `first` on; `none` for what is no task of this run.
  private var lanes: [UInt32] = []
  private var first: UInt32 = 0
  /// The actors that tasks have run on.
  private var actors: [UnsafeRawPointer: UInt32] = [:]

  private static let none = UInt32.max

  /// Begins a run whose first task has not been made.
  mutating func begin() {
    all.removeAll(keepingCapacity: true)
    lanes.removeAll(keepingCapacity: true)
    actors.removeAll(keepingCapacity: true)
  }

  /// The lane of a task, which is a new one if it has not been seen.
  @inline(__always)
  mutating func lane(of task: UnsafeRawPointer, in step: Int32, by parent: UInt32?) -> UInt32 {
    let number = TaskLayout.number(of: task)
    let place = Int(number &- first)
    if place < lanes.count, lanes[place] != Self.none { return lanes[place] }
    return add(task, number, in: step, by: parent)
  }

  private mutating func add(
    _ task: UnsafeRawPointer, _ number: UInt32, in step: Int32, by parent: UInt32?
  ) -> UInt32 {
    if all.isEmpty { first = number }
    let lane = UInt32(all.count)
    let entry = UInt(bitPattern: mw_capture_entry())
    all.append(
      Lane(
        task: task, number: number, entry: entry,
        name: mw_capture_name().map { String(cString: $0) }, madeIn: step,
        parent: all.isEmpty ? nil : parent))
    // What was made before the first task is not of this run, and is not told from its tasks: there is no more than one such.
    guard number >= first else { return lane }
    let place = Int(number - first)
    while lanes.count <= place { lanes.append(Self.none) }
    lanes[place] = lane
    return lane
  }

  /// The number of an actor, from 1.
  @inline(__always)
  mutating func actor(_ actor: UnsafeRawPointer) -> UInt32 {
    if let number = actors[actor] { return number }
    let number = UInt32(actors.count + 1)
    actors[actor] = number
    return number
  }

  /// Takes in that a step of a task is over.
  ///
  /// - Returns: The code in which it waits; 0 if it has ended.
  @inline(__always)
  mutating func note(_ lane: UInt32, in step: Int32, _ places: inout PlaceTable) -> UInt {
    let (task, number) = (all[Int(lane)].task, all[Int(lane)].number)
    guard all[Int(lane)].endedIn < 0 else { return 0 }
    guard TaskLayout.hasJustEnded(task, number) else {
      return TaskLayout.place(of: task) { !places.isOfSwift($0) }
    }
    all[Int(lane)].endedIn = step
    return 0
  }

  /// Looks which tasks have ended without that being seen.
  mutating func sweep(in step: Int32, _ places: inout PlaceTable) {
    for place in all.indices where all[place].endedIn < 0 {
      let lane = all[place]
      if TaskLayout.hasEnded(lane.task, lane.number) {
        all[place].endedIn = step
      } else {
        all[place].place = TaskLayout.place(of: lane.task) { !places.isOfSwift($0) }
      }
    }
  }

  /// Looks which tasks wait for the end of which.
  mutating func findWaits() {
    let open = all.indices.filter { all[$0].endedIn < 0 }
    let places = Dictionary(open.map { (all[$0].task, $0) }) { first, _ in first }
    for place in open {
      for waiter in TaskLayout.waiters(of: all[place].task) {
        if let other = places[waiter] { all[other].waitsFor.append(UInt32(place)) }
      }
      if let waiter = TaskLayout.waiter(forGroupOf: all[place].task), let other = places[waiter] {
        all[other].waitsFor.append(UInt32(place))
      }
    }
  }
}
