/// What runs within calls, for who writes calls down of which it is known only that one ran within another.
///
/// A call is blocked from when the first begins within it until none runs there any more. Then it follows from the
/// ends of all that it waited for.
///
///     within.enter(parent, for: call, &journal, at: start)
///     journal.start(call, at: start)
///     journal.end(call, as: .callSucceeded, at: end)
///     if within.leave(parent, call, journal) { within.resume(parent, &journal, at: end) }
package struct CallsWithin: ~Copyable, Sendable {
  /// What is known of what runs within a call.
  @usableFromInline struct Within: Sendable, BitwiseCopyable {
    /// How many run.
    @usableFromInline var open: Int32 = 0
    /// The call that ended last; 0 before that.
    @usableFromInline var latest: CallNumber = 0
    /// The first that ended since the call was blocked; 0 if none has.
    @usableFromInline var firstEnded: CallNumber = 0
    /// Of the call itself: which ended next within its parent; 0 if none has.
    @usableFromInline var nextEnded: CallNumber = 0

    @usableFromInline init() {}
  }

  /// Call *n* is at *n* − 1.
  @usableFromInline var calls: ColumnWriter<Within>

  /// Makes room for that many calls.
  package init(calls count: Int = 0) {
    calls = ColumnWriter(repeating: Within(), count: count)
  }

  /// Makes room for a call, and all before it.
  package mutating func makeRoom(for call: CallNumber) {
    while calls.count < Int(call) { calls.append(Within()) }
  }

  /// What a call follows from that is asked for while its parent is blocked: the end of the last that ended within
  /// the parent since then, else what the parent did last, and how; nil if that is what the parent does now.
  @inlinable
  package func whatCameBefore(
    callIn parent: CallNumber, _ journal: borrowing CallJournal, at time: Nanoseconds
  ) -> (event: Int, edge: Edge)? {
    guard journal.status(of: parent) == .blocked else { return nil }
    let last = journal.lastEvent(of: parent)
    let latest = calls[Int(parent) - 1].latest
    // Nothing happens to a call after its end.
    let sibling = latest == 0 ? -1 : journal.lastEvent(of: latest)
    let event = max(last, sibling)
    if journal.log.time(of: event) < time { return (event, .time) }
    return sibling > last ? (sibling, .data) : nil
  }

  /// Whether anything runs within a call.
  @inlinable
  package func isOccupied(_ call: CallNumber) -> Bool { calls[Int(call) - 1].open > 0 }

  /// Blocks a call that runs while another begins to run within it.
  @inlinable
  package mutating func enter(
    _ parent: CallNumber, for call: CallNumber, _ journal: inout CallJournal, at time: Nanoseconds
  ) {
    calls[Int(parent) - 1].open += 1
    if journal.status(of: parent) == .running { journal.block(parent, on: call, at: time) }
  }

  /// Takes in that a call that ran within another has ended; true if that one waits and nothing runs within it any more.
  @inlinable
  package mutating func leave(
    _ parent: CallNumber, _ call: CallNumber, _ journal: borrowing CallJournal
  ) -> Bool {
    let place = Int(parent) - 1
    let before = calls[place].latest
    calls[place].latest = call
    calls[place].open -= 1
    guard journal.status(of: parent) == .blocked else { return false }
    if calls[place].firstEnded == 0 {
      calls[place].firstEnded = call
    } else {
      calls[Int(before) - 1].nextEnded = call
    }
    return calls[place].open == 0
  }

  /// Lets a call that is blocked run on, and follow from the ends of all that it waited for; each is a cause once.
  ///
  /// - Returns: How many those are.
  @discardableResult @inlinable
  package mutating func resume(
    _ call: CallNumber, _ journal: inout CallJournal, at time: Nanoseconds
  ) -> Int {
    journal.resume(call, at: time)
    var child = calls[Int(call) - 1].firstEnded
    calls[Int(call) - 1].firstEnded = 0
    var count = 0
    while child > 0 {
      journal.cause(journal.lastEvent(of: child), .data, isInferred: true)
      count += 1
      child = calls[Int(child) - 1].nextEnded
    }
    return count
  }
}
