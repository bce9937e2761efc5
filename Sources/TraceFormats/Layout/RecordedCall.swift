internal import EventLog

/// A call as a trace of any tool tells it: what an importer makes of its input before it is a run.
///
///     RecordedCall(name: "app", start: 30, end: 50, needs: [0, 1], readyAt: 30)
///
/// Calls are numbered by their place in a list that is in order of start.
struct RecordedCall {
  /// Where a call ran.
  enum Lane: Equatable {
    /// On the lowest slot that is free of a machine of the layout, by its place there.
    case pool(Int)
    /// On a thread, by its name: one call after another follows from its order.
    case thread(String)
    /// Within the call that asked for it.
    case parent
  }

  /// How a call ended.
  enum Status: Equatable {
    case succeeded
    case failed(String)
    case stopped(String)
  }

  /// The component that was called.
  var name: String
  /// What it was called with; nil if nothing is known of that.
  var arguments: String?
  /// The call that asked for it, which comes before it in the list.
  var parent: Int?
  var lane = Lane.pool(0)
  var start: Nanoseconds
  var end: Nanoseconds
  /// The calls of which it needed the end, ascending; none of them may end after it starts.
  var needs: [Int32] = []
  /// When all that it needs had ended: 0 if that is nothing, nil if it is not known what it needs.
  var readyAt: Nanoseconds?
  /// Among calls that take no time, those of a lower rank come first.
  var rank: Int32 = 0
  var status = Status.succeeded

  /// Whether any time passes in it.
  var takesTime: Bool { start < end }
}

/// What calls of a layout share.
struct RecordedMachine {
  var name: String
  /// How many calls it can take at once; nil if that is not known.
  var slots: Int?

  /// The machine that all calls of the layout need a slot of, whatever else they run on.
  static func unlimited(_ name: String) -> RecordedMachine { RecordedMachine(name: name) }
}
