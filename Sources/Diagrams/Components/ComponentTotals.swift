internal import EventLog
internal import TraceAnalysis

/// What the calls of each component of a run did in all.
///
/// Of a million calls there may be a hundred components; a picture of the program has room for these. They are numbered
/// in the order of their first calls.
struct ComponentTotals: Sendable {
  /// The calls of one component together.
  struct Total {
    let name: Name
    /// The first of its calls.
    let first: CallNumber
    var calls = 0
    /// How many of them failed.
    var failures = 0
    /// How long they ran, without what ran within them.
    var own: Nanoseconds = 0
    /// How long it took from their starts to their ends; a call within another of the component counts once.
    var whole: Nanoseconds = 0
    /// How long they neither ran nor had anything run within them on their threads.
    var waited: Nanoseconds = 0
    /// How much of the path lies in them.
    var onPath: Nanoseconds = 0
    /// The only component that they called; -1 if none, -2 if several.
    fileprivate(set) var callee: Int32 = -1
    /// Whether they did next to nothing but call another component.
    var onlyPassesOn: Bool { callee >= 0 && own < whole / 50 }
    /// How late one of them may be, at least; nil where that is not known.
    var slack: Nanoseconds?
    /// Where the first ran, and on how many threads or in how many services they ran.
    var lane = Name.none
    var lanes = 0
  }

  private(set) var all: [Total] = []
  /// The component of each call, by its number − 1.
  private(set) var numbers: [Int32] = []
  /// How much of the path lies in each call and in what ran within it.
  private(set) var pathWithin: [Nanoseconds] = []
  /// How long the path is, with what nothing explains and what was waited for, and how long calls run on it.
  private(set) var path: Nanoseconds = 0
  private(set) var pathInCalls: Nanoseconds = 0
  /// The running of all calls.
  private(set) var work: Nanoseconds = 0

  /// - Complexity: O(*n*) in the number of calls and events.
  init(_ run: Analysis) {
    count(run)
    findPath(run)
    if run.measures.hasCriticalPath { findSlack(run) }
    measureWholes(run.table.calls)
    guard run.isOfThreads else { return }
    var nested = NestedCalls(run)
    for interval in run.table.intervals where interval.activity == .blocked {
      let waits = nested.waits(in: interval, run.table)
      let time = waits.reduce(0) { $0 + $1.end - $1.start }
      let component = Int(numbers[Int(interval.call) - 1])
      all[component].waited = all[component].waited.addingClamped(time)
    }
  }

  private mutating func count(_ run: Analysis) {
    let (calls, hosts) = (run.table.calls, run.table.laneHosts)
    var known = [Int32](repeating: -1, count: run.log.names.count)
    numbers.reserveCapacity(calls.count)
    // Which components ran on which lanes, but for the first of each.
    var others: Set<UInt64> = []
    for call in calls {
      let name = Int(call.component.index)
      if known[name] < 0 {
        known[name] = Int32(all.count)
        all.append(Total(name: call.component, first: call.number))
      }
      let number = Int(known[name])
      numbers.append(Int32(number))
      all[number].calls += 1
      all[number].own = all[number].own.addingClamped(call.running)
      work = work.addingClamped(call.running)
      if let ended = call.ended, case .callFailed = run.log.events[ended].kind {
        all[number].failures += 1
      }
      if call.parent > 0 {
        let caller = Int(numbers[Int(call.parent) - 1])
        let callee = all[caller].callee
        all[caller].callee = callee == -1 || callee == Int32(number) ? Int32(number) : -2
      }
      let lane = calls[Int(hosts[Int(call.number) - 1]) - 1].machine
      if all[number].lanes == 0 {
        (all[number].lane, all[number].lanes) = (lane, 1)
      } else if lane != all[number].lane {
        let pair = UInt64(number) << 32 | UInt64(lane.index)
        if others.insert(pair).inserted { all[number].lanes += 1 }
      }
    }
  }

  /// How much of the critical path lies in each call; where none is known, of the observed path.
  private mutating func findPath(_ run: Analysis) {
    pathWithin = Array(repeating: 0, count: numbers.count)
    for part in run.pathOfCalls {
      pathWithin[Int(part.call) - 1] += part.time
      all[Int(numbers[Int(part.call) - 1])].onPath += part.time
      pathInCalls += part.time
    }
    path = run.measures.hasCriticalPath ? run.measures.span : run.makespan
    // A call has a higher number than the one that asked for it.
    for call in run.table.calls.reversed() where call.parent > 0 {
      pathWithin[Int(call.parent) - 1] += pathWithin[Int(call.number) - 1]
    }
  }

  private mutating func findSlack(_ run: Analysis) {
    for (index, slack) in run.slack.total.enumerated() {
      let number = Int(numbers[index])
      all[number].slack = min(all[number].slack ?? .max, slack)
    }
  }

  /// Goes through calls and all within them, and counts those that are within no other of their component.
  private mutating func measureWholes(_ calls: [CallRecord]) {
    var first = [CallNumber](repeating: 0, count: calls.count + 1)
    var next = first
    for call in calls.reversed() {
      next[Int(call.number)] = first[Int(call.parent)]
      first[Int(call.parent)] = call.number
    }
    var open = [Int32](repeating: 0, count: all.count)
    var number = first[0]
    while number > 0 {
      let call = calls[Int(number) - 1]
      let component = Int(numbers[Int(number) - 1])
      if open[component] == 0, let start = call.startedAt, let end = call.endedAt {
        all[component].whole = all[component].whole.addingClamped(end - start)
      }
      open[component] += 1
      if first[Int(number)] > 0 {
        number = first[Int(number)]
        continue
      }
      // Back to the last that has another beside it.
      while number > 0 {
        open[Int(numbers[Int(number) - 1])] -= 1
        if next[Int(number)] > 0 {
          number = next[Int(number)]
          break
        }
        number = calls[Int(number) - 1].parent
      }
    }
  }
}

extension Analysis {
  /// The calls that ran on the critical path, where none is known on the observed path, in its order, and for how long.
  var pathOfCalls: [(call: CallNumber, time: Nanoseconds)] {
    measures.hasCriticalPath
      ? criticalPath.parts.lazy.filter { $0.kind == .running }.map { ($0.call, $0.end - $0.start) }
      : observedPath.parts.lazy.filter { $0.kind == .running }.map { ($0.call, $0.end - $0.start) }
  }
}
