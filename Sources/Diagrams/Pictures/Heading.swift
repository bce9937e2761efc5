internal import EventLog
internal import Reports
internal import Formatting
internal import TraceAnalysis

extension String {
  /// An answer as the title of a picture, in lines that fit.
  ///
  /// It breaks before what is said last if both parts fit, or else between words; a name that is too long for a line is cut,
  /// and what is saved still shows.
  func heading(toWidth width: Double, fontSize: Double) -> [String] {
    if textWidth(fontSize: fontSize) <= width { return [self] }
    if let end = lastIndex(of: ";") {
      let parts = [self[...end], self[end...].dropFirst(2)].map(String.init)
      if parts.allSatisfy({ $0.textWidth(fontSize: fontSize) <= width }) { return parts }
    }
    return wrapped(toWidth: width, fontSize: fontSize, lines: 3)
  }
}

extension GanttChart {
  /// What is cut off the picture, a sentence each.
  var cuts: [String] {
    guard isSerialCut, let time = comparison.baselineTime else { return [] }
    return ["the baseline goes on to \(timeText(time)); the axis is that of the run"]
  }

  /// How many calls on threads take no time and are left out, in words; nil if none are.
  var leftOutMilestones: String? {
    guard isOfThreads else { return nil }
    let count = comparison.run.table.calls.count(where: \.takesNoTime)
    return count == 0
      ? nil
      : counted(count, "call that takes no time is", "calls that take no time are") + " left out"
  }
}
