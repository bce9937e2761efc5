internal import EventLog

/// The traces of a file, and which of them are one run.
///
/// Traces are one run if they come from one process, are linked, or overlap in time, each with some
/// other; the results of a search are not. Where not all are one run, the longest is shown.
struct SpanTraces {
  /// A trace: its spans, by their places in the file, and when it began and was over.
  struct Trace {
    var id: Name
    var spans: [Int32] = []
    var start = Nanoseconds.max
    var end: Nanoseconds = 0

    var length: Nanoseconds { max(0, end - min(start, end)) }
  }

  /// The traces, by their first start.
  let traces: [Trace]
  /// Whether all of them are one run.
  let isOneRun: Bool
  /// The part that is shown if none is asked for.
  let usual: Int

  /// - Complexity: O(*n* log *n*) in the number of spans and links.
  init(_ file: SpanFile) {
    var places: [Name: Int] = [:]
    var traces: [Trace] = []
    for (index, span) in file.spans.enumerated() {
      let place = places[span.key.trace] ?? traces.count
      if place == traces.count {
        places[span.key.trace] = place
        traces.append(Trace(id: span.key.trace))
      }
      traces[place].spans.append(Int32(index))
      guard let start = span.start ?? span.end else { continue }
      traces[place].start = min(traces[place].start, start)
      traces[place].end = max(traces[place].end, span.end ?? start)
    }
    traces = traces.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }.map(\.element)
    self.traces = traces
    isOneRun = traces.count == 1 || !file.holdsResults && Self.areConnected(traces, file)
    usual = isOneRun ? Self.parts(traces) : Self.longest(traces) + 1
  }

  /// How many parts there are to choose from: each trace, and all together if there are several.
  var parts: Int { Self.parts(traces) }

  private static func parts(_ traces: [Trace]) -> Int { traces.count == 1 ? 1 : traces.count + 1 }

  private static func longest(_ traces: [Trace]) -> Int {
    traces.indices.max { left, right in
      let (left, right) = (traces[left], traces[right])
      return (left.length, left.spans.count, right.start)
        < (right.length, right.spans.count, left.start)
    } ?? 0
  }

  /// The spans of a part, by their places in the file, ascending.
  ///
  /// - Precondition: There is such a part.
  func spans(of part: Int) -> [Int32] {
    part <= traces.count ? traces[part - 1].spans : traces.flatMap(\.spans).sorted()
  }

  // MARK: What is one run

  private static func areConnected(_ traces: [Trace], _ file: SpanFile) -> Bool {
    var sets = DisjointSets(traces.count)
    var latest = traces[0].end
    for place in traces.indices.dropFirst() {
      if traces[place].start <= latest { sets.join(place, place - 1) }
      latest = max(latest, traces[place].end)
    }
    var places: [Name: Int] = [:]
    var processes: [Name: Int] = [:]
    for (place, trace) in traces.enumerated() {
      places[trace.id] = place
      for span in trace.spans {
        let process = file.spans[Int(span)].process
        guard !process.isNone else { continue }
        if let other = processes[process] { sets.join(place, other) }
        processes[process] = place
      }
    }
    for link in file.links {
      let here = places[file.spans[Int(link.span)].key.trace]
      if let here, let there = places[link.to.trace] { sets.join(here, there) }
    }
    return sets.count == 1
  }
}

/// Numbers from 0 on, in sets that can be joined.
private struct DisjointSets {
  private var parents: [Int]
  /// How many sets there are.
  private(set) var count: Int

  init(_ count: Int) {
    parents = Array(0..<count)
    self.count = count
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (root(of: one), root(of: other))
    guard one != other else { return }
    parents[max(one, other)] = min(one, other)
    count -= 1
  }

  private mutating func root(of number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[parents[number]]
      number = parents[number]
    }
    return number
  }
}
