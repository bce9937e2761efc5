public import EventLog
public import TraceAnalysis

/// A run at one instant after the other, each a Gantt chart in Mermaid's language.
///
///     let frames = MermaidFrames(Analysis(log))
///     frames.chart(at: 2_000_000_000)   // gantt …
///
/// Every chart has the same bars in the same places: those that are done by then, those that run, and those that are still to
/// come look different.
public struct MermaidFrames: Sendable {
  private let chart: MermaidChart

  /// What of the run the charts leave out, a sentence each.
  public var notes: [String] { chart.notes }

  /// Makes the charts of a run.
  ///
  /// - Parameter run: The run.
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public init(_ run: Analysis) { chart = MermaidChart(ExportedRun(run)) }

  /// The chart at an instant.
  ///
  /// - Parameter instant: The instant, in nanoseconds.
  /// - Returns: The text of the chart, which ends with a line break.
  /// - Complexity: O(bars).
  public func chart(at instant: Nanoseconds) -> String { chart.text(at: instant) }
}
