internal import EventLog

/// Writes down commands and those that ran within them, while they run.
///
/// A command is blocked while any runs within it. One that runs within another has the slot of that one as long as it
/// is the only one there; every further one, and what the recorded command runs itself, takes the lowest slot that is
/// free. What follows from the order of ends and starts alone is marked as inferred.
struct CommandJournal: ~Copyable {
  private(set) var journal: CallJournal
  private var lives: [Life] = []
  /// What runs within each command.
  private var within = CallsWithin()
  private var slots = SlotLanes()
  private let lane: Name
  /// No event comes before this.
  private var latest: Nanoseconds = 0

  /// What is known of a command beside its call.
  private struct Life {
    var parent: CallNumber
    /// Its slot, from 0, if it has one of its own.
    var slot: Int?
  }

  init(name: String) {
    journal = CallJournal(
      header: LogHeader(name: name, origin: .trace(format: "recording", part: 1)))
    lane = journal.name("job")
  }

  /// How many commands there are.
  var count: Int { lives.count }

  /// The commands that have not ended, the innermost first.
  var open: [CallNumber] {
    lives.indices.reversed().map { CallNumber($0 + 1) }.filter { !journal.hasEnded($0) }
  }

  /// Notes that a command begins, within another or, for 0, within none.
  mutating func begin(
    _ name: String, _ text: String, within parent: CallNumber, at time: Nanoseconds
  ) -> CallNumber {
    let now = clamp(time)
    let earlier = parent > 0 ? within.whatCameBefore(callIn: parent, journal, at: now) : nil
    let call = journal.request(
      journal.name(name), by: parent, arguments: journal.name(text), followsParent: earlier == nil,
      at: now)
    if let earlier { infer(earlier.event, earlier.edge) }
    var life = Life(parent: parent)
    within.makeRoom(for: call)
    if parent == 1 || parent > 0 && within.isOccupied(parent) { life.slot = slots.take() }
    if parent > 0 { within.enter(parent, for: call, &journal, at: now) }
    if let slot = life.slot {
      journal.start(call, on: lane, slot: UInt32(slot + 1), at: now)
      if let release = slots.release(of: slot) { infer(release, .machine) }
    } else {
      journal.start(call, at: now)
    }
    lives.append(life)
    return call
  }

  /// Notes that a command ended: well, with a reason why it failed, or stopped.
  mutating func end(_ call: CallNumber, _ kind: Event.Kind, at time: Nanoseconds) {
    let now = clamp(time)
    // What it ran may outlive it.
    if journal.status(of: call) == .blocked { within.resume(call, &journal, at: now) }
    journal.end(call, as: kind, at: now)
    let life = lives[Int(call) - 1]
    if life.parent > 0, within.leave(life.parent, call, journal) {
      within.resume(life.parent, &journal, at: now)
    }
    guard let slot = life.slot else { return }
    slots.giveBack(
      slot, journal.release(UInt32(slot + 1), of: lane, after: call, at: now))
  }

  /// What a command is called.
  func name(of call: CallNumber) -> String { journal.log.name(of: journal.component(of: call)) }

  /// The kind of event that ends a command for a reason, nil if it ended well.
  mutating func failure(_ reason: String?) -> Event.Kind {
    reason.map { .callFailed(reason: journal.name($0)) } ?? .callSucceeded
  }

  /// The kind of event of a command that was stopped.
  mutating func stop(_ reason: String) -> Event.Kind { .callStopped(reason: journal.name(reason)) }

  /// Ends the log.
  mutating func close() -> Log { journal.close() }

  /// Clocks are read before they are told of: what comes late is taken to have happened when it was told.
  private mutating func clamp(_ time: Nanoseconds) -> Nanoseconds {
    latest = min(max(time, latest), Log.longestTime)
    return latest
  }

  private mutating func infer(_ event: Int, _ edge: Edge) {
    if !journal.log.isCause(event) { journal.cause(event, edge, isInferred: true) }
  }
}
