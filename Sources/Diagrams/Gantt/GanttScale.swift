internal import EventLog
internal import Reports
internal import TraceAnalysis
internal import Formatting

/// Where instants are along the axis of a Gantt chart, and what of a name fits between two of them.
struct GanttScale {
  /// Where the axis begins: behind the titles of the lanes.
  let left: Double
  /// How long the axis is.
  let width: Double
  private let end: Nanoseconds
  /// Where the axis ends.
  var right: Double { left + width }
  /// How wide a line of small text below the axis may be.
  var noteWidth: Double { width / Canvas.reserve }

  /// The scale of a chart that is as wide as it should be, or as wide as there is room.
  init(_ chart: GanttChart, rows: [GanttRow], room: Double? = nil) {
    let titles = rows.map { $0.title.textWidth(fontSize: 11) * Canvas.reserve }
    let left = min(
      room == nil ? chart.isOfThreads ? 210 : 170 : 140, max(60, (titles.max() ?? 0) + 14)
    ).rounded()
    self.left = left
    width = room.map { ($0 - left - 14).rounded(.down) } ?? 840
    end = chart.end
  }

  func x(_ time: Nanoseconds) -> Double { left + width * Double(time) / Double(end) }

  func width(of bar: GanttChart.Bar) -> Double { x(bar.end) - x(bar.start) }

  /// What fits into a bar of a thread: name and duration, name, a part that says most of it, nothing.
  ///
  /// Colours and the legend tell most names, so none is cut.
  func threadLabel(of bar: GanttChart.Bar, named name: String, width: Double) -> String {
    let sign = bar.ending == .failed ? "✕ " : ""
    let room = (width - 6) / Canvas.reserve
    guard room >= 8 else { return "" }
    let choices = ["\(name) \(timeText(bar.time))", name] + name.tellingParts
    return choices.lazy.map { sign + $0 }.first { $0.textWidth(fontSize: 11) <= room }
      ?? (sign.isEmpty ? "" : "✕")
  }

  /// What fits into a bar: name and duration, name, end of a path, beginning of the name, nothing.
  ///
  /// - Parameters:
  ///   - bar: The bar.
  ///   - name: What is called, or what it does that does not run.
  ///   - width: How much of the bar is drawn; all of it by default.
  /// - Returns: The words, or none.
  func label(of bar: GanttChart.Bar, named name: String, width: Double? = nil) -> String {
    let sign = bar.ending == .failed ? "✕ " : ""
    let room = ((width ?? self.width(of: bar)) - 6) / Canvas.reserve
    guard room >= 14 else { return sign.isEmpty || room < 8 ? "" : "✕" }
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let whole =
      name.hasRightToLeftText ? name : "\(name) \(timeText(bar.time))"
    let choices = [whole, name, file].map { sign + $0 }
    if let fitting = choices.first(where: { $0.textWidth(fontSize: 11) <= room }) {
      return fitting
    }
    let part = (sign + file).truncated(toWidth: room, fontSize: 11)
    return part.count > 4 ? part : sign.isEmpty ? "" : "✕"
  }
}
