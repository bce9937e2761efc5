internal import EventLog

/// When spans of a run began and ended, and which of them others were waiting for.
///
/// A span is within the one it belongs to, which then waits for it, unless it cannot have been waited for:
///
/// - It began when the other had ended: it follows from it.
/// - It ended after the other, and no clock that is wrong explains that: they are of one process, it was longer
///   than the other, or it consumes messages. It ran alongside, and follows from the other at its start.
/// - It ended before the other began: nothing is known to lead to it.
///
/// What sticks out of the other for another reason is cut off at its beginning and its end. The server's half of an exchange
/// of which both halves have one id can only have run within the client's: where it lies outside, its clock is wrong, and it
/// is moved into the middle of the client's, with all of its process that belongs to it.
struct SpanTimes {
  /// How a span stands to the one it belongs to.
  enum Place {
    case root, within, after, alongside, before
  }

  /// When each began and ended, cut to what it is within; no time is known of a span that has none.
  private(set) var times: [(start: Nanoseconds, end: Nanoseconds)?]
  private(set) var places: [Place]
  /// How many have no time at all, no start, no end, or an end before their start.
  private(set) var (timeless, startless, endless, reversed) = (0, 0, 0, 0)
  /// The spans that were cut, and how much was cut off all of them.
  private(set) var cut: [Int32] = []
  private(set) var cutTime: Nanoseconds = 0
  /// How many halves of exchanges were moved into the other half.
  private(set) var moved = 0
  /// By how much the times of each span were moved.
  private var shifts: [Nanoseconds]
  /// The times of each span that was cut before it was: what belongs to it on the same clock is within those.
  private var uncut: [Int32: (start: Nanoseconds, end: Nanoseconds)] = [:]

  /// - Complexity: O(*n*) in the number of spans.
  init(_ family: SpanFamily, grain: Nanoseconds) {
    times = Array(repeating: nil, count: family.spans.count)
    places = Array(repeating: .root, count: family.spans.count)
    shifts = Array(repeating: 0, count: family.spans.count)
    complete(family)
    for place in family.order { fit(Int(place), family, grain) }
  }

  /// The spans of a kind of place, in order.
  func all(_ place: Place) -> [Int32] {
    places.indices.filter { places[$0] == place && times[$0] != nil }.map(Int32.init)
  }

  // MARK: Times that are missing

  /// Takes what is missing from the spans that belong to one, those before the one they belong to.
  private mutating func complete(_ family: SpanFamily) {
    var inner: [(start: Nanoseconds, end: Nanoseconds)?] = times
    for place in family.order.reversed() {
      let index = Int(place)
      let span = family.spans[index]
      let within = inner[index]
      guard let start = span.start ?? within?.start ?? span.end else {
        timeless += 1
        continue
      }
      var end = span.end ?? max(start, within?.end ?? start)
      if span.start == nil { startless += 1 } else if span.end == nil { endless += 1 }
      if end < start {
        reversed += 1
        end = max(start, within?.end ?? start)
      }
      times[index] = (start, end)
      guard let parent = family.parents[index].map(Int.init) else { continue }
      // Whoever sends a message is not there until somebody has read it.
      if span.kind == .consumer, family.spans[parent].start != nil { continue }
      inner[parent] = (
        min(inner[parent]?.start ?? start, start), max(inner[parent]?.end ?? end, end)
      )
    }
  }

  // MARK: Within what they belong to

  private mutating func fit(_ index: Int, _ family: SpanFamily, _ grain: Nanoseconds) {
    guard let parent = family.parents[index].map(Int.init), let limit = times[parent],
      var own = times[index]
    else { return }
    shift(index, parent, family, &own, limit, grain)
    let outer = family.areOnOneClock(index, parent) ? uncut[Int32(parent)] ?? limit : limit
    let (start, end) = own
    // What is only a matter of how times are written is no reason to take them apart.
    let grain = max(grain, Self.grain(of: outer), Self.grain(of: own))
    let (early, late) = (outer.start - start, end - outer.end)
    if early > grain, end <= outer.start {
      places[index] = .before
    } else if late > grain, start >= outer.end {
      places[index] = .after
    } else if late > grain, family.cannotBeWaitedFor(index, by: parent, own) {
      places[index] = .alongside
    } else {
      places[index] = .within
      let inner = (
        start: min(max(start, limit.start), limit.end), end: max(min(end, limit.end), limit.start)
      )
      times[index] = inner
      if inner != own { uncut[Int32(index)] = own }
      if early > grain || late > grain {
        cut.append(Int32(index))
        cutTime = cutTime.addingClamped((end - start) - (inner.end - inner.start))
      }
    }
  }
}

extension SpanTimes {
  /// Moves a span as far as what it belongs to was moved, on the same clock, and a server's half of an exchange into the
  /// client's.
  private mutating func shift(
    _ index: Int, _ parent: Int, _ family: SpanFamily,
    _ own: inout (start: Nanoseconds, end: Nanoseconds),
    _ outer: (start: Nanoseconds, end: Nanoseconds), _ grain: Nanoseconds
  ) {
    let (span, other) = (family.spans[index], family.spans[parent])
    if family.areOnOneClock(index, parent) {
      shifts[index] = shifts[parent]
    } else if span.kind == .server, other.kind == .client,
      span.key == other.key || !span.process.isNone && !other.process.isNone,
      own.start >= outer.end.addingClamped(grain) || own.end <= outer.start.addingClamped(-grain),
      case let spare = (outer.end - outer.start) - (own.end - own.start), spare >= 0
    {
      shifts[index] = outer.start + spare / 2 - own.start
      moved += 1
    }
    guard shifts[index] != 0 else { return }
    own = (own.start.addingClamped(shifts[index]), own.end.addingClamped(shifts[index]))
    times[index] = own
  }

  /// How much times may be wrong that are written in whole milliseconds, among others that are not.
  fileprivate static func grain(of times: (start: Nanoseconds, end: Nanoseconds)) -> Nanoseconds {
    let unit: Nanoseconds = 1_000_000
    return times.start < times.end && times.start % unit == 0 && times.end % unit == 0 ? unit : 0
  }
}

extension SpanFamily {
  /// Whether a span that ended after the one it belongs to did so by any clock.
  fileprivate func cannotBeWaitedFor(
    _ index: Int, by parent: Int, _ own: (start: Nanoseconds, end: Nanoseconds)
  ) -> Bool {
    let (span, outer) = (spans[index], spans[parent])
    guard !areOnOneClock(index, parent), span.kind != .consumer else { return true }
    guard let start = outer.start, let end = outer.end else { return false }
    return own.end - own.start > end - start
  }
}
