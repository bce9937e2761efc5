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
  /// - Complexity: O(*n*) in the number of events.
  public static func busiest(in run: Analysis, most: Int = 3) -> [LaneUse] {
    let table = run.table
    // The lane of each call, by the number of its name; behind all of them what has none.
    let none = run.log.names.count
    let lanes = table.laneHosts.map { min(Int(table[$0].machine.index), none) }
    var running = [Nanoseconds](repeating: -1, count: none + 1)
    for (call, lane) in zip(table.calls, lanes) {
      running[lane] = max(0, running[lane]).addingClamped(call.running)
    }
    let waits = waits(in: run.log, lanes)
    let shown = (0..<none).filter { running[$0] >= 0 }
      .first(most) { (running[$1], $0) < (running[$0], $1) }
    // What runs on each of these, and since when anything does.
    var uses = shown.map { _ in (now: 0, peak: 0, since: Nanoseconds(0), busy: Nanoseconds(0)) }
    var places = [Int](repeating: -1, count: running.count)
    for (place, lane) in shown.enumerated() { places[lane] = place }
    Occupancy.forEachChange(in: table) { call, begins, time in
      let place = places[lanes[Int(call) - 1]]
      guard place >= 0 else { return }
      uses[place].now += begins ? 1 : -1
      if begins {
        if uses[place].now == 1 { uses[place].since = time }
        uses[place].peak = max(uses[place].peak, uses[place].now)
      } else if uses[place].now == 0 {
        uses[place].busy += time - uses[place].since
      }
    }
    return zip(shown, uses).map { lane, use in
      LaneUse(
        name: Name(index: UInt32(lane)), busy: use.busy, isOneByOne: use.peak <= 1,
        waiting: waits[lane])
    }
  }

  /// For how long calls on each lane were blocked that wait for no call of their own.
  private static func waits(in log: Log, _ lanes: [Int]) -> [Nanoseconds] {
    var since: [CallNumber: Nanoseconds] = [:]
    var waits = [Nanoseconds](repeating: 0, count: log.names.count + 1)
    for event in log.events where event.call > 0 {
      if case .callBlocked(0, _) = event.kind {
        since[event.call] = event.at
      } else if !since.isEmpty, let start = since.removeValue(forKey: event.call) {
        let lane = lanes[Int(event.call) - 1]
        waits[lane] = waits[lane].addingClamped(event.at - start)
      }
    }
    return waits
  }
}
