internal import EventLog
internal import TraceAnalysis

/// What queued for each place: on a row for each wait where the queue is short, else above each other.
struct PageQueues {
  /// The queue for one place.
  struct Queue {
    var place: LanePlace
    /// The waits, as places of intervals, in the order in which they began.
    var waits: [Int] = []
    /// The row of each; 0 for all in a long queue.
    var depths: [Int] = []
    /// How many waited at once at most.
    var most = 1
    /// Whether each wait has a row of its own.
    var isSpread: Bool { most <= PageQueues.longestSpread }
  }

  /// A queue longer than this is shown by how long it is.
  private static let longestSpread = 4

  private var queues: [LanePlace: Queue] = [:]
  /// The places that were not taken yet, in the order of their first waits.
  private(set) var placesLeft: [LanePlace] = []

  /// - Complexity: O(*n* log *n*) in the number of waits.
  init(_ run: Analysis) {
    let intervals = run.table.intervals
    let waits = intervals.indices.filter {
      intervals[$0].activity == .queued && intervals[$0].start < intervals[$0].end
    }.sorted {
      (intervals[$0].start, intervals[$0].call) < (intervals[$1].start, intervals[$1].call)
    }
    for wait in waits {
      let place = LanePlace(of: run.table[intervals[wait].call])
      if queues[place] == nil { placesLeft.append(place) }
      queues[place, default: Queue(place: place)].waits.append(wait)
    }
    for place in placesLeft { queues[place]?.spread(intervals) }
  }

  /// The queue for a place; nil if there is none or it was taken before.
  mutating func take(_ place: LanePlace) -> Queue? {
    guard let queue = queues.removeValue(forKey: place) else { return nil }
    placesLeft.removeAll { $0 == place }
    return queue
  }
}

extension PageQueues.Queue {
  /// Gives each wait the lowest row that is free.
  fileprivate mutating func spread(_ intervals: [Interval]) {
    let byEnd = waits.indices.sorted {
      (intervals[waits[$0]].end, $0) < (intervals[waits[$1]].end, $1)
    }
    var (free, ended) = (FreeLanes(), 0)
    most = 0
    for wait in waits {
      while intervals[waits[byEnd[ended]]].end <= intervals[wait].start {
        free.insert(depths[byEnd[ended]])
        ended += 1
      }
      let row = free.removeLowest() ?? most
      most = max(most, row + 1)
      depths.append(row)
    }
    if !isSpread { depths = Array(repeating: 0, count: waits.count) }
  }
}
