internal import Schedules

/// What is told of a run: its tasks by names, the code of its steps, who could have gone on.
struct RunDetails {
  /// What happened, step by step.
  let run: ScheduledRun
  let lanes: [TaskLanes.Lane]
  /// What each task is called.
  private(set) var labels: [String] = []
  /// Of each step, the code that it went on with.
  private(set) var addresses: [UInt] = []
  /// Of each step, the code in which its task waits after it; 0 if it has ended.
  let stops: [UInt]
  /// The things that happened though they do not mostly: in which step, and which.
  let picks: [(step: Int32, choice: Int)]
  /// How often steps asked for random bytes, of those that did.
  private(set) var draws: [Int32: UInt64] = [:]
  /// Of each decision about tasks, the first few of those that could go on.
  private(set) var ready: [Int32: [UInt32]] = [:]

  init(_ record: RunRecord) {
    (run, stops, picks) = (record.run, record.stops, record.picks)
    lanes = record.tasks
    labels = Self.labels(of: lanes)
    draws = Dictionary(uniqueKeysWithValues: record.draws)
    for (place, decision) in record.decisions.enumerated() {
      let next = place + 1 < record.decisions.count ? record.decisions[place + 1].start : nil
      let end = next.map { Int($0) } ?? record.readyLanes.count
      ready[Int32(decision.choice)] = Array(record.readyLanes[Int(decision.start)..<end])
    }
    let code = record.places.addresses
    addresses = run.steps.map { code[$0.chosen.place] ?? 0 }
    // What the runtime begins a task with is the same for all: its own function says more.
    var seen: Set<UInt32> = []
    for (index, step) in run.steps.enumerated() where seen.insert(step.chosen.lane).inserted {
      let entry = lanes[Int(step.chosen.lane)].entry
      if entry != 0 { addresses[index] = entry }
    }
  }

  /// The names of tasks; two of one name are told apart.
  private static func labels(of lanes: [TaskLanes.Lane]) -> [String] {
    let names = lanes.enumerated().map { number, lane in
      lane.name ?? (number == 0 ? "test" : "task \(number)")
    }
    let uses = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    var counts: [String: Int] = [:]
    return names.map { name in
      guard uses[name] ?? 1 > 1 else { return name }
      counts[name, default: 0] += 1
      return "\(name) (\(counts[name] ?? 0))"
    }
  }

  /// The function in which the task of a step waits after it; nil for the last step of a run that was broken off.
  func stop(after step: Int, _ symbols: Symbols) -> Symbols.Symbol? {
    step < stops.count ? symbols[stops[step]] : nil
  }

  /// Whether the task of a step has ended with it.
  func hasEnded(after step: Int) -> Bool { step < stops.count && stops[step] == 0 }

  /// Who waits where, of a run that cannot go on.
  var deadlock: String {
    let waiting = lanes.indices.filter { lanes[$0].endedIn < 0 }
    let symbols = Symbols(waiting.map { lanes[$0].place })
    let lines = waiting.prefix(8).map { lane in
      let others = lanes[lane].waitsFor.map { labels[Int($0)] }
      let other = others.isEmpty ? "" : " for \(others.prefix(4).joined(separator: " or "))"
      let place = symbols[lanes[lane].place].map { " in \($0.text)" } ?? ""
      return "\(labels[lane]) waits\(other)\(place)"
    }
    let rest = waiting.count > 8 ? ["and \(waiting.count - 8) more"] : []
    return "nothing can go on: " + (lines + rest).joined(separator: "; ")
  }
}
