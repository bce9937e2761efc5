/// Looks for the shortest schedule with which a program fails in the same way.
///
/// A schedule is made of changes of tasks that were not needed. First those go that the failure cannot have depended on: they are in
/// no step that led to it. Then delta debugging (Zeller and Hildebrandt, 2002; for schedules Choi and Zeller, ISSTA 2002) leaves out
/// parts, smaller and smaller ones, and at the end each change is made as small as it can be.
package struct Shrinking {
  /// The shortest run that was found.
  package private(set) var shortest: ScheduledRun
  /// How many runs it took.
  package private(set) var tries = 0
  /// How many changes of tasks there were at first.
  package let original: Int

  private let program: any ScheduledProgram
  private let signature: String
  private let limit: Int

  /// Makes a search from a run that failed.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - program: What was run.
  ///   - limit: How many runs there are at most.
  package init(_ run: ScheduledRun, of program: any ScheduledProgram, limit: Int = 6_000) {
    shortest = run
    original = run.schedule.switches.count
    self.program = program
    signature = run.failure?.signature ?? ""
    self.limit = limit
  }

  /// Searches.
  package mutating func run() {
    guard shortest.failure != nil else { return }
    _ = holds(Schedule())
    prune()
    while leaveOut() || makeSmaller() {}
    tryFew()
  }

  /// Leaves out the changes in steps that did not lead to the failure.
  private mutating func prune() {
    let led = CausalPast(of: shortest).steps
    var choices = shortest.choices
    for (index, step) in shortest.steps.enumerated() where !led[index] {
      if let place = step.decision { choices[Int(place)] = 0 }
    }
    _ = holds(Schedule(choices))
  }

  /// Leaves out parts of the changes; whether it could leave out any.
  private mutating func leaveOut() -> Bool {
    var hasLeftOut = false
    var size = max(shortest.schedule.switches.count, 1)
    while size > 0 {
      var start = 0
      while true {
        let switches = shortest.schedule.switches
        guard start < switches.count else { break }
        var choices = shortest.schedule.choices
        for place in switches[start..<min(start + size, switches.count)] { choices[place] = 0 }
        if holds(Schedule(choices)) { hasLeftOut = true } else { start += size }
        if tries >= limit { return false }
      }
      size /= 2
    }
    return hasLeftOut
  }

  /// Lets changes pass over fewer tasks; whether it could.
  private mutating func makeSmaller() -> Bool {
    var hasChanged = false
    var index = 0
    while true {
      let switches = shortest.schedule.switches
      guard index < switches.count, tries < limit else { return hasChanged }
      var choices = shortest.schedule.choices
      let place = switches[index]
      if choices[place] > 1 {
        choices[place] -= 1
        if holds(Schedule(choices)) {
          hasChanged = true
          continue
        }
      }
      index += 1
    }
  }

  /// Where more changes are left than one, or two, tries each change alone, and each two: delta debugging ends where nothing can be left
  /// out, and another place for a change may do with fewer.
  private mutating func tryFew() {
    guard shortest.schedule.switches.count > 1 else { return }
    let plain = program.run(Replay(Schedule()))
    tries += 1
    var runs: [(choices: [UInt32], run: ScheduledRun)] = []
    for choices in Self.changes(of: plain, after: []) {
      guard let run = attempt(Schedule(choices)) else { return }
      runs.append((choices, run))
    }
    guard shortest.schedule.switches.count > 2 else { return }
    for (choices, run) in runs {
      for pair in Self.changes(of: run, after: choices) where attempt(Schedule(pair)) == nil {
        return
      }
    }
  }

  /// The schedules that change a run at one decision more.
  private static func changes(of run: ScheduledRun, after choices: [UInt32]) -> [[UInt32]] {
    run.steps.flatMap { step -> [[UInt32]] in
      guard let decision = step.decision, decision >= choices.count, decision < 400 else {
        return []
      }
      let kept = choices + Array(repeating: 0, count: Int(decision) - choices.count)
      return (1..<min(step.ready, 4)).map { kept + [$0] }
    }
  }

  /// Runs a schedule; nil if the program fails under it in the same way, or if that was enough.
  private mutating func attempt(_ schedule: Schedule) -> ScheduledRun? {
    guard tries < limit else { return nil }
    tries += 1
    let run = program.run(Replay(schedule))
    guard run.failure?.signature == signature, Self.size(run) < Self.size(shortest) else {
      return run
    }
    shortest = run
    return nil
  }

  /// Whether the program fails in the same way under a schedule that is shorter.
  private mutating func holds(_ schedule: Schedule) -> Bool {
    guard schedule != shortest.schedule, tries < limit else { return false }
    return attempt(schedule) == nil
  }

  /// What is to be small: how many changes, then how far they reach, then how long the run is.
  private static func size(_ run: ScheduledRun) -> (Int, Int, Int) {
    let schedule = run.schedule
    return (
      schedule.switches.count, schedule.choices.reduce(0) { $0 + Int($1) },
      run.failure?.step ?? run.steps.count
    )
  }
}

/// The steps of a run without which its failure would not have been what it was.
struct CausalPast {
  /// Of each step, whether it is one.
  private(set) var steps: [Bool]

  init(of run: ScheduledRun) {
    steps = Array(repeating: false, count: run.steps.count)
    guard let failure = run.failure, !run.steps.isEmpty else { return }
    let last = min(max(failure.step, 0), run.steps.count - 1)
    steps[last] = true
    // A step depends on the one that made it ready, on the one of its task before, and on those before on its actor.
    let earlier = Self.earlier(run)
    for step in (0...last).reversed() where steps[step] {
      if let cause = run.steps[step].cause, cause >= 0 { steps[Int(cause)] = true }
      for other in earlier[step] { steps[other] = true }
    }
  }

  private static func earlier(_ run: ScheduledRun) -> [[Int]] {
    var ofLane: [UInt32: Int] = [:]
    var ofActor: [UInt32: Int] = [:]
    return run.steps.enumerated().map { index, step in
      var others: [Int] = []
      if let other = ofLane.updateValue(index, forKey: step.chosen.lane) { others.append(other) }
      if step.chosen.actor > 0,
        let other = ofActor.updateValue(index, forKey: step.chosen.actor)
      {
        others.append(other)
      }
      return others
    }
  }
}
