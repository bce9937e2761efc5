internal import EventLog

/// Writes down commands and those that ran within them, while they run.
///
/// A command is blocked while any runs within it. One that runs within another has the slot of that one as long as it
/// is the only one there; every further one, and what the recorded command runs itself, takes the lowest slot that is
/// free. What follows from the order of ends and starts alone is marked as inferred.
struct CommandJournal {
  private(set) var journal: CallJournal
  private var lives: [Life] = []
  private var slots = SlotLanes()
  private let lane: Name
  /// No event comes before this.
  private var latest: Nanoseconds = 0

  /// What is known of a command beside its call.
  private struct Life {
    var parent: CallNumber
    /// Its slot, from 0, if it has one of its own.
    var slot: Int?
    var openWithin = 0
    var latestEnd: Int?
    /// The ends of what it has waited for since it was blocked.
    var ends: [Int] = []
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
    let earlier = parent > 0 ? whatCameBefore(callIn: parent, at: now) : nil
    let call = journal.request(
      journal.name(name), by: parent, arguments: journal.name(text), followsParent: earlier == nil,
      at: now)
    if let earlier { infer(earlier.event, earlier.edge) }
    var life = Life(parent: parent)
    if parent == 1 || parent > 0 && lives[Int(parent) - 1].openWithin > 0 {
      life.slot = slots.take()
    }
    if parent > 0 { enter(parent, for: call, at: now) }
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
    if journal.status(of: call) == .blocked { resume(call, at: now) }
    let ended = journal.end(call, as: kind, at: now)
    let life = lives[Int(call) - 1]
    if life.parent > 0 { leave(life.parent, ended, at: now) }
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

  /// What a command follows from that begins while its parent is blocked: the end of the last that ended within the
  /// parent since then, else what the parent did last; nil if that is what the parent does now.
  private func whatCameBefore(
    callIn parent: CallNumber, at time: Nanoseconds
  ) -> (event: Int, edge: Edge)? {
    guard journal.status(of: parent) == .blocked else { return nil }
    let last = journal.lastEvent(of: parent)
    let sibling = lives[Int(parent) - 1].latestEnd ?? -1
    let event = max(last, sibling)
    if journal.log.time(of: event) < time { return (event, .time) }
    return sibling > last ? (sibling, .data) : nil
  }

  /// Blocks a command that runs when another begins within it.
  private mutating func enter(_ parent: CallNumber, for call: CallNumber, at time: Nanoseconds) {
    lives[Int(parent) - 1].openWithin += 1
    if journal.status(of: parent) == .running { journal.block(parent, on: call, at: time) }
  }

  /// Lets a command run on when the last that ran within it has ended.
  private mutating func leave(_ parent: CallNumber, _ ended: Int, at time: Nanoseconds) {
    lives[Int(parent) - 1].latestEnd = ended
    lives[Int(parent) - 1].openWithin -= 1
    guard journal.status(of: parent) == .blocked else { return }
    lives[Int(parent) - 1].ends.append(ended)
    if lives[Int(parent) - 1].openWithin == 0 { resume(parent, at: time) }
  }

  private mutating func resume(_ call: CallNumber, at time: Nanoseconds) {
    journal.resume(call, at: time)
    for end in lives[Int(call) - 1].ends { infer(end, .data) }
    lives[Int(call) - 1].ends = []
  }
}
