/// A queue of what is still to happen, earliest first.
///
/// Entries leave in the order of (time, round, priority, sequence); the sequence is the order of
/// entering, so the order is total and the same on every run. A four-ary heap in one flat array:
/// half as deep as a binary one, and children share a cache line.
struct EventQueue<Element> {
  struct Key {
    var time: Int64
    var round: UInt32
    var priority: UInt8
    var sequence: UInt64

    static func precedes(_ left: Key, _ right: Key) -> Bool {
      if left.time != right.time { return left.time < right.time }
      if left.round != right.round { return left.round < right.round }
      if left.priority != right.priority { return left.priority < right.priority }
      return left.sequence < right.sequence
    }
  }

  private var heap: [(key: Key, element: Element)] = []

  var first: (key: Key, element: Element)? { heap.first }

  /// Whether all elements fulfil a condition, asked in no particular order.
  func allSatisfy(_ condition: (Element) -> Bool) -> Bool {
    heap.allSatisfy { condition($0.element) }
  }

  /// - Complexity: O(log *n*).
  mutating func insert(_ element: Element, at key: Key) {
    heap.append((key, element))
    var child = heap.count - 1
    while child > 0, case let parent = (child - 1) / 4,
      Key.precedes(key, heap[parent].key)
    {
      heap.swapAt(child, parent)
      child = parent
    }
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
