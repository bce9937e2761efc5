internal import EventLog
package import Formatting
package import TraceAnalysis

/// What words all its times on one scale.
protocol TellsTimes {
  /// The scale: that of the longest time which is told.
  ///
  /// - Complexity: O(1) but for the first time, since it is asked for with each time that is told.
  var timeScale: TimeScale { get }
}

extension TellsTimes {
  /// A time on the scale of what tells it.
  func timeText(_ nanoseconds: some BinaryInteger) -> String { timeScale.text(nanoseconds) }
}

extension Analysis: TellsTimes {
  /// The scale for the times of a run: that of its work or of its end, whichever is longer.
  package var timeScale: TimeScale {
    TimeScale(longest: max(Int128(measures.makespan), Int128(measures.work)))
  }
}

extension Comparison: TellsTimes {
  /// The scale for the times of a run beside its baseline.
  package var timeScale: TimeScale {
    baselineTime.map { TimeScale(longest: $0) }.flatMap { $0.hasMinutes ? $0 : nil }
      ?? run.timeScale
  }
}

extension Log: TellsTimes {
  /// The scale for the instants of a run.
  package var timeScale: TimeScale { TimeScale(longest: end) }
}
