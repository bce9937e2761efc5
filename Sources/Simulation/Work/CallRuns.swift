internal import EventLog

/// The calls at work that do more than take their time, and what the calls of all components do.
///
/// A component has as many runs as it ever had calls at work at once; they are used again.
struct CallRuns: ~Copyable {
  let behaviours: BehaviourTable
  private var samplers: UniqueArray<Sampler>
  private var runs = UniqueArray<CallRun>()
  /// How far each run is with each of its effects.
  private var progress = UniqueArray<EffectProgress>()
  /// How often each effect of the table was done in all.
  private var counts: UniqueArray<Int>
  /// For each component its newest run; the others follow through `CallRun.sibling`; −1 if there is none.
  private var newest: UniqueArray<Int>
  /// For each call its run, as far as there are any; −1 if it has none.
  private var places = UniqueArray<Int32>()

  init(_ model: Model, seed: UInt64) {
    behaviours = BehaviourTable(model, seed: seed)
    samplers = UniqueArray(behaviours.samplers)
    counts = UniqueArray(repeating: 0, count: behaviours.effects.count)
    newest = UniqueArray(repeating: -1, count: model.components.count)
  }

  subscript(run: Int) -> CallRun {
    _read { yield runs[run] }
    _modify { yield &runs[run] }
  }

  /// An effect of the component of a run.
  func effect(_ effect: Int, of run: Int) -> BehaviourTable.Effect {
    behaviours.effects[runs[run].effects.lowerBound + effect]
  }

  /// The run of a call that is at work; nil if it is not, or just takes its time.
  func run(of call: CallNumber) -> Int? {
    guard Int(call) <= places.count else { return nil }
    let run = Int(places[Int(call) - 1])
    return run >= 0 && runs[run].call == call ? run : nil
  }

  /// Begins to run a call that has just started; gives its run.
  mutating func begin(
    _ call: CallNumber, of component: Int, number: UInt32, at now: Nanoseconds
  ) -> Int {
    var run = newest[component]
    while run >= 0, runs[run].isAtWork { run = runs[run].sibling }
    if run < 0 { run = makeRun(of: component) }
    while places.count < Int(call) { places.append(-1) }
    places[Int(call) - 1] = Int32(truncatingIfNeeded: run)
    runs[run].begin(call, number: number, at: now)
    return run
  }

  private mutating func makeRun(of component: Int) -> Int {
    let run = runs.count
    runs.append(
      CallRun(
        component: component, behaviours.rows[component], progress: progress.count,
        sibling: newest[component]))
    newest[component] = run
    for _ in behaviours.rows[component].effects { progress.append(EffectProgress()) }
    return run
  }

  /// Whether a run of some components at work fulfils a condition.
  func contains(_ components: [Int], where condition: (Int) -> Bool) -> Bool {
    for component in components {
      var run = newest[component]
      while run >= 0 {
        if runs[run].isAtWork, condition(run) { return true }
        run = runs[run].sibling
      }
    }
    return false
  }

  /// Does something with each run of some components that is at work.
  func forEach(_ components: [Int], _ body: (Int) -> Void) {
    _ = contains(components) { run in
      body(run)
      return false
    }
  }

  // MARK: Times

  /// How long the n-th call of a component runs; nil for ever.
  func runningTime(of component: Int, number: UInt32) -> Nanoseconds? {
    switch behaviours.rows[component].takes {
    case .constant(let time): time
    case .never: nil
    case .random(let sampler): samplers[sampler].time(of: number)
    }
  }

  /// A length of time for an item of a run; nil for ever.
  mutating func length(
    _ length: BehaviourTable.Length, of run: Int, item: UInt32
  ) -> Nanoseconds? {
    switch length {
    case .constant(let time): time
    case .never: nil
    case .random(let sampler): samplers[sampler].time(of: runs[run].number, item: item)
    }
  }

  // MARK: Effects

  /// After how much running an effect of a run comes next; `Nanoseconds.max` if it does not.
  func point(of effect: Int, _ run: Int) -> Nanoseconds {
    progress[runs[run].progress + effect].point
  }

  /// How often an effect of a component was done in all.
  func count(of effect: Int, _ component: Int) -> Int {
    counts[behaviours.rows[component].effects.lowerBound + effect]
  }

  /// Plans the first time of each effect of a run.
  mutating func planEffects(of run: Int) {
    for effect in 0..<runs[run].effects.count {
      progress[runs[run].progress + effect].times = 0
      progress[runs[run].progress + effect].point = nextPoint(of: effect, run)
    }
  }

  mutating func countEffect(_ effect: Int, of run: Int) {
    counts[runs[run].effects.lowerBound + effect] += 1
  }

  /// Takes in that an effect was done, and goes on to what comes next.
  mutating func goPast(_ effect: Int, of run: Int) {
    let place = runs[run].progress + effect
    progress[place].times += 1
    if runs[run].phase == .work {
      progress[place].point = nextPoint(of: effect, run)
      if progress[place].point != runs[run].done { runs[run].cursor += 1 }
    } else {
      runs[run].cursor += 1
    }
  }

  /// After how much running the next effect of a run comes; `Nanoseconds.max` if none does.
  func nextPoint(of run: Int) -> Nanoseconds {
    var point = Nanoseconds.max
    let first = runs[run].progress
    for place in first..<first + runs[run].effects.count {
      point = min(point, progress[place].point)
    }
    return point
  }

  private mutating func nextPoint(of effect: Int, _ run: Int) -> Nanoseconds {
    let place = runs[run].progress + effect
    let times = progress[place].times
    switch self.effect(effect, of: run).points {
    case .none: return .max
    case .at(let offsets):
      guard times < offsets.count else { return .max }
      let offset = behaviours.offsets[offsets.lowerBound + Int(times)]
      guard let point = offset.point(in: runs[run].total) else { return .max }
      // A share can come before a time that stands first: then it waits for it.
      return times == 0 ? point : max(point, progress[place].point)
    case .every(let period, let limit):
      guard times < limit else { return .max }
      guard let period = length(period, of: run, item: times) else { return .max }
      let next = (times == 0 ? 0 : progress[place].point).addingClamped(period)
      return runs[run].total.map { next > $0 } ?? false ? .max : next
    }
  }
}
