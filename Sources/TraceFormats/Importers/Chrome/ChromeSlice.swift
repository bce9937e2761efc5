internal import EventLog

/// Something that ran on a thread of a Chrome trace, from one instant to another.
struct ChromeSlice {
  var start: Nanoseconds
  var end: Nanoseconds
  var name: Name
  var thread: Int32
  /// Its place among the slices of the file.
  var order: Int32
  /// Whether it was still open when the trace ended.
  var isOpen = false

  /// How long it takes; the longest time there is if that is more.
  var time: Nanoseconds { start.timeClamped(to: end) }

  /// Whether one comes before another in the order of their starts, an outer one before those in it.
  static func isBefore(_ left: ChromeSlice, _ right: ChromeSlice) -> Bool {
    (left.start, right.end, left.order) < (right.start, left.end, right.order)
  }
}

/// An instant at which an arrow begins, goes on or ends.
struct ChromeFlowPoint {
  var at: Nanoseconds
  var thread: Int32
  /// Which arrow it is a point of.
  var flow: Int32
  var order: Int32
  var name: Name
  /// Whether it belongs to the slice that it is in, and not to the next one.
  var isEnclosed: Bool
  var begins: Bool
}
