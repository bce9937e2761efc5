/// What elements of a queue are ordered by.
protocol QueueKey {
  /// Whether an element leaves before another; of two, one does.
  static func precedes(_ left: Self, _ right: Self) -> Bool
}

/// A queue that the least element leaves first.
///
/// A four-ary heap in one flat array: half as deep as a binary one, and children share a cache line. When
/// the first has left, its place stays free for a while: mostly what it was for enters another, which then
/// need not climb.
struct PriorityQueue<Key: QueueKey, Element> {
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
