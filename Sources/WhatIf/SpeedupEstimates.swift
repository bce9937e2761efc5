public import EventLog
internal import Platform
public import TraceAnalysis

/// What would have made a run of tasks shorter, found by running its tasks again in virtual time.
///
/// The tasks are also run again on as many machines as there were. How near that comes to what was observed says how far
/// the rest can be trusted. Of what was recorded all of it is an estimate, since on a real machine calls run slower beside others.
///
///     let estimates = SpeedupEstimates(run, bottleneck, Rerun(run))
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
    /// For how long it ran and nothing else did.
    public var alone: Nanoseconds
  }

  /// How long the tasks take when they are run again on as many machines as there were, in nanoseconds.
  public let replayed: Nanoseconds
  /// How long they take with one machine more, in nanoseconds.
  public let withOneMore: Nanoseconds
  /// The calls to look at first, at most three, the best first.
  public let candidates: [Candidate]

  /// Runs the tasks of a run again; nil if it is not made of tasks that need each other, all on one kind of machine.
  ///
  /// Where dependencies bound the run, what to look at first goes by drag; where machines did, by
  /// what is saved on as many machines.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - bottleneck: What bound it.
  ///   - rerun: The same run, to be made again.
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  public init?(_ run: Analysis, _ bottleneck: Bottleneck, _ rerun: Rerun) {
    guard run.measures.floor != nil, let machine = run.onlyMachine else { return nil }
    let oneMore = ChangeCandidates.slots(
      run.measures.machines + 1, of: run.log.names[machine], isOnly: true, run)
    let drag = run.slack.drag
    let promising = Self.promising(run, run.table.calls.count)
    let first = Cores.map(promising.count + 2) { place in
      switch place {
      case 0: rerun.unchanged(run)
      case 1: rerun.makespan(with: [oneMore])
      default: rerun.makespan(of: run, with: .scaled(0, of: 1), of: promising[place - 2])
      }
    }
    guard let replayed = first[0], let withOneMore = first[1] else { return nil }
    self.replayed = replayed
    self.withOneMore = withOneMore
    var worth = zip(promising, first.dropFirst(2)).map { call, time in
      (call: call, saved: replayed - (time ?? replayed))
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
    let occupancy = run.occupancy
    let best = worth.filter { $0.saved > 0 || drag[Int($0.call) - 1] > 0 }.prefix(3).map(\.self)
    let more = Cores.map(best.count) { place in
      let call = best[place].call
      return rerun.makespan(of: run, with: .first, of: call) ?? replayed
    }
    let counts = NeedCounts(run)
    candidates = best.enumerated().map { place, one in
      let record = run.table[one.call]
      let (start, end) = (record.startedAt ?? 0, record.endedAt ?? 0)
      return Candidate(
        call: one.call, saved: one.saved, savedIfFirst: replayed - more[place],
        needs: counts.needs[Int(one.call) - 1], dependents: counts.dependents[Int(one.call) - 1],
        waited: start - record.requestedAt,
        alone: occupancy.time(from: start, to: end, inUse: 1...1))
    }
  }

  /// Whether running it again on the machines that there were takes about as long as it took.
  ///
  /// Where it does not, the trace holds something that its log does not explain, such as a dependency that was
  /// found while building, and what is said with more machines or without a call is not to be believed.
  public func reproduces(_ run: Analysis) -> Bool {
    abs(replayed - run.makespan) <= run.makespan / 20
  }

  /// The calls that could be worth most: of the longest, of those with most drag, and of the
  /// longest on the observed path a few each; fewer of many, since each has the run run again.
  private static func promising(_ run: Analysis, _ count: Int) -> [CallNumber] {
    let few = max(1, min(6, 600_000 / count))
    let drag = run.slack.drag
    var path = [Bool](repeating: false, count: run.table.calls.count)
    for part in run.observedPath.parts where part.kind == .running {
      path[Int(part.call) - 1] = true
    }
    let calls = run.table.calls.lazy.filter { $0.running > 0 }
    func heaviest(_ calls: some Sequence<CallRecord>, _ weight: (CallRecord) -> Nanoseconds)
      -> [CallNumber]
    {
      calls.first(few) { (weight($1), $0.number) < (weight($0), $1.number) }
        .filter { weight($0) > 0 }.map(\.number)
    }
    let dragging = heaviest(calls) { drag[Int($0.number) - 1] }
    let longest = heaviest(calls, \.running)
    let onPath = heaviest(calls.filter { path[Int($0.number) - 1] }, \.running)
    return Array(Set(dragging + longest + onPath)).sorted()
  }
}

/// How many calls each call needs, and how many need it; call *n* is at *n* − 1.
private struct NeedCounts {
  private(set) var needs: [Int]
  private(set) var dependents: [Int]

  /// - Complexity: O(*n*) in the number of events and causes.
  init(_ run: Analysis) {
    let (log, calls) = (run.log, run.table.calls)
    needs = Array(repeating: 0, count: calls.count)
    dependents = needs
    for (effect, event) in log.events.enumerated() where event.call > 0 {
      for cause in log.causes(of: effect) where !cause.edge.isResource {
        let other = log.events[Int(cause.seq)].call
        guard other > 0, other != event.call else { continue }
        needs[Int(event.call) - 1] += 1
        dependents[Int(other) - 1] += 1
      }
    }
  }
}

extension Analysis {
  /// The machine on which all calls ran, if each did so in one go to its end and none is within another.
  fileprivate var onlyMachine: Name? {
    guard isFinished, let machine = table.calls.first?.machine, !machine.isNone,
      table.slotsElsewhere.isEmpty
    else { return nil }
    for call in table.calls {
      guard let start = call.startedAt, let end = call.endedAt, call.machine == machine,
        call.parent == 0, !call.isFlow, !call.isEndless, call.running == end - start
      else { return nil }
    }
    return machine
  }
}
