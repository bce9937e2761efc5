package import Schedules

/// A run of a simulated program, with all that is to be told of it.
package struct RunRecord {
  /// A task.
  struct Lane {
    var label: String
    var parent: UInt32?
    /// The steps in which it came to be and ended; -1 if it never did.
    var madeIn: Int32
    var endedIn: Int32
    /// The code that it waits in, if it has not ended.
    var place: UInt
    /// The function that it began with.
    var entry: UInt
    /// The task whose end it waits for, if it waits for one.
    var waitsFor: UInt32?
  }

  /// What happened, step by step.
  package var run = ScheduledRun()
  private(set) var lanes: [Lane] = []
  /// Of each step, the code that it went on with.
  private(set) var addresses: [UInt] = []
  /// Of each step, the code in which its task waits after it; 0 if it has ended.
  private(set) var stops: [UInt] = []
  /// The things that happened though they do not mostly: in which step, and which.
  private(set) var picks: [(step: Int32, choice: Int)] = []
  /// How often steps asked for random bytes, of those that did.
  private(set) var draws: [Int32: UInt64] = [:]
  /// Of each decision about tasks, the first few of those that could go on.
  private(set) var ready: [Int32: [UInt32]] = [:]
  /// In what ways the run had to do with what is not simulated, in words.
  package private(set) var outside: [String] = []

  init() {}

  /// What has just run.
  init(_ world: SimulatedWorld) {
    lanes = world.lanes.all.enumerated().map { number, lane in
      Lane(
        label: lane.name ?? (number == 0 ? "test" : "task \(number)"), parent: lane.parent,
        madeIn: lane.madeIn, endedIn: lane.endedIn, place: lane.place, entry: lane.entry,
        waitsFor: lane.waitsFor)
    }
    outside = world.outside.words
    stops = world.stops
    picks = world.picks
    draws = Dictionary(uniqueKeysWithValues: world.draws)
    for (place, decision) in world.decisions.enumerated() {
      let next = place + 1 < world.decisions.count ? world.decisions[place + 1].start : nil
      let end = next.map { Int($0) } ?? world.readyLanes.count
      ready[Int32(decision.choice)] = Array(world.readyLanes[Int(decision.start)..<end])
    }
    var known: [UInt64: UInt] = [:]
    addresses = world.steps.map { step in
      if let address = known[step.chosen.place] { return address }
      let address = world.address(of: step.chosen.place) ?? 0
      known[step.chosen.place] = address
      return address
    }
    // What the runtime begins a task with is the same for all: its own function says more.
    var seen: Set<UInt32> = []
    for (index, step) in world.steps.enumerated() where seen.insert(step.chosen.lane).inserted {
      let entry = lanes[Int(step.chosen.lane)].entry
      if entry != 0 { addresses[index] = entry }
    }
    // Two tasks of one name are told apart.
    let names = Dictionary(lanes.map { ($0.label, 1) }, uniquingKeysWith: +)
    var counts: [String: Int] = [:]
    for place in lanes.indices where names[lanes[place].label] ?? 1 > 1 {
      let label = lanes[place].label
      counts[label, default: 0] += 1
      lanes[place].label = "\(label) (\(counts[label] ?? 0))"
    }
  }

  /// Who waits where, of a run that cannot go on.
  var deadlock: String {
    let waiting = lanes.filter { $0.endedIn < 0 }
    let symbols = Symbols(waiting.map(\.place))
    let lines = waiting.prefix(8).map { lane in
      let other = lane.waitsFor.map { " for \(lanes[Int($0)].label)" } ?? ""
      return "\(lane.label) waits\(other)\(symbols[lane.place].map { " in \($0.text)" } ?? "")"
    }
    let rest = waiting.count > 8 ? ["and \(waiting.count - 8) more"] : []
    return "nothing can go on: " + (lines + rest).joined(separator: "; ")
  }
}
