internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// The arrows of a Chrome trace: what one call did that another followed from.
struct ChromeArrows {
  /// An arrow, from a point within one call to a point within another.
  struct Arrow {
    var number: Int
    var cause: Cause
  }

  private(set) var all: [Arrow] = []
  /// The beginning and the end of each, as events of the file.
  private(set) var entries: [ChromeEntry] = []
  /// Causes that are told by how slices lie on a lane, and causes of calls that never started.
  private var implied = 0
  private var without = 0

  /// - Complexity: O(*n*) in the number of causes.
  init(_ run: ExportedRun, _ threadOfLane: [Int]) {
    for (effect, event) in run.log.events.enumerated() where event.call > 0 {
      for cause in run.log.causes(of: effect) {
        let from = run.log.events[Int(cause.seq)]
        guard from.call > 0, from.call != event.call else { continue }
        add(cause, from, event, run, threadOfLane)
      }
    }
  }

  private mutating func add(
    _ cause: Cause, _ from: Event, _ to: Event, _ run: ExportedRun, _ threadOfLane: [Int]
  ) {
    let (sender, receiver) = (run.run.table[from.call], run.run.table[to.call])
    guard let sent = sender.startedAt, let received = receiver.startedAt else {
      without += 1
      return
    }
    let lanes = (run.lanes.lane(of: sender), run.lanes.lane(of: receiver))
    if lanes.0 == lanes.1, cause.isInferred {
      implied += 1
      return
    }
    // Who calls another goes on until it asks for that.
    let asks =
      from.call == receiver.parent && cause.edge == .program
      && received < ExportedRun.end(of: receiver)
    let start = min(max(asks ? to.at : from.at, sent), ExportedRun.end(of: sender))
    let end = max(start, min(max(to.at, received), ExportedRun.end(of: receiver)))
    let startsOld = sent < start
    let arrow = ChromeEntry.Content.arrow(all.count)
    all.append(Arrow(number: all.count + 1, cause: cause))
    entries.append(
      ChromeEntry(
        at: start, turn: startsOld ? .oldStart : .newStart, order: entries.count,
        thread: threadOfLane[lanes.0], content: arrow))
    entries.append(
      ChromeEntry(
        at: end, turn: received < end && (startsOld || start < end) ? .oldEnd : .newEnd,
        order: entries.count, thread: threadOfLane[lanes.1], content: arrow))
  }

  /// What has no arrow.
  var notes: [String] {
    guard without > 0 else { return [] }
    let has = without == 1 ? "has" : "have"
    return [
      "\(counted(without, "cause")) \(has) no arrow: one end is a call that never started."
    ]
  }
}
