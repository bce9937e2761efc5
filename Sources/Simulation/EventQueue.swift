/// A queue of what is still to happen, earliest first.
///
/// Entries leave in the order of (time, round, priority, sequence); the sequence is the order of
/// entering, so the order is total and the same on every run. A four-ary heap in one flat array:
/// half as deep as a binary one, and children share a cache line.
struct EventQueue<Element> {
  struct Key {
    var time: Int64
    /// The round and, in its last eight bits, the priority: what is compared is compared at once.
    private var stage: UInt64
    var sequence: UInt64

    init(time: Int64, round: UInt32, priority: UInt8, sequence: UInt64) {
      self.time = time
      stage = UInt64(round) << 8 | UInt64(priority)
      self.sequence = sequence
    }

    var round: UInt32 { UInt32(truncatingIfNeeded: stage >> 8) }
    var priority: UInt8 { UInt8(truncatingIfNeeded: stage) }

    static func precedes(_ left: Key, _ right: Key) -> Bool {
      if left.time != right.time { return left.time < right.time }
      if left.stage != right.stage { return left.stage < right.stage }
      return left.sequence < right.sequence
    }
  }

  private var heap: [(key: Key, element: Element)] = []

  var first: (key: Key, element: Element)? { heap.first }

  /// - Complexity: O(log *n*).
  mutating func insert(_ element: Element, at key: Key) {
    var place = heap.count
    heap.append((key, element))
    while place > 0, case let parent = (place - 1) / 4, Key.precedes(key, heap[parent].key) {
      heap[place] = heap[parent]
      place = parent
    }
    heap[place] = (key, element)
  }

  /// - Complexity: O(log *n*).
  mutating func removeFirst() -> (key: Key, element: Element)? {
    guard let last = heap.popLast() else { return nil }
    guard let first = heap.first else { return last }
    var parent = 0
    while true {
      var least = parent * 4 + 1
      guard least < heap.count else { break }
      for child in least + 1..<max(least + 1, min(least + 4, heap.count))
      where Key.precedes(heap[child].key, heap[least].key) { least = child }
      guard Key.precedes(heap[least].key, last.key) else { break }
      heap[parent] = heap[least]
      parent = least
    }
    heap[parent] = last
    return first
  }
}
