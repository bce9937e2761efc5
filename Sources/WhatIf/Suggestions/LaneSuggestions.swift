internal import EventLog
internal import TraceAnalysis

/// What would make a run shorter of which only the order of calls on lanes is known, such as the threads of a program:
/// what of the busiest lane could run beside it.
///
/// A lane that is busy for *b* bounds the run; without a component that ran there for *c*, another lane or
/// what is left of it does. So moving the component away saves at most *c*, and leaves at least what the others
/// were busy for, and its own longest call. Whether what comes next has to wait for it is not recorded.
struct LaneSuggestions {
  let all: [Suggestion]

  /// How many components are suggested.
  private static let most = 3

  /// What the calls of a component ran on the lane.
  private struct Share {
    private(set) var calls = 0
    private(set) var time: Nanoseconds = 0
    private(set) var longest: Nanoseconds = 0

    mutating func add(_ call: CallRecord) {
      calls += 1
      time = time.addingClamped(call.running)
      longest = max(longest, call.running)
    }
  }

  /// Looks at the busiest lane of a run, but not at components of which more is known than this.
  ///
  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ run: Analysis, but known: [String] = []) {
    let lanes = LaneUse.busiest(in: run, most: 2)
    guard let first = lanes.first else {
      all = []
      return
    }
    let table = run.table
    var shares: [Name: Share] = [:]
    for (call, host) in zip(table.calls, table.laneHosts) where table[host].machine == first.name {
      shares[call.component, default: Share()].add(call)
    }
    let makespan = run.measures.makespan
    let others = lanes.dropFirst().first?.busy ?? 0
    let lane = run.log.names[first.name]
    let (one, many) = (KindWords(run).machine.one, KindWords(run).machine.many)
    let isKnown = Set(known)
    all = shares.filter { !isKnown.contains(run.log.names[$0.key]) }.first(Self.most) {
      ($1.value.time, $0.key.index) < ($0.value.time, $1.key.index)
    }
    .map { component, share in
      // What else the lane did still has to be done.
      let least = max(first.busy - share.time, share.longest, others, makespan - first.busy)
      let saves = max(0, min(share.time, makespan - least))
      return Suggestion(
        "run \(run.log.names[component]) beside the rest of \(lane)", saves: saves, .atMost,
        cost: share.calls == 1 ? "one more \(one)" : "as many more \(many) as it needs",
        caveats: ["whether what comes next needs it is not recorded"])
    }
  }
}
