internal import EventLog

/// A call at work that does more than take its time: where it is in its plan.
///
/// It is flat, and changed where it lies: a simulator changes it several times an event.
struct CallRun {
  /// What a call is about.
  enum Phase {
    /// What it does first.
    case start
    /// Running, from one effect to the next.
    case work
    /// What it does when it is done with an item.
    case item
    /// What it does last.
    case end
  }

  /// The call; 0 where none of a component is at work.
  let call: CallNumber
  /// The number of the plan; what was planned under another no longer holds.
  var plan: UInt32 = 0
  var phase = Phase.start
  /// The place of the effect that comes next in this phase, among all effects of the model.
  var cursor: Int
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
  /// How much running it fails after; `Nanoseconds.max` when it has run for all of its time; nil if
  /// it does not fail.
  var failsAfter: Nanoseconds?
  /// The stream that it waits for, if it does.
  var awaited: Int?
  /// Whether it waits for an item of it, not for room in it.
  var awaitsItem = false

  init(call: CallNumber, firstEffect: Int, at now: Nanoseconds) {
    self.call = call
    cursor = firstEffect
    since = now
  }

  /// No call.
  static let none = CallRun(call: 0, firstEffect: 0, at: 0)

  /// Whether there is a call.
  var isAtWork: Bool { call > 0 }

  /// Takes in how long it has run by now.
  mutating func run(until now: Nanoseconds) {
    done += now - since
    since = now
  }

  /// Begins with its next item.
  mutating func takeUp() {
    items += 1
    before += done
    done = 0
    phase = .work
  }

  /// Makes a new plan; what was planned before no longer holds.
  @discardableResult
  mutating func replan() -> UInt32 {
    plan &+= 1
    return plan
  }
}

/// How far the calls of a component have come with one of its effects.
struct EffectProgress {
  /// After how much running of the call at work it comes next; `Nanoseconds.max` if it does not.
  var point = Nanoseconds.max
  /// How often it was done in the call at work.
  var times: UInt32 = 0
  /// How often it was done in all.
  var count = 0
}

extension FixedArray<EffectProgress> {
  /// After how much running the next of some effects comes; `Nanoseconds.max` if none does.
  func nextPoint(among effects: Range<Int>) -> Nanoseconds {
    var point = Nanoseconds.max
    for effect in effects { point = Swift.min(point, self[effect].point) }
    return point
  }
}
