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
/// Mostly calls become ready in the order in which they are to start: these stand in a line. Who comes later
/// but is to start earlier, such as a task with a priority, is in a heap beside it.
struct ReadyQueue {
  private var line = FIFO<ReadyCall>()
  private var others = PriorityQueue<ReadyCall, Void>()

  /// The call that is next.
  var first: ReadyCall? {
    guard let other = others.first?.key else { return line.first }
    guard let first = line.first else { return other }
    return ReadyCall.precedes(first, other) ? first : other
  }

  /// - Complexity: O(1) for a call that comes after all in the line, else O(log *n*).
  mutating func insert(_ call: ReadyCall) {
    if let last = line.last, ReadyCall.precedes(call, last) {
      others.insert((), at: call)
    } else {
      line.append(call)
    }
  }

  /// - Complexity: O(1), amortised, for a call in the line, else O(log *n*).
  mutating func removeFirst() {
    if let other = others.first?.key, other.call == first?.call {
      _ = others.removeFirst()
    } else {
      _ = line.popFirst()
    }
  }

  /// Takes a call out, if it is in it.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls that wait.
  mutating func remove(_ call: CallNumber) {
    line.removeAll { $0.call == call }
    var rest = PriorityQueue<ReadyCall, Void>()
    while let other = others.removeFirst()?.key {
      if other.call != call { rest.insert((), at: other) }
    }
    others = rest
  }
}
