internal import EventLog

/// A call that is ready to run and waits for slots.
struct ReadyCall: QueueKey {
  /// Lower comes first.
  var priority: UInt32
  /// Since when.
  var ready: Nanoseconds
  var call: CallNumber
  /// How many slots it takes.
  var slots: UInt32

  static func precedes(_ left: ReadyCall, _ right: ReadyCall) -> Bool {
    if left.priority != right.priority { return left.priority < right.priority }
    if left.ready != right.ready { return left.ready < right.ready }
    return left.call < right.call
  }
}

/// The calls that wait for slots of a machine.
///
/// Without priorities, who comes later is hardly ever before others, so that an array is enough.
struct ReadyQueue {
  private let isByPriority: Bool
  private var line: [ReadyCall] = []
  private var head = 0
  private var heap = PriorityQueue<ReadyCall, Void>()

  init(byPriority: Bool) { isByPriority = byPriority }

  /// The call that is next.
  var first: ReadyCall? {
    if isByPriority { return heap.first?.key }
    return head < line.count ? line[head] : nil
  }

  /// - Complexity: O(log *n*) by priority, else O(1) for a call that comes last.
  mutating func insert(_ call: ReadyCall) {
    if isByPriority { return heap.insert((), at: call) }
    var place = line.count
    while place > head, ReadyCall.precedes(call, line[place - 1]) { place -= 1 }
    line.insert(call, at: place)
  }

  /// - Complexity: O(log *n*) by priority, else O(1), amortised.
  mutating func removeFirst() {
    if isByPriority {
      _ = heap.removeFirst()
      return
    }
    head += 1
    if head > 64, head * 2 > line.count {
      line.removeFirst(head)
      head = 0
    }
  }

  /// Takes a call out, if it is in it.
  ///
  /// - Complexity: O(*n*) in the number of calls that wait; O(*n* log *n*) by priority.
  mutating func remove(_ call: CallNumber) {
    if isByPriority {
      var rest = PriorityQueue<ReadyCall, Void>()
      while let first = heap.removeFirst()?.key {
        if first.call != call { rest.insert((), at: first) }
      }
      heap = rest
    } else if let place = line[head...].firstIndex(where: { $0.call == call }) {
      line.remove(at: place)
    }
  }
}
