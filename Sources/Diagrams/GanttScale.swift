internal import EventLog
internal import Reports
internal import TraceAnalysis
internal import Typography

/// Where instants are along the axis of a Gantt chart, and what of a name fits between two of them.
struct GanttScale {
  /// Where the axis begins: behind the titles of the lanes.
  let left: Double
  /// How long the axis is.
  let width = 840.0
  private let end: Nanoseconds

  init(_ chart: GanttChart) {
    let titles = (chart.lanes + chart.serialLanes).map {
      $0.title.textWidth(fontSize: 11) * Canvas.reserve
    }
    left = min(170, max(60, (titles.max() ?? 0) + 14)).rounded()
    end = chart.end
  }

  func x(_ time: Nanoseconds) -> Double { left + width * Double(time) / Double(end) }

  func width(of bar: GanttChart.Bar) -> Double { x(bar.end) - x(bar.start) }

  /// What fits into a bar: name and duration, name, end of a path, beginning of the name, nothing.
  func label(of bar: GanttChart.Bar) -> String {
    let room = (width(of: bar) - 6) / Canvas.reserve
    guard room >= 14 else { return "" }
    let name = bar.activity == .blocked ? "blocked" : bar.title
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let whole = name.hasRightToLeftText ? name : "\(name) \(timeText(bar.end - bar.start))"
    let choices = [whole, name, file]
    if let fitting = choices.first(where: { $0.textWidth(fontSize: 11) <= room }) {
      return fitting
    }
    let part = file.truncated(toWidth: room, fontSize: 11)
    return part.count > 4 ? part : ""
  }

  /// The longest calls among those whose bars have room for a number but not for a name.
  func longestUnnamed(of chart: GanttChart) -> [GanttChart.Bar] {
    let unnamed = chart.lanes.lazy.flatMap(\.bars).filter {
      $0.activity == .running && width(of: $0) >= 9 && label(of: $0).isEmpty
    }
    return Array(
      unnamed.sorted { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) }.prefix(6))
  }
}
