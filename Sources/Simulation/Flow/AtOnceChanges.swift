internal import EventLog

/// The events by which calls of a component that runs several at once started and ended.
///
/// Of one call after the other each start follows from the end before it, so that the last event stands for all. Of several at
/// once each start follows from the end that made room for it, the first that had not yet done so: the ends that nothing
/// follows from are the last ones, and as many as run at once at most.
struct AtOnceChanges {
  private let atOnce: Int
  private var starts: [Int] = []
  private var ends: [Int] = []

  /// The changes of a component; nil if the last event stands for all.
  init?(of component: Model.Component) {
    guard component.atOnce > 1 else { return nil }
    atOnce = Int(component.atOnce)
  }

  /// Takes in that a call started.
  mutating func noteStart(by event: Int) { starts.append(event) }

  /// Takes in that a call ended.
  mutating func noteEnd(by event: Int) { ends.append(event) }

  /// The ends that lead to what is seen by who sees that calls ended, and, if that is looked at, the starts: ascending.
  ///
  /// - Parameters:
  ///   - known: The event at which who looks looked last, and which it follows from; −1 if there is none.
  ///   - areStartsSeen: Whether it is seen how many started, or run.
  /// - Returns: Those that nothing else of them follows from.
  /// - Complexity: O(*n* log *n*) in their number.
  func events(since known: Int, areStartsSeen: Bool) -> [Int] {
    // From the first of them other starts follow. Calls that ended without a start made no room: of these some too many.
    let followed = max(0, starts.count - atOnce)
    let open = ends.suffix(after: known, most: max(0, ends.count - followed))
    guard areStartsSeen else { return Array(open) }
    // Of those who run any may have started long ago.
    return (open + starts.suffix(after: known, most: known < 0 ? atOnce : .max)).sorted()
  }
}

extension [Int] {
  /// The last elements, which ascend, that are larger than a number.
  fileprivate func suffix(after number: Int, most: Int) -> ArraySlice<Int> {
    var first = endIndex
    while first > startIndex, endIndex - first < most, self[first - 1] > number { first -= 1 }
    return self[first...]
  }
}
