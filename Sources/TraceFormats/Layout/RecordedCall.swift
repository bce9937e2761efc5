internal import EventLog

/// A call as a trace of any tool tells it: what an importer makes of its input before it is a run.
///
/// Calls are numbered by their place in the list of their run. There may be millions of them, so a call is small, flat
/// and holds no memory of its own: what it needs lies in its run.
struct RecordedCall {
  /// How a call ended; a reason is a text of the run.
  enum Status: Equatable {
    case succeeded
    case failed(Name)
    case stopped(Name)
    /// It had not ended when the trace did.
    case unfinished(Name)
  }

  var start: Nanoseconds
  var end: Nanoseconds
  private var readyTime = Nanoseconds.min
  private var queuedTime = Nanoseconds.min
  /// Where in the needs of its run those of it are, of which it needed the end.
  var needs: (first: UInt32, count: UInt32) = (0, 0)
  /// The component that was called.
  var name: Name
  /// What it was called with; none if nothing is known of that.
  var arguments: Name
  /// Its place, from 1, in the order that the tool has its calls in, where that is another than that of their starts
  /// and is known; else 0.
  var step: UInt32
  /// Among calls that take no time, those of a lower rank come first.
  var rank: Int32 = 0
  private var parentPlace: Int32 = -1
  private var lanePlace: Int32 = -1
  private var wakerPlace: Int32 = -1
  var status: Status
  /// Whether it does nothing but wait for something else of the run, such as a lock.
  var isWait = false
  /// Whether it only takes time, and nothing that anybody could do makes it shorter: data on its way.
  var isDelay = false

  init(
    name: Name, arguments: Name = .none, step: UInt32 = 0, parent: Int32? = nil,
    lane: Int32? = nil, start: Nanoseconds, end: Nanoseconds, readyAt: Nanoseconds? = nil,
    status: Status = .succeeded
  ) {
    (self.start, self.end) = (start, end)
    (self.name, self.arguments, self.step, self.status) = (name, arguments, step, status)
    self.parent = parent
    self.lane = lane
    self.readyAt = readyAt
  }

  /// Whether it had not ended when the trace did.
  var isUnfinished: Bool { if case .unfinished = status { true } else { false } }

  /// Whether any time passes in it.
  var takesTime: Bool { start < end }
}

// MARK: What may be unknown

extension RecordedCall {
  /// The call that asked for it, which comes before it in the list.
  var parent: Int32? {
    get { parentPlace < 0 ? nil : parentPlace }
    set { parentPlace = newValue ?? -1 }
  }

  /// Where it ran; nil if that is where its parent did.
  var lane: Int32? {
    get { lanePlace < 0 ? nil : lanePlace }
    set { lanePlace = newValue ?? -1 }
  }

  /// The call on another thread that seems to have ended the wait, or to have let the thread begin.
  var wokenBy: Int32? {
    get { wakerPlace < 0 ? nil : wakerPlace }
    set { wakerPlace = newValue ?? -1 }
  }

  /// When all that it needs had ended: 0 if that is nothing, nil if it is not known what it needs.
  var readyAt: Nanoseconds? {
    get { readyTime == .min ? nil : readyTime }
    set { readyTime = newValue ?? .min }
  }

  /// Since when it waited for a machine, where the trace itself says so; nil where that is worked out.
  var queuedAt: Nanoseconds? {
    get { queuedTime == .min ? nil : queuedTime }
    set { queuedTime = newValue ?? .min }
  }
}
