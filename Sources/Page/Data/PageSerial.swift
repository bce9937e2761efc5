internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// The run that a page compares with, on a strip above the lanes: one call after the other.
struct PageSerial {
  private var starts: [Nanoseconds] = []
  private var ends: [Nanoseconds] = []
  private var components: [Int64] = []
  private let makespan: Nanoseconds
  /// How many times as long it takes as the run, in words; empty for a run that takes no time.
  private let speedup: String
  private let basis: String

  /// The strip; nil where it is not known how long the baseline takes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  init?(_ comparison: Comparison, basis: String, _ components: PageComponents) {
    guard let makespan = comparison.baselineTime else { return nil }
    self.makespan = makespan
    let parallelTime = comparison.parallelTime
    speedup = parallelTime > 0 ? ratioText(makespan, parallelTime) : ""
    self.basis = basis
    let run = comparison.baselineRun ?? comparison.run
    let bars = run.table.intervals.filter {
      $0.activity == .running && $0.start < $0.end && !run.table[$0.call].isEndless
    }.sorted { ($0.start, $0.call) < ($1.start, $1.call) }
    // The work of a trace is laid end to end; a twin ran as it ran.
    var time: Nanoseconds = 0
    for bar in bars {
      let name = run.log.names[run.table[bar.call].component]
      let start = comparison.baselineRun == nil ? time : bar.start
      time = start + (bar.end - bar.start)
      starts.append(start)
      ends.append(time)
      self.components.append(components.number(of: name))
    }
  }

  /// Writes the strip.
  func write(to json: inout JSONSink, _ clock: PageClock) {
    json.beginObject()
    json.time("makespan", makespan, clock)
    json.field("speedup", speedup)
    json.field("basis", basis.visibleText)
    json.key("bars")
    json.beginObject()
    json.column("from", starts.map(clock.ticks))
    json.column("to", ends.map(clock.ticks))
    json.column("component", components)
    json.endObject()
    json.endObject()
  }
}
