public import EventLog

/// How long the calls of a run took in several recordings of the same work.
///
///     let spread = RecordedSpread(logs.map { RecordedPlan($0) })
///     let makespan = try spread.plan(seed: 7).makespan()
///
/// What follows from what, the slots, and time that nothing explains are those of the first recording. A call of it is the same as that
/// call of another which has its name and comes as many calls of that name after the first. It takes one of the times that were recorded
/// for it, each as likely as the others and whatever the other calls take.
public struct RecordedSpread: Sendable {
  /// The first recording.
  public let plan: RecordedPlan
  /// How many recordings there are.
  public let count: Int
  /// The recordings, the first being 0, of which no call has the name of one of the first recording.
  public let strangers: [Int]
  /// How long each call runs by itself in the first recording; call *n* is at *n* − 1.
  private let recorded: [Nanoseconds]
  /// The times of the first call, then those of the second, and so on, each from the first recording on.
  private var times: [Nanoseconds] = []
  private var ends: [Int] = []
  /// What the draw of each call is named by: its name's hash and its number among the calls of that name.
  private var keys: [(hash: UInt64, number: UInt32)]

  /// Puts recordings beside each other.
  ///
  /// - Precondition: There is one at least.
  /// - Complexity: O(*n*) in the number of links and calls of all.
  public init(_ plans: [RecordedPlan]) {
    plan = plans[0]
    count = plans.count
    recorded = plan.runningTimes
    keys = Array(repeating: (0, 0), count: plan.count)
    let others = plans.dropFirst().map(Self.times)
    let names = plan.components.map(\.name)
    strangers = others.indices.filter { other in !names.contains { others[other][$0] != nil } }
      .map { $0 + 1 }
    var counterparts = [[Nanoseconds]](repeating: [], count: plan.count)
    for (name, calls) in plan.components {
      let hash = stableHash(name)
      let found = others.map { $0[name] ?? [] }
      for (place, call) in calls.enumerated() {
        keys[Int(call) - 1] = (hash, UInt32(place + 1))
        guard plan.hasRun(call) else { continue }
        counterparts[Int(call) - 1] = found.compactMap { place < $0.count ? $0[place] : nil }
      }
    }
    for (call, counterparts) in counterparts.enumerated() {
      times.append(recorded[call])
      times += counterparts.compactMap(\.self)
      ends.append(times.count)
    }
  }

  /// How long the calls of each name ran, in order; nil for one that did not run to its end.
  private static func times(of plan: RecordedPlan) -> [String: [Nanoseconds?]] {
    let running = plan.runningTimes
    var times: [String: [Nanoseconds?]] = [:]
    for (name, calls) in plan.components {
      times[name] = calls.map { plan.hasRun($0) ? running[Int($0) - 1] : nil }
    }
    return times
  }

  private func range(of call: Int) -> Range<Int> { (call == 0 ? 0 : ends[call - 1])..<ends[call] }

  /// The calls that were recorded once, and always take what they took then.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  public var recordedOnce: [CallNumber] {
    ends.indices.filter { range(of: $0).count == 1 }.map { CallNumber($0 + 1) }
  }

  /// The first recording with other times: each call takes one of those that were recorded for it.
  ///
  /// - Parameter seed: What the draws are keyed by, beside the name of a call and its number among those of that name.
  /// - Returns: The plan.
  /// - Complexity: O(*n*) in the number of links and calls.
  public func plan(seed: UInt64) -> RecordedPlan {
    var drawn = recorded
    for call in drawn.indices {
      let range = range(of: call)
      guard range.count > 1 else { continue }
      var draw = RandomSubstream(
        seed: seed, hash: keys[call].hash, call: keys[call].number, purpose: .takes)
      drawn[call] = times[range.lowerBound + Int(draw.index(below: UInt64(range.count)))]
    }
    var plan = plan
    plan.setRunningTimes(drawn, from: recorded)
    return plan
  }
}

extension RecordedPlan {
  /// Whether a call started, and came to an end.
  fileprivate func hasRun(_ call: CallNumber) -> Bool {
    calls[Int(call) - 1].started >= 0 && calls[Int(call) - 1].ended >= 0
  }
}
