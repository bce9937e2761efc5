internal import EventLog
internal import TraceAnalysis

/// A row of a Gantt chart: a lane, or a band of lanes of which only the share that is busy is shown.
///
/// A chart has at most so many rows that they stand on one screen. Lanes with most of the critical and
/// the observed path, with calls that did not end well and with the longest calls keep a row each; the others
/// share bands, in their order.
struct GanttRow {
  var title: String
  /// One lane, or those of the band.
  var lanes: [GanttChart.Lane]

  /// Whether bars may lie above each other here, so that only how many there are can be drawn.
  var isBand: Bool { lanes.count > 1 || lanes[0].most > 1 }

  var isQueue: Bool { lanes[0].isQueue }

  /// How many lanes, or calls that wait, there are at most.
  var most: Int { lanes.reduce(0) { $0 + $1.most } }

  /// Where lanes are too many, how many keep a row and how many bands there are for the others.
  private static let mostKept = 8
  private static let mostBands = 16

  /// So many lanes that are hardly used are a band, and a row each below that.
  private static let mostHardlyUsed = 8

  /// Rows for the threads of a run, at most so many: those that are hardly used are one band behind the others, so that
  /// a pool of which most threads never came to work does not hide what ran; `path` is how long a bar was on a path.
  ///
  /// - Complexity: O(*n* log *n*) in the number of lanes and linear in that of bars.
  static func rows(
    ofThreads lanes: [GanttChart.Lane], until end: Nanoseconds, limit: Int,
    path: (GanttChart.Bar) -> Nanoseconds
  ) -> [GanttRow] {
    let isUsed = lanes.map { lane in
      lane.bars.reduce(0) { $0.addingClamped($1.end - $1.start) } >= end / 50
        || lane.bars.contains { $0.ending != .none }
    }
    let hardlyUsed = lanes.indices.filter { !isUsed[$0] }
    guard hardlyUsed.count >= mostHardlyUsed else {
      return rows(of: lanes, limit: limit, path: path)
    }
    let used = lanes.indices.filter { isUsed[$0] }.map { lanes[$0] }
    let band = GanttRow(
      title: "\(hardlyUsed.count) threads, hardly used", lanes: hardlyUsed.map { lanes[$0] })
    return rows(of: used, limit: limit - 1, path: path) + [band]
  }

  /// Rows for lanes, at most so many; `path` is how long a bar was on a path.
  ///
  /// - Complexity: O(*n* log *n*) in the number of lanes and linear in that of bars.
  static func rows(
    of lanes: [GanttChart.Lane], limit: Int, path: (GanttChart.Bar) -> Nanoseconds = { _ in 0 }
  ) -> [GanttRow] {
    guard lanes.count > limit else { return lanes.map { GanttRow(title: $0.title, lanes: [$0]) } }
    let queues = lanes.filter(\.isQueue)
    let busy = lanes.filter { !$0.isQueue }
    let queueRows =
      queues.count <= max(1, limit / 8)
      ? queues.map { GanttRow(title: $0.title, lanes: [$0]) }
      : [GanttRow(title: "waiting, \(queues.count) lanes", lanes: queues)]
    let room = max(2, limit - queueRows.count)
    guard busy.count > room else {
      return busy.map { GanttRow(title: $0.title, lanes: [$0]) } + queueRows
    }
    let kept = mattering(busy, count: min(Self.mostKept, room / 2), path)
    let others = busy.indices.filter { !kept.contains($0) }
    let bandCount = min(Self.mostBands, room - kept.count)
    let bands = (0..<bandCount).map { band in
      let places = others.count * band / bandCount..<others.count * (band + 1) / bandCount
      return GanttRow(band: others[places].map { busy[$0] })
    }
    return kept.sorted().map { GanttRow(title: busy[$0].title, lanes: [busy[$0]]) } + bands
      + queueRows
  }

  private init(title: String, lanes: [GanttChart.Lane]) {
    self.title = title
    self.lanes = lanes
  }

  /// Slots of one machine are told by the first and the last if none is missing between them; others
  /// only by how many there are.
  private init(band lanes: [GanttChart.Lane]) {
    self.lanes = lanes
    let (first, last) = (lanes[0], lanes[lanes.count - 1])
    title =
      lanes.count == 1
      ? first.title
      : first.place == last.place && first.slot > 0
        ? Int(last.slot - first.slot) + 1 == lanes.count
          ? "\(first.place) \(first.slot)–\(last.slot)" : "\(lanes.count) of \(first.place)"
        : "\(lanes.count) lanes"
  }

  /// The lanes that matter most: half by the paths, some by how calls ended, the rest by
  /// their longest call; of equals, the first.
  private static func mattering(
    _ lanes: [GanttChart.Lane], count: Int, _ path: (GanttChart.Bar) -> Nanoseconds
  ) -> Set<Int> {
    var weights = lanes.map { _ in (path: Nanoseconds(0), ended: 0, longest: Nanoseconds(0)) }
    for (index, lane) in lanes.enumerated() {
      for bar in lane.bars {
        weights[index].path = weights[index].path.addingClamped(path(bar))
        if bar.ending != .none { weights[index].ended += 1 }
        if bar.activity == .running {
          weights[index].longest = max(weights[index].longest, bar.end - bar.start)
        }
      }
    }
    let all = lanes.indices
    var kept = Set<Int>()
    func keep(_ most: Int, by weight: (Int) -> Nanoseconds) {
      let candidates = all.filter { weight($0) > 0 && !kept.contains($0) }
      kept.formUnion(candidates.sorted { (weight($1), $0) < (weight($0), $1) }.prefix(most))
    }
    keep(count / 2) { weights[$0].path }
    keep(count / 4) { Nanoseconds(weights[$0].ended) }
    keep(count - kept.count) { weights[$0].longest }
    return kept
  }
}

/// The rows of a chart: those of the baseline and those of the run.
struct RowPlan {
  let serial: [GanttRow]
  let run: [GanttRow]

  /// The most rows of the run.
  static let limit = 42
  private static let serialLimit = 4

  /// - Parameters:
  ///   - chart: The chart.
  ///   - limit: The most rows of the run.
  init(_ chart: GanttChart, limit: Int = Self.limit) {
    serial = GanttRow.rows(
      of: chart.serialLanes, limit: limit < Self.limit ? 2 : Self.serialLimit)
    run =
      chart.isOfThreads
      ? GanttRow.rows(
        ofThreads: chart.lanes, until: chart.comparison.run.makespan, limit: limit,
        path: chart.timeOnPaths)
      : GanttRow.rows(of: chart.lanes, limit: limit, path: chart.timeOnPaths)
  }
}

extension GanttChart {
  /// How long a bar was on the critical and on the observed path.
  fileprivate func timeOnPaths(_ bar: Bar) -> Nanoseconds {
    critical.time(within: bar.start, bar.end, of: bar.call)
      .addingClamped(observed.time(within: bar.start, bar.end, of: bar.call))
  }
}
