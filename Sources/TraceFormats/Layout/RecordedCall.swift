internal import EventLog

/// A call as a trace of any tool tells it: what an importer makes of its input before it is a run.
///
/// Calls are numbered by their place in the list of their run.
struct RecordedCall {
  /// How a call ended; a reason is a text of the run.
  enum Status: Equatable {
    case succeeded
    case failed(Name)
    case stopped(Name)
  }

  /// The component that was called.
  var name: Name
  /// What it was called with; none if nothing is known of that.
  var arguments: Name = .none
  /// Its place, from 1, in the order that the tool has its calls in, where that is another than that of their starts
  /// and is known; else 0.
  var step: UInt32 = 0
  /// The call that asked for it, which comes before it in the list.
  var parent: Int32?
  /// Where it ran; nil if that is where its parent did.
  var lane: Int32?
  var start: Nanoseconds
  var end: Nanoseconds
  /// The calls of which it needed the end, ascending; those that had not ended when it started are left out.
  var needs: [Int32] = []
  /// When all that it needs had ended: 0 if that is nothing, nil if it is not known what it needs.
  var readyAt: Nanoseconds?
  /// Since when it waited for a machine, where the trace itself says so; nil where that is worked out.
  var queuedAt: Nanoseconds?
  /// Among calls that take no time, those of a lower rank come first.
  var rank: Int32 = 0
  var status = Status.succeeded
  /// Whether it does nothing but wait for something else of the run, such as a lock.
  var isWait = false
  /// Whether it only takes time, and nothing that anybody could do makes it shorter: data on its way.
  var isDelay = false
  /// The call on another thread that seems to have ended the wait, or to have let the thread begin.
  var wokenBy: Int32?

  /// Whether any time passes in it.
  var takesTime: Bool { start < end }
}
