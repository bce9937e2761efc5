/// What is to happen at later instants, the earliest first, and of one instant in the order in which it was asked for.
struct TimerQueue {
  /// Something that is to happen.
  struct Timer {
    var at: Int64
    var order: UInt32
    var job: UnownedJob
    /// The step in which it was asked for.
    var cause: Int32
    /// The task that asked.
    var lane: UInt32

    @inline(__always)
    static func < (one: Timer, other: Timer) -> Bool {
      (one.at, one.order) < (other.at, other.order)
    }
  }

  private var heap: [Timer] = []
  private var count: UInt32 = 0

  /// When the first is due; nil if there is none.
  var next: Int64? { heap.first?.at }

  /// Adds one.
  mutating func add(_ job: UnownedJob, at time: Int64, cause: Int32, lane: UInt32) {
    heap.append(Timer(at: time, order: count, job: job, cause: cause, lane: lane))
    count += 1
    var place = heap.count - 1
    while place > 0, heap[place] < heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes the first away.
  mutating func removeFirst() -> Timer {
    let first = heap[0]
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var place = 0
    while true {
      var child = place * 2 + 1
      guard child < heap.count else { return first }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[place] else { return first }
      heap.swapAt(place, child)
      place = child
    }
  }
}
