extension RandomAccessCollection {
  /// The first place from which on something is so; the end if it is so nowhere.
  ///
  ///     [10, 20, 30].partitioningIndex { $0 >= 15 }   // 1
  ///
  /// - Precondition: Behind an element for which it is so, it is so for all.
  /// - Complexity: O(log *n*).
  @inlinable
  package func partitioningIndex(where isSo: (Element) -> Bool) -> Index {
    var (low, left) = (startIndex, count)
    while left > 0 {
      let half = left / 2
      let middle = index(low, offsetBy: half)
      if isSo(self[middle]) {
        left = half
      } else {
        low = index(after: middle)
        left -= half + 1
      }
    }
    return low
  }
}
