extension Sequence {
  /// The elements that come first in an order, as the beginning of all of them sorted, without sorting all.
  ///
  ///     [30, 10, 20].first(2, by: <)   // [10, 20]
  ///
  /// - Parameters:
  ///   - count: How many; not negative.
  ///   - areInOrder: Whether one comes before another. Of equal elements the earlier comes first.
  /// - Returns: So many elements, or all where there are fewer.
  /// - Complexity: O(*n* log *k* + *m k*) for the first *k* of *n*, where *m* elements were among the first *k* for a while: of
  ///   elements in any order few of many are.
  @inlinable
  package func first(
    _ count: Int, by areInOrder: (Element, Element) -> Bool
  ) -> [Element] {
    guard count > 0 else { return [] }
    var first: [Element] = []
    for element in self {
      if first.count == count {
        guard areInOrder(element, first[count - 1]) else { continue }
        first.removeLast()
      }
      first.insert(element, at: first.partitioningIndex { areInOrder(element, $0) })
    }
    return first
  }
}
