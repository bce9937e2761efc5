internal import EventLog
internal import Reports
internal import TraceAnalysis

/// What is known of a run at an instant: no failure, stop or deadlock shows before it has come about.
extension GanttChart.Bar {
  /// The bar as it is known at an instant; nil if that it waits for ever is not.
  ///
  /// One that goes on then has not ended in any way yet. Where there is no instant, all is known.
  func known(at instant: Nanoseconds?) -> GanttChart.Bar? {
    guard let instant else { return self }
    if isForEver, start > instant { return nil }
    guard end > instant else { return self }
    var bar = self
    bar.ending = .none
    return bar
  }
}

extension Comparison {
  /// The first line of the report, as far as an instant may tell it: before its end a run that comes to no good end has only its
  /// name.
  func answer(at instant: Nanoseconds?) -> String {
    guard let instant, instant < run.log.end, !run.isWhole else { return answer }
    return name
  }

  /// The answer as the title of a picture, with as many lines at one instant as at any other.
  func heading(toWidth width: Double, fontSize: Double, at instant: Nanoseconds?) -> [String] {
    let whole = answer.heading(toWidth: width, fontSize: fontSize)
    let known = answer(at: instant)
    guard known != answer else { return whole }
    let lines = known.heading(toWidth: width, fontSize: fontSize).prefix(whole.count)
    return lines + Array(repeating: " ", count: whole.count - lines.count)
  }
}
