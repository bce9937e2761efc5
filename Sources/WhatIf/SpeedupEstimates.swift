public import EventLog
public import TraceAnalysis

/// What would have made a run of tasks shorter, by running its plan again in virtual time.
///
/// The same rule is applied to the machines that there were, so that it can be compared with what
/// was observed. All of it is an estimate: on a real machine, calls run slower beside others.
///
///     let estimates = SpeedupEstimates(run, bottleneck)
///     estimates?.withOneMore   // 7_000_000_000
public struct SpeedupEstimates: Sendable {
  /// A call that is worth a look, and what is known of it.
  public struct Candidate: Equatable, Sendable {
    /// The call.
    public var call: CallNumber
    /// How much shorter the run would be if the call took no time, on the same machines; below 0
    /// where it would be longer (Graham's anomalies).
    public var saved: Nanoseconds
    /// How much shorter it would be if the call got a machine as soon as it was ready.
    public var savedIfFirst: Nanoseconds
    /// How many calls it needs.
    public var needs: Int
    /// How many calls need it.
    public var dependents: Int
    /// How long it was ready and waited for a machine.
    public var waited: Nanoseconds
    /// For how long nothing else ran while it did.
    public var alone: Nanoseconds
  }

  /// How long the run takes by the rule, on the machines that there were.
  public let replayed: Nanoseconds
  /// How long it takes with one machine more.
  public let withOneMore: Nanoseconds
  /// The calls to look at first, at most three, the best first.
  public let candidates: [Candidate]

  /// Runs the tasks of a run again; nil if it is not made of tasks that need each other.
  ///
  /// Where dependencies bound the run, what to look at first goes by drag; where machines did, by
  /// what is saved on as many machines.
  ///
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  public init?(_ run: Analysis, _ bottleneck: Bottleneck) {
    guard run.measures.floor != nil, let plan = Plan(run) else { return nil }
    let machines = run.measures.machines
    let replayed = plan.makespan(machines: machines)
    self.replayed = replayed
    withOneMore = plan.makespan(machines: machines + 1)
    let drag = run.slack.drag
    var worth = Self.promising(run, plan.count).map { call in
      (call: call, saved: replayed - plan.makespan(machines: machines, without: call))
    }
    worth.sort { left, right in
      func key(
        _ one: (call: CallNumber, saved: Nanoseconds)
      ) -> (Nanoseconds, Nanoseconds, CallNumber) {
        let dragged = -drag[Int(one.call) - 1]
        return bottleneck.bound == .chain
          ? (dragged, -one.saved, one.call) : (-one.saved, dragged, one.call)
      }
      return key(left) < key(right)
    }
    let occupancy = Occupancy(run.table) { _ in 1 }
    candidates = worth.filter { $0.saved > 0 || drag[Int($0.call) - 1] > 0 }.prefix(3).map { one in
      let record = run.table[one.call]
      let (start, end) = (record.startedAt ?? 0, record.endedAt ?? 0)
      return Candidate(
        call: one.call, saved: one.saved,
        savedIfFirst: replayed - plan.makespan(machines: machines, first: one.call),
        needs: plan.needs(of: one.call), dependents: plan.dependents(of: one.call),
        waited: start - record.requestedAt,
        alone: occupancy.time(from: start, to: end, inUse: 1...1))
    }
  }

  /// The calls that could be worth most: of the longest, of those with most drag, and of the
  /// longest on the observed path a few each; fewer of many, since each has the run run again.
  private static func promising(_ run: Analysis, _ count: Int) -> [CallNumber] {
    let few = max(1, min(6, 600_000 / count))
    let ran = run.table.calls.filter { $0.running > 0 }
    func most(_ calls: [CallRecord], by weight: (CallRecord) -> Nanoseconds) -> [CallNumber] {
      calls.filter { weight($0) > 0 }.sorted { (weight($1), $0.number) < (weight($0), $1.number) }
        .prefix(few).map(\.number)
    }
    let path = Set(run.observedPath.parts.lazy.filter { $0.kind == .running }.map(\.call))
    let chosen =
      most(ran) { run.slack.drag[Int($0.number) - 1] } + most(ran, by: \.running)
      + most(ran.filter { path.contains($0.number) }, by: \.running)
    return Array(Set(chosen)).sorted()
  }
}
