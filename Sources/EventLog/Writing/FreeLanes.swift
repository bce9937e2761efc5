/// The lanes that were used and are free: a binary heap, the lowest lane first.
package struct FreeLanes {
  private var heap: [Int] = []

  package init() {}

  /// - Complexity: O(log *n*) in the number of free lanes.
  package mutating func insert(_ lane: Int) {
    heap.append(lane)
    var child = heap.count - 1
    while child > 0, case let parent = (child - 1) / 2, heap[child] < heap[parent] {
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// - Complexity: O(log *n*) in the number of free lanes.
  package mutating func removeLowest() -> Int? {
    guard let last = heap.popLast() else { return nil }
    guard let lowest = heap.first else { return last }
    heap[0] = last
    var parent = 0
    while case let left = 2 * parent + 1, left < heap.count {
      let child = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
      guard heap[child] < heap[parent] else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return lowest
  }
}
