internal import EventLog

/// Tasks scheduled anew on a number of slots, in virtual time.
///
/// Whenever slots are free, the first of the waiting tasks gets them; who comes first is never
/// overtaken (list scheduling: Graham, "Bounds for certain multiprocessing anomalies", 1966). It
/// takes at most twice the least time, and one more slot or less to do can, oddly, take longer.
struct ListSchedule {
  /// A task that runs, until then.
  private struct Completion: Comparable {
    var time: Nanoseconds
    var task: Int32

    static func < (left: Completion, right: Completion) -> Bool {
      (left.time, left.task) < (right.time, right.task)
    }
  }

  private let tasks: RecordedTasks
  /// The task of each rank.
  private let ranked: [Int32]
  private let slots: Int

  /// Prepares to schedule tasks.
  ///
  /// - Precondition: No task holds more than that many slots.
  init(_ tasks: RecordedTasks, slots: Int) {
    precondition(tasks.slots.allSatisfy { $0 <= slots })
    self.tasks = tasks
    self.slots = slots
    var ranked = [Int32](repeating: 0, count: tasks.count)
    for (task, rank) in tasks.ranks.enumerated() { ranked[Int(rank)] = Int32(task) }
    self.ranked = ranked
  }

  /// When the last task ends, if one of them takes no time, or one comes first whenever it is ready.
  ///
  /// What ends at one instant ends together, then waiting tasks start; those that take no time end
  /// after that, at the same instant. The simulator goes about it in the same order.
  ///
  /// - Complexity: O(*n* log *n*) in the number of tasks, O(*m*) in what they need.
  func makespan(without weightless: Int? = nil, first: Int? = nil) -> Nanoseconds {
    var missing = tasks.needs
    var free = slots
    var (now, batch) = (Nanoseconds(0), 0)
    var (waiting, ends) = (Heap<Int>(), Heap<Completion>())
    var ended: [Int32] = []
    func place(of task: Int) -> Int {
      let before = tasks.isFirstInFirstOut ? batch + 1 : 1
      return (task == first ? 0 : before << 32) | Int(tasks.ranks[task])
    }
    for task in missing.indices where missing[task] == 0 { waiting.insert(place(of: task)) }
    while true {
      while let first = waiting.first, case let task = ranked[first & 0xFFFF_FFFF],
        tasks.slots[Int(task)] <= free
      {
        waiting.removeFirst()
        free -= Int(tasks.slots[Int(task)])
        let time = Int(task) == weightless ? 0 : tasks.running[Int(task)]
        if time == 0 {
          ended.append(task)
        } else {
          ends.insert(Completion(time: now + time, task: task))
        }
      }
      if ended.isEmpty {
        guard let next = ends.first else { return now }
        now = next.time
        while let first = ends.first, first.time == now {
          ended.append(first.task)
          ends.removeFirst()
        }
      }
      batch += 1
      for task in ended {
        free += Int(tasks.slots[Int(task)])
        for dependent in tasks.dependents(of: Int(task)).lazy.map(Int.init) {
          missing[dependent] -= 1
          if missing[dependent] == 0 { waiting.insert(place(of: dependent)) }
        }
      }
      ended.removeAll(keepingCapacity: true)
    }
  }
}

/// A binary heap in one flat array, the least element first.
private struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  var first: Element? { elements.first }

  /// - Complexity: O(log *n*).
  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, case let parent = (child - 1) / 2, elements[child] < elements[parent] {
      elements.swapAt(child, parent)
      child = parent
    }
  }

  /// - Complexity: O(log *n*).
  mutating func removeFirst() {
    guard let last = elements.popLast(), !elements.isEmpty else { return }
    elements[0] = last
    var parent = 0
    while case let left = 2 * parent + 1, left < elements.count {
      let right = left + 1
      let child = right < elements.count && elements[right] < elements[left] ? right : left
      guard elements[child] < elements[parent] else { break }
      elements.swapAt(child, parent)
      parent = child
    }
  }
}
