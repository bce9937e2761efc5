internal import EventLog
internal import TraceFormats

/// Which steps of a job could run in the background, and where the job would have to wait for them.
///
/// Steps are added one by one, always the one that saves most with those before it, as long as that is more than
/// the times are exact to. A step is waited for before the first step after it that has to wait for it, as far as the
/// workflow file says that.
struct BackgroundPlan {
  /// A wait that is put before a step.
  struct Wait: Equatable {
    /// The place of the step before which it stands.
    var before: Int
    /// The places of the steps that it is for.
    var steps: [Int]
  }

  /// The places of the steps that would run in the background, ascending.
  let steps: [Int]
  /// The waits that would be added, in order; where nothing has to wait, the job does at its end.
  let waits: [Wait]
  /// How much shorter the job would be.
  let saves: Nanoseconds
  /// The steps that each would run beside, by their places.
  let beside: [(step: Int, others: [Int])]

  /// Finds the best steps of a job; nil if none saves anything that can be told.
  ///
  /// - Parameters:
  ///   - model: The job.
  ///   - candidates: The places of the steps that may be put in the background, ascending.
  /// - Complexity: O(*n* · *c* · *b*) for *n* steps, of which *c* could run in the background and *b* do.
  init?(_ model: JobModel, of candidates: [Int]) {
    let places = candidates.map { ($0, model.firstWaiting(for: $0)) }
    let waiting = Dictionary(uniqueKeysWithValues: places)
    var chosen: [Int] = []
    var best = model.total
    while chosen.count < StepSchedule.most {
      var next: (step: Int, total: Nanoseconds)?
      for step in candidates where !chosen.contains(step) {
        let total = StepSchedule(Self.items(model, chosen + [step], waiting)).total
        if total < next?.total ?? best { next = (step, total) }
      }
      guard let next, best - next.total > 2 * WorkflowRun.resolution else { break }
      chosen.append(next.step)
      best = next.total
    }
    guard !chosen.isEmpty else { return nil }
    steps = chosen.sorted()
    waits = Self.waits(for: steps, waiting)
    saves = model.total - best
    let times = StepSchedule(Self.items(model, steps, waiting)).times
    beside = steps.map { step in
      (
        step,
        times.indices.filter {
          $0 != step && !times[$0].isEmpty && times[$0].overlaps(times[step]) && !model.isGroup[$0]
        }
      )
    }
  }

  /// Where the job waits for which of some steps.
  private static func waits(for steps: [Int], _ waiting: [Int: Int?]) -> [Wait] {
    var waits: [Int: [Int]] = [:]
    for step in steps {
      if case let place?? = waiting[step] { waits[place, default: []].append(step) }
    }
    return waits.sorted { $0.key < $1.key }.map { Wait(before: $0.key, steps: $0.value.sorted()) }
  }

  /// The steps of a job with some in the background.
  private static func items(
    _ model: JobModel, _ steps: [Int], _ waiting: [Int: Int?]
  ) -> [StepSchedule.Item] {
    var items = model.items
    for step in steps { items[step].isInBackground = true }
    for wait in waits(for: steps, waiting) {
      switch items[wait.before].wait {
      case .steps(let others): items[wait.before].wait = .steps(others + wait.steps)
      case .all: break
      case nil: items[wait.before].wait = .steps(wait.steps)
      }
    }
    return items
  }
}
