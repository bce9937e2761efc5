internal import EventLog
internal import Reports
internal import Typography

extension Comparison {
  /// The answer as the title of a picture, in lines that fit.
  ///
  /// It breaks between its parts rather than inside one; a name that is too long for a line is cut,
  /// and what is saved still shows.
  func heading(toWidth width: Double, fontSize: Double) -> [String] {
    if answer.textWidth(fontSize: fontSize) <= width { return [answer] }
    guard let end = answer.lastIndex(of: ";") else {
      return answer.wrapped(toWidth: width, fontSize: fontSize, lines: 3)
    }
    return [answer[...end], answer[end...].dropFirst(2)].flatMap {
      String($0).wrapped(toWidth: width, fontSize: fontSize, lines: 2)
    }
  }
}

extension GanttChart {
  /// What is cut off the picture, a sentence each.
  var cuts: [String] {
    guard isSerialCut, let time = comparison.serialTime else { return [] }
    return ["the serial side goes on to \(timeText(time)); the axis is that of the run"]
  }
}
