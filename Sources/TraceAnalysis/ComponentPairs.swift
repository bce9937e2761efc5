internal import EventLog

/// The calls of two runs side by side: by component, and by number among the calls of that.
struct ComponentPairs {
  /// The components that are called in a run, in the order of their first call; flows are none.
  private(set) var components: [RunChanges.Component] = []
  /// Where in `components` that of each name of the first run is; −1 where it is not.
  private var places: [Int32]
  /// The call of each component that the next one of the second run is compared with, by its place in the first run's table, and
  /// the call of the same component after each; −1 for none.
  private var next: [Int32] = []
  private var following: [Int32]

  /// - Complexity: O(*n*) in the number of calls and names.
  init(_ expected: Analysis, _ actual: Analysis) {
    places = Array(repeating: -1, count: expected.log.names.count)
    following = Array(onLargePages: -1, count: expected.table.calls.count)
    add(expected)
    hold(actual, against: expected)
  }

  /// Takes in the calls of the first run.
  private mutating func add(_ run: Analysis) {
    var last: [Int32] = []
    for (index, call) in run.table.calls.enumerated() where !call.isFlow {
      var place = Int(places[Int(call.component.index)])
      if place < 0 {
        place = append(run.log.names[call.component])
        places[Int(call.component.index)] = Int32(place)
        next.append(Int32(index))
        last.append(Int32(index))
      } else {
        following[Int(last[place])] = Int32(index)
        last[place] = Int32(index)
      }
      components[place].calls.expected += 1
      components[place].running.expected += Int128(call.running)
    }
  }

  /// Takes in the calls of the second run.
  private mutating func hold(_ run: Analysis, against expected: Analysis) {
    var known = [Int32](repeating: -1, count: run.log.names.count)
    for call in run.table.calls where !call.isFlow {
      let name = Int(call.component.index)
      if known[name] < 0 { known[name] = Int32(place(of: call.component, run.log, expected.log)) }
      let place = Int(known[name])
      components[place].calls.actual += 1
      components[place].running.actual += Int128(call.running)
      guard place < next.count, next[place] >= 0 else { continue }
      let counterpart = Int(next[place])
      next[place] = following[counterpart]
      components[place].hold(
        expected.table.calls[counterpart], of: expected, against: call, of: run)
    }
  }

  /// Where a component of the second run is, which may be new.
  private mutating func place(of component: Name, _ log: Log, _ expected: Log) -> Int {
    let name = expected.names.find(component, of: log.names)
    let place = name.isNone ? -1 : Int(places[Int(name.index)])
    return place < 0 ? append(log.names[component]) : place
  }

  private mutating func append(_ name: String) -> Int {
    components.appendOnLargePages(RunChanges.Component(name: name))
    return components.count - 1
  }
}

extension RunChanges.Component {
  /// Takes in a call of the first run and that of the second with the same number.
  fileprivate mutating func hold(
    _ call: CallRecord, of run: Analysis, against other: CallRecord, of otherRun: Analysis
  ) {
    if let start = call.startedAt, let otherStart = other.startedAt {
      paired += 1
      let change = otherStart - start
      if change != 0 {
        shift =
          moved == 0
          ? change...change : min(shift.lowerBound, change)...max(shift.upperBound, change)
        moved += 1
      }
    }
    guard run.end(of: call) != otherRun.end(of: other) else { return }
    if endedOtherwise == 0 { firstEndedOtherwise = .init(call.number, other.number) }
    endedOtherwise += 1
  }
}

extension Analysis {
  /// How a call ended: the words of `outcome` as a number, since runs have many calls.
  fileprivate func end(of call: CallRecord) -> Int {
    guard let ended = call.ended else { return 0 }
    return switch log.events[ended].kind {
    case .callFailed: 1
    case .callStopped: 2
    default: 3
    }
  }
}
