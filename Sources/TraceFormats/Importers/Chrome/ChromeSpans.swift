internal import EventLog

/// What a Chrome trace tells of spans that belong to no thread by their format: pairs of asynchronous events.
///
/// Some are work of the thread that wrote them, as a measure in a script or the parsing of a header is: they lie
/// within one slice of the thread, or where it has none. Others tell how long something was under way, such as a
/// request, while the thread did one thing and another. Those say nothing of what ran, so they are calls only in
/// a trace that has nothing else.
struct ChromeSpans {
  /// Spans that are work of a thread.
  private(set) var onThreads: [ChromeSlice] = []
  /// Spans of a trace in which nothing ran on threads.
  private(set) var alone: [ChromeSlice] = []
  /// How many spans were left out.
  private(set) var leftOut = 0

  init() {}

  /// - Complexity: O(*n* log *n*) in the number of spans and slices.
  init(_ spans: [ChromeSlice], beside slices: [ChromeSlice], threads: Int) {
    guard !slices.isEmpty else {
      alone = spans
      return
    }
    guard !spans.isEmpty else { return }
    let outermost = Self.outermost(slices, threads: threads)
    var open = [[Nanoseconds]](repeating: [], count: threads)
    for span in spans.sorted(by: Self.isBefore) {
      let thread = Int(span.thread)
      while let end = open[thread].last, end <= span.start { open[thread].removeLast() }
      let crosses = open[thread].last.map { $0 < span.end } ?? false
      if crosses || !Self.isWork(span, of: outermost[thread]) {
        leftOut += 1
      } else {
        open[thread].append(span.end)
        onThreads.append(span)
      }
    }
  }

  /// When each thread did anything: its outermost slices, those that touch or cross as one.
  private static func outermost(
    _ slices: [ChromeSlice], threads: Int
  ) -> [[(start: Nanoseconds, end: Nanoseconds)]] {
    var times = [[(start: Nanoseconds, end: Nanoseconds)]](repeating: [], count: threads)
    for slice in slices.sorted(by: isBefore) {
      let thread = Int(slice.thread)
      if let last = times[thread].last, slice.start < last.end {
        times[thread][times[thread].count - 1].end = max(last.end, slice.end)
      } else {
        times[thread].append((slice.start, slice.end))
      }
    }
    return times
  }

  /// Whether a span lies within one of some times, or where there is none of them.
  private static func isWork(
    _ span: ChromeSlice, of times: [(start: Nanoseconds, end: Nanoseconds)]
  ) -> Bool {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle].end <= span.start { low = middle + 1 } else { high = middle }
    }
    guard low < times.count else { return true }
    let time = times[low]
    return time.start >= span.end || (time.start <= span.start && span.end <= time.end)
  }

  private static func isBefore(_ left: ChromeSlice, _ right: ChromeSlice) -> Bool {
    (left.start, right.end, left.order) < (right.start, left.end, right.order)
  }
}
