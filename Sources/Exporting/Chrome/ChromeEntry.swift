internal import EventLog

/// An event of a Chrome trace that is to be written, with its place in the order of the file.
///
/// Who reads the file binds an arrow to the innermost slice that is open on the thread when the arrow is met. So at
/// one instant first come the arrows of what ran before, then the slices that begin, then the arrows of those, and
/// then what is only a part of a slice.
struct ChromeEntry: Comparable {
  /// What comes first at one instant.
  enum Turn: Int8 {
    case oldStart, oldEnd, slice, newStart, newEnd, part
  }

  /// What it says.
  enum Content {
    /// A call ran.
    case call(CallNumber)
    /// A call was blocked: the place of the interval.
    case blocked(Int)
    /// A call queued: the place of the interval.
    case queued(Int)
    /// A part of the critical path, or of the observed one.
    case critical(Int)
    case observed(Int)
    /// The beginning or the end of an arrow.
    case arrow(Int)
  }

  var at: Nanoseconds
  var turn: Turn
  /// How long a slice is.
  var time: Nanoseconds = 0
  var order: Int
  var thread: Int
  var content: Content

  var isArrowEnd: Bool { turn == .oldEnd || turn == .newEnd }

  static func < (left: ChromeEntry, right: ChromeEntry) -> Bool {
    (left.at, left.turn.rawValue, right.time, left.order)
      < (right.at, right.turn.rawValue, left.time, right.order)
  }

  static func == (left: ChromeEntry, right: ChromeEntry) -> Bool {
    !(left < right) && !(right < left)
  }
}
