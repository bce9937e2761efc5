import Diagrams
import EventLog
import Formatting
import Reports
import TraceAnalysis

/// A run as frames for a terminal: the chart at an instant, and what happened last.
struct Movie {
  private let chart: GanttChart
  private let run: Analysis
  private let columns: Int
  /// When the last call ends, in nanoseconds.
  let end: Nanoseconds

  /// How many of the last events a frame tells.
  private static let told = 5

  init(_ comparison: Comparison, columns: Int = Files.columns) {
    chart = GanttChart(comparison)
    run = comparison.run
    end = run.log.end
    self.columns = columns
  }

  /// One of some frames from the start to the end, the first being 0.
  ///
  /// - Precondition: There are at least two.
  func frame(_ place: Int, of count: Int) -> String {
    frame(at: Nanoseconds(clamping: Int128(end) * Int128(place) / Int128(count - 1)))
  }

  /// What is seen at an instant.
  func frame(at instant: Nanoseconds) -> String {
    let events = run.log.events
    let happened = events.partitioningIndex { $0.at > instant }
    let report = EventsReport(run.log)
    var table = Table([.right, .left, .left])
    for seq in max(0, happened - Self.told)..<happened {
      table.add(
        run.timeScale.text(events[seq].at), "\(events[seq].kind.word)", report.subject(of: seq))
    }
    return chart.text(columns: columns, at: instant)
      + (["", "last events, of \(happened):"] + table.lines).joined(separator: "\n") + "\n"
  }
}
