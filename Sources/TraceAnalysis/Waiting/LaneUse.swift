public import EventLog

/// How long a lane of a trace, such as a thread, was busy, and how long its calls waited for others.
public struct LaneUse: Sendable {
  /// The lane.
  public let name: Name
  /// For how long anything ran there.
  public let busy: Nanoseconds
  /// Whether one call ran there at a time, so that what was busy is the lane and not only something on it.
  public let isOneByOne: Bool
  /// For how long calls there did nothing but wait for something else of the run.
  public let waiting: Nanoseconds

  /// The lanes of a run, the busiest first; at most so many.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  public static func busiest(in run: Analysis, most: Int = 3) -> [LaneUse] {
    let table = run.table
    let lanes = table.laneHosts.map { table[$0].machine }
    var running: [Name: Nanoseconds] = [:]
    for (call, lane) in zip(table.calls, lanes) where !lane.isNone {
      running[lane] = running[lane, default: 0].addingClamped(call.running)
    }
    let waits = waits(in: run.log, lanes)
    let names = running.sorted { ($1.value, $0.key.index) < ($0.value, $1.key.index) }
    return names.prefix(most).map { name, _ in
      let occupancy = Occupancy(table) { lanes[Int($0) - 1] == name ? 1 : 0 }
      return LaneUse(
        name: name, busy: occupancy.time(from: 0, to: table.makespan, inUse: 1...Int.max),
        isOneByOne: occupancy.peak <= 1, waiting: waits[name, default: 0])
    }
  }

  /// How long calls were blocked that wait for no call of their own.
  private static func waits(in log: Log, _ lanes: [Name]) -> [Name: Nanoseconds] {
    var since: [CallNumber: Nanoseconds] = [:]
    var waits: [Name: Nanoseconds] = [:]
    for event in log.events where event.call > 0 {
      if case .callBlocked(0, _) = event.kind {
        since[event.call] = event.at
      } else if let start = since.removeValue(forKey: event.call) {
        let lane = lanes[Int(event.call) - 1]
        waits[lane] = waits[lane, default: 0].addingClamped(event.at - start)
      }
    }
    return waits
  }
}
