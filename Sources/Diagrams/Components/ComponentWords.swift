internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What a picture says of a component.
extension ComponentDiagram {
  /// The names of some components: short ones, where these are names of functions that do not have one in common.
  func names(of components: [Int]) -> [String] {
    let names = components.map { run.log.names[totals.all[$0].name] }
    guard run.isOfThreads else { return names }
    let short = names.map(\.shortName)
    var counts: [String: Int] = [:]
    for name in short { counts[name, default: 0] += 1 }
    return zip(names, short).map { counts[$1] == 1 ? $1 : $0 }
  }

  /// How often it ran, if more than once.
  func repeats(_ total: ComponentTotals.Total) -> String {
    total.calls > 1 ? " ×\(total.calls)" : ""
  }

  /// How long it ran itself, of how long with what it called, and its share of all work; or how long it waited.
  ///
  ///     own 2 ms of 5.2 s, 0.1 %
  func timeWords(_ total: ComponentTotals.Total) -> String {
    if total.own == 0, total.waited > 0 { return "waited \(shortTimeText(total.waited))" }
    // What is less than a hundredth more is only the profiler's own.
    let isAll = total.whole <= total.own.addingClamped(total.own / 100)
    let whole = isAll ? "" : " of \(shortTimeText(total.whole))"
    return "own \(shortTimeText(total.own))\(whole), \(percentText(total.own, totals.work))"
  }

  /// Where all components ran, if that is one thread or service.
  var onlyPlace: String? {
    guard let lane = totals.all.first?.lane, !lane.isNone,
      totals.all.allSatisfy({ $0.lanes == 1 && $0.lane == lane })
    else { return nil }
    return run.log.names[lane]
  }

  /// Where it ran; nil where its name says it or there is only one such place.
  func placeWords(_ total: ComponentTotals.Total) -> String? {
    guard !total.lane.isNone, onlyPlace == nil else { return nil }
    if total.lanes > 1 { return "on \(total.lanes) \(run.isOfThreads ? "threads" : "services")" }
    let lane = run.log.names[total.lane]
    if run.isOfThreads { return lane }
    return run.log.names[total.name].hasPrefix(lane + " ") ? nil : lane
  }

  /// What else is to be known of it: what failed, how late it may be, how much of the path it holds.
  func remarks(_ component: Int, isMarked: Bool) -> [String] {
    let total = totals.all[component]
    var words: [String] = []
    if total.failures > 0 {
      words.append(total.calls == 1 ? "✕ failed" : "✕ \(total.failures) failed")
    }
    if isMarked {
      words.append("\(percentText(total.onPath, totals.path)) of the path")
    } else if let slack = total.slack, slack > 0 {
      words.append("slack \(total.calls > 1 ? "from " : "")\(shortTimeText(slack))")
    }
    return words
  }
}
