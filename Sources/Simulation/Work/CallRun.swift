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

  /// Its component.
  let component: Int
  /// The rows of its effects in the table.
  let effects: Range<Int>
  /// The stream whose items it takes.
  let stream: Int?
  /// How long it runs, or for an item.
  let takes: BehaviourTable.Length
  /// Whether it runs for as long as it emits.
  let takesEmissions: Bool
  /// Where the progress of its effects lies, one after the other.
  let progress: Int
  /// The next run of the same component, at work or not; −1 if there is none.
  let sibling: Int
  /// The call; 0 while there is none.
  private(set) var call: CallNumber = 0
  /// The number of the call among those of its component, from 1.
  private(set) var number: UInt32 = 0
  /// The number of the plan; what was planned under another no longer holds.
  private(set) var plan: UInt32 = 0
  var phase = Phase.start
  /// The place of the effect that comes next in this phase, among those of the component.
  var cursor = 0
  /// How long it runs in all, or for its item; nil for ever, or as long as it emits.
  var total: Nanoseconds?
  /// How long it has run so far, for its item if it takes items.
  private(set) var done: Nanoseconds = 0
  /// How long it ran for the items before.
  private(set) var before: Nanoseconds = 0
  /// When it began to run, or went on.
  var since: Nanoseconds = 0
  /// The items that it has taken.
  private(set) var items: UInt32 = 0
  /// How much running it fails after; `Nanoseconds.max` when it has run for all of its time; nil if
  /// it does not fail.
  var failsAfter: Nanoseconds?
  /// The stream that it waits for, if it does.
  var awaited: Int?
  /// Whether it waits for an item of it, not for room in it.
  var awaitsItem = false

  init(component: Int, _ row: BehaviourTable.Row, progress: Int, sibling: Int) {
    self.component = component
    effects = row.effects
    stream = row.forEach
    takes = row.takes
    takesEmissions = row.takesEmissions
    self.progress = progress
    self.sibling = sibling
  }

  /// Whether there is a call.
  var isAtWork: Bool { call > 0 }

  /// Whether a call that fails after that much running has come there.
  func fails(at point: Nanoseconds) -> Bool {
    point == .max ? phase == .end : before + done >= point
  }

  /// Begins to run a call.
  mutating func begin(_ call: CallNumber, number: UInt32, at now: Nanoseconds) {
    self.call = call
    self.number = number
    phase = .start
    cursor = 0
    (done, before, since, items) = (0, 0, now, 0)
    (awaited, awaitsItem) = (nil, false)
  }

  /// Takes in that its call has ended.
  mutating func end() {
    call = 0
    replan()
  }

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

/// How far a call at work has come with one of its effects.
struct EffectProgress {
  /// After how much running it comes next; `Nanoseconds.max` if it does not.
  var point = Nanoseconds.max
  /// How often it was done.
  var times: UInt32 = 0
}
