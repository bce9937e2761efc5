package import EventLog

/// A log as a weighted graph: events are its nodes, causes that are no resource its edges.
///
/// Sweeps go over it several times, so the edges lie in one flat array with their weights, those that
/// lead to an event side by side.
package struct RunGraph: Sendable {
  /// What leads to an event from an earlier one.
  struct Link {
    /// The number of the earlier event.
    private let cause: UInt32
    /// In which way it is a cause.
    let edge: Edge
    /// Whether a call runs on the way.
    let isRunning: Bool
    /// How long the way takes.
    let weight: Nanoseconds

    /// The link from a cause to its effect.
    ///
    /// Within a call, the time from started or resumed to what it does next is running; a call that
    /// asks for another has run until then. So is the time until what a call does that never ends,
    /// though it is no work. A timer weighs the time for which it was set. Everything else weighs
    /// nothing.
    init(_ cause: Cause, to effect: Int, _ log: borrowing Log, _ table: borrowing CallTable) {
      self.cause = cause.seq
      edge = cause.edge
      isRunning = edge == .program && table.runsAfter[Int(cause.seq)]
      let takesTime =
        isRunning || edge == .time
        || edge == .program && !log.events[effect].endsCall
          && table.isRunning(after: Int(cause.seq), in: log)
      weight = takesTime ? log.events[effect].at - log.events[Int(cause.seq)].at : 0
    }

    var seq: Int { Int(cause) }
  }

  let log: Log
  let table: CallTable
  /// What leads to the first event, to the second, and so on.
  private(set) var links: [Link] = []
  private var linkEnds: [UInt32] = []

  /// Makes the graph of a log.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  package init(log: Log, table: CallTable) {
    self.log = log
    self.table = table
    links.reserveOnLargePages(log.causes.count)
    linkEnds.reserveOnLargePages(log.events.count)
    for effect in log.events.indices {
      for index in log.causeRange(of: effect) where !log.causes[index].edge.isResource {
        links.append(Link(log.causes[index], to: effect, log, table))
      }
      linkEnds.append(UInt32(links.count))
    }
  }

  /// Where in `links` that which leads to an event lies.
  func links(to effect: Int) -> Range<Int> {
    (effect == 0 ? 0 : Int(linkEnds[effect - 1]))..<Int(linkEnds[effect])
  }

  /// How long the edge from a cause to its effect takes (see `Link`).
  func weight(of cause: Cause, to effect: Int) -> Nanoseconds {
    Link(cause, to: effect, log, table).weight
  }

  /// The earliest time of each event when only some edges hold and one call takes no time.
  ///
  /// - Complexity: O(*n*) in the number of events and causes.
  func earliestTimes(
    without weightless: CallNumber = 0, over holds: (Edge) -> Bool
  ) -> [Nanoseconds] {
    var times = [Nanoseconds](onLargePages: 0, count: log.events.count)
    for effect in times.indices {
      var time: Nanoseconds = 0
      for index in links(to: effect) where holds(links[index].edge) {
        let link = links[index]
        let isWeightless =
          weightless > 0 && link.edge != .time && log.events[link.seq].call == weightless
        time = max(time, times[link.seq] + (isWeightless ? 0 : link.weight))
      }
      times[effect] = time
    }
    return times
  }
}
