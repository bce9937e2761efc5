internal import EventLog
internal import TraceAnalysis

/// What queued for each place, on as few rows as hold it without overlap.
struct WaitLanes {
  /// A queue longer than this is not shown in full.
  static let most = 50

  /// How many waits there was no row for.
  private(set) var leftOut = 0
  /// The places that were not taken yet, in the order of their first waits.
  private(set) var placesLeft: [LanePlace] = []
  private var rows: [LanePlace: [[Int]]] = [:]

  /// - Complexity: O(*n* log *n*) in the number of waits.
  init(_ run: ExportedRun) {
    let intervals = run.run.table.intervals
    let waits = intervals.indices.filter {
      intervals[$0].activity == .queued && intervals[$0].start < intervals[$0].end
    }.sorted {
      (intervals[$0].start, intervals[$0].call) < (intervals[$1].start, intervals[$1].call)
    }
    for wait in waits {
      let place = LanePlace(of: run.run.table[intervals[wait].call])
      if rows[place] == nil { placesLeft.append(place) }
      let start = intervals[wait].start
      let row = rows[place]?.firstIndex { intervals[$0[$0.count - 1]].end <= start }
      if let row {
        rows[place]?[row].append(wait)
      } else if rows[place, default: []].count < Self.most {
        rows[place, default: []].append([wait])
      } else {
        leftOut += 1
      }
    }
  }

  /// The rows of a place, each the intervals of the waits on it; none if they were taken before.
  mutating func take(_ place: LanePlace) -> [[Int]] {
    placesLeft.removeAll { $0 == place }
    return rows.removeValue(forKey: place) ?? []
  }
}
