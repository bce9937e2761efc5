/// A queue of what is still to happen, earliest first.
///
/// Entries leave in the order of (time, delta cycle, priority, sequence); the sequence is the order of
/// entering, so the order is total and the same on every run. A four-ary heap in one flat array:
/// half as deep as a binary one, and children share a cache line. When the first has left, its place
/// stays free for a while: mostly what it was for enters another, which then need not climb.
struct EventQueue<Element> {
  struct Key {
    var time: Int64
    /// The delta cycle and, in its last eight bits, the priority: what is compared is compared at once.
    private var stage: UInt64
    var sequence: UInt64

    init(time: Int64, cycle: UInt32, priority: UInt8, sequence: UInt64) {
      self.time = time
      stage = UInt64(cycle) << 8 | UInt64(priority)
      self.sequence = sequence
    }

    var cycle: UInt32 { UInt32(truncatingIfNeeded: stage >> 8) }
    var priority: UInt8 { UInt8(truncatingIfNeeded: stage) }

    static func precedes(_ left: Key, _ right: Key) -> Bool {
      if left.time != right.time { return left.time < right.time }
      if left.stage != right.stage { return left.stage < right.stage }
      return left.sequence < right.sequence
    }
  }

  private var heap: [(key: Key, element: Element)] = []
  /// Whether the first entry of the heap has left.
  private var isRootFree = false

  /// - Complexity: O(1).
  var first: (key: Key, element: Element)? {
    guard isRootFree else { return heap.first }
    return leastChild(of: 0).map { heap[$0] }
  }

  /// Whether all elements fulfil a condition, asked in no particular order.
  func allSatisfy(_ condition: (Element) -> Bool) -> Bool {
    heap.dropFirst(isRootFree ? 1 : 0).allSatisfy { condition($0.element) }
  }

  /// - Complexity: O(log *n*).
  mutating func insert(_ element: Element, at key: Key) {
    if isRootFree { return sinkFromRoot((key, element)) }
    var place = heap.count
    heap.append((key, element))
    while place > 0, case let parent = (place - 1) / 4, Key.precedes(key, heap[parent].key) {
      heap[place] = heap[parent]
      heap[parent] = (key, element)
      place = parent
    }
  }

  /// - Complexity: O(log *n*).
  mutating func removeFirst() -> (key: Key, element: Element)? {
    if isRootFree, let last = heap.popLast(), !heap.isEmpty { sinkFromRoot(last) }
    isRootFree = !heap.isEmpty
    return heap.first
  }

  /// Puts an entry at the free root, and lets it sink to where it belongs.
  private mutating func sinkFromRoot(_ entry: (key: Key, element: Element)) {
    isRootFree = false
    var place = 0
    while let child = leastChild(of: place), Key.precedes(heap[child].key, entry.key) {
      heap[place] = heap[child]
      place = child
    }
    heap[place] = entry
  }

  private func leastChild(of parent: Int) -> Int? {
    var least = parent * 4 + 1
    guard least < heap.count else { return nil }
    for child in least + 1..<max(least + 1, min(least + 4, heap.count))
    where Key.precedes(heap[child].key, heap[least].key) { least = child }
    return least
  }
}
