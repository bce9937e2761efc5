internal import EventLog

/// A call at work that does more than take its time: where it is in its plan.
struct CallRun {
  /// What a call is about.
  enum Phase {
    /// What it does first.
    case start
    /// Running, from one deed to the next.
    case work
    /// What it does when it is done with an item.
    case item
    /// What it does last.
    case end
  }

  let call: CallNumber
  /// The number of the plan; what was planned under another no longer holds.
  var plan: UInt32 = 0
  var phase = Phase.start
  /// The place of the deed that comes next in this phase.
  var cursor = 0
  /// How long it runs in all, or for its item; nil for ever, or as long as it emits.
  var total: Nanoseconds?
  /// How long it has run so far, for its item if it takes items.
  var done: Nanoseconds = 0
  /// How long it ran for the items before.
  var before: Nanoseconds = 0
  /// When it began to run, or went on.
  var since: Nanoseconds
  /// The items that it has taken.
  var items: UInt32 = 0
  /// For each deed, after how much running it comes next; `Nanoseconds.max` if it does not.
  var points: [Nanoseconds]
  /// For each deed, how often it was done in this call.
  var times: [UInt32]
  /// How much running it fails after; `Nanoseconds.max` when it has run for all of its time; nil if
  /// it does not fail.
  var failsAfter: Nanoseconds?
  /// The stream that it waits for, if it does.
  var awaited: Int?
  /// Whether it waits for an item of it, not for room in it.
  var awaitsItem = false

  init(call: CallNumber, deeds: Int, at now: Nanoseconds) {
    self.call = call
    since = now
    points = Array(repeating: .max, count: deeds)
    times = Array(repeating: 0, count: deeds)
  }

  /// After how much running something is next to happen; nil if nothing is.
  var nextPoint: Nanoseconds? {
    var next = points.min() ?? .max
    if let total { next = min(next, total) }
    if let failsAfter, failsAfter < .max { next = min(next, failsAfter - before) }
    return next < .max ? next : nil
  }

  /// Takes in how long it has run by now.
  mutating func run(until now: Nanoseconds) {
    done += now - since
    since = now
  }

  /// Makes a new plan; what was planned before no longer holds.
  mutating func replan() -> UInt32 {
    plan &+= 1
    return plan
  }
}
