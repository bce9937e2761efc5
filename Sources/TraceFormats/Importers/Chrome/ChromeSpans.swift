internal import EventLog

/// What a Chrome trace tells of spans that belong to no thread by their format: pairs of asynchronous events.
///
/// Some are work of the thread that wrote them, as a measure in a script is: they lie within one slice of the
/// thread, or where it has none. Others tell how long something was under way, such as a request or a header
/// that is included, while the thread did one thing and another. Those say nothing of what ran, so they are calls
/// only in a trace that has nothing else. Spans of one name are all the one or all the other, but for a few: where a
/// compiler reads one token ahead, a header begins or ends a moment before or after what is in it, and where few spans of a
/// name cross slices, and by little, they begin and end with those.
struct ChromeSpans {
  /// Spans that are work of a thread.
  private(set) var onThreads: [ChromeSlice] = []
  /// Spans of a trace in which nothing ran on threads: as its thread each has its id, since only what has the same id runs
  /// within one another.
  private(set) var alone: [ChromeSlice] = []
  /// How many spans were left out.
  private(set) var leftOut = 0
  /// How many spans begin or end with slices that they cross by little.
  private(set) var fitted = 0

  /// How the spans of a name stand to what their threads did: how many there are, cross slices by little, and by more.
  private struct Crossings {
    var (all, little, much) = (0, 0, 0)

    /// Whether so few cross that all are work: a quarter at most, and a tenth by more than little.
    var areFew: Bool { (little + much) * 4 <= all && much * 10 <= all }
  }

  init() {}

  /// - Parameters:
  ///   - pairs: The spans, each on the thread that wrote its beginning.
  ///   - slices: What ran on threads.
  ///   - threads: How many threads there are.
  /// - Complexity: O(*n* log *n*) in the number of spans and slices.
  init(_ pairs: ChromePairing, beside slices: [ChromeSlice], threads: Int) {
    let spans = pairs.slices
    guard !slices.isEmpty else {
      alone = spans
      for place in alone.indices { alone[place].thread = pairs.ids[place] }
      return
    }
    guard !spans.isEmpty else { return }
    let times = ThreadTimes(slices, threads: threads)
    var open = [[Nanoseconds]](repeating: [], count: threads)
    var crossings: [Name: Crossings] = [:]
    var works = [ChromeSlice?](repeating: nil, count: spans.count)
    for place in spans.indices.sorted(by: { ChromeSlice.isBefore(spans[$0], spans[$1]) }) {
      let span = spans[place]
      let thread = Int(span.thread)
      while let end = open[thread].last, end <= span.start { open[thread].removeLast() }
      let crosses = open[thread].last.map { $0 < span.end } ?? false
      var crossing = crossings[span.name] ?? Crossings()
      crossing.all += 1
      if !crosses, times.isWork(span) {
        works[place] = span
      } else if !crosses, let fitted = times.fitted(span) {
        works[place] = fitted
        crossing.little += 1
      } else {
        crossing.much += 1
      }
      crossings[span.name] = crossing
      if let work = works[place] { open[thread].append(work.end) }
    }
    for (span, work) in zip(spans, works) {
      guard let work, let crossing = crossings[span.name], crossing.areFew else { continue }
      onThreads.append(work)
      if (work.start, work.end) != (span.start, span.end) { fitted += 1 }
    }
    leftOut = spans.count - onThreads.count
  }
}

/// When the threads of a trace did what.
private struct ThreadTimes {
  private struct Time {
    var start: Nanoseconds
    var end: Nanoseconds
    var parent: Int32
  }

  /// For each thread its slices by their starts; a parent by its place in the list of the thread.
  private var times: [[Time]]

  init(_ slices: [ChromeSlice], threads: Int) {
    times = Array(repeating: [], count: threads)
    var slices = slices
    let stacks = ThreadStacks(&slices, threads: threads)
    var places: [Int32] = []
    places.reserveCapacity(stacks.placed.count)
    for placed in stacks.placed {
      let slice = slices[Int(placed.slice)]
      let thread = Int(slice.thread)
      places.append(Int32(times[thread].count))
      times[thread].append(
        Time(
          start: slice.start, end: slice.end,
          parent: placed.parent < 0 ? -1 : places[Int(placed.parent)]))
    }
  }

  /// Whether a span lies within one slice of its thread or where it has none, and crosses none.
  func isWork(_ span: ChromeSlice) -> Bool {
    let all = times[Int(span.thread)]
    let before = innermost(all, at: span.start, from: .first)
    let after = innermost(all, at: span.end, from: .last)
    if let before {
      return before.end >= span.end && (after.map { $0.start <= span.start } ?? false)
    }
    // Nothing of the thread lies within it either: it is no frame around what the thread did.
    return after == nil && !hasStart(all, from: span.start, to: span.end)
  }

  /// A span that crosses slices of its thread by little, with its begin and end moved to where those end; nil if it
  /// crosses them by more than a fifth of it, or runs around what the thread did.
  func fitted(_ span: ChromeSlice) -> ChromeSlice? {
    let all = times[Int(span.thread)]
    var fitted = span
    // What ran when it began, and ended within it, ended before it.
    while let before = innermost(all, at: fitted.start, from: .first), before.start < span.start,
      before.end < span.end
    {
      fitted.start = before.end
    }
    // What began within it, and ended after it, was the last in it.
    var place = all.partitioningIndex { $0.start >= fitted.end } - 1
    while place >= 0, all[place].start > fitted.start {
      fitted.end = max(fitted.end, all[place].end)
      place = Int(all[place].parent)
    }
    // Nobody has looked yet how far apart the times of the trace are.
    let moved =
      Int128(fitted.start) - Int128(span.start) + Int128(fitted.end) - Int128(span.end)
    let limit = (Int128(span.end) - Int128(span.start)) / 5
    return moved <= limit && isWithinOne(all, fitted) ? fitted : nil
  }

  /// Whether a slice of a thread begins before a span or with it, and ends after it or with it.
  private func isWithinOne(_ all: [Time], _ span: ChromeSlice) -> Bool {
    var place = all.partitioningIndex { $0.start > span.start } - 1
    while place >= 0 {
      if all[place].end >= span.end { return true }
      place = Int(all[place].parent)
    }
    return false
  }

  private enum Side {
    case first
    case last
  }

  /// The innermost slice that runs at an instant; one that only begins or ends then does not at that side.
  private func innermost(_ all: [Time], at instant: Nanoseconds, from side: Side) -> Time? {
    let next = all.partitioningIndex { side == .first ? $0.start > instant : $0.start >= instant }
    var place = next - 1
    while place >= 0 {
      let time = all[place]
      if side == .first ? time.end > instant : time.end >= instant { return time }
      place = Int(time.parent)
    }
    return nil
  }

  private func hasStart(_ all: [Time], from start: Nanoseconds, to end: Nanoseconds) -> Bool {
    let place = all.partitioningIndex { $0.start >= start }
    return place < all.count && all[place].start < end
  }
}
