internal import EventLog
internal import Formatting
internal import Simulation
internal import TraceFormats

// Steps of the jobs of a workflow that are to run in the background, as `background: true` lets them.

extension RecordedPlan {
  /// Lets steps run beside those that come after them, until those that have to wait for them, or the job cleans up.
  ///
  /// What has to wait for what is taken from the workflow file as for advice.
  mutating func runInBackground(
    _ job: String, _ step: String, _ change: Change, _ workflow: WorkflowRun?
  ) throws(ChangeError) {
    for (model, place) in try Self.steps(job, step, change, workflow) {
      let call = model.job.steps[place].call
      runParallel([call])
      // The job itself waits before the first that has to, and so does all that comes after that, in the background too.
      guard let first = model.firstWaiting(for: place) ?? model.cleanupStep else { continue }
      for later in model.job.steps[first...] { add(from: call, to: later.call) }
    }
  }

  /// Refuses more steps in the background than a job may have at once: more would queue.
  func checkBackground(
    _ changes: [Change], of workflow: WorkflowRun?
  ) throws(ChangeError) {
    var counts: [CallNumber: Int] = [:]
    for change in changes {
      guard case .background(let job, let step) = change else { continue }
      for (model, _) in try Self.steps(job, step, change, workflow) {
        let already = model.items.count(where: \.isInBackground)
        counts[model.job.call, default: already] += 1
        guard counts[model.job.call, default: 0] <= StepSchedule.most else {
          throw ChangeError(
            change: change,
            problem:
              "That would be more than \(StepSchedule.most) steps of `\(model.job.name)` in the background; more than so many do not run at once."
          )
        }
      }
    }
  }

  /// The places of the jobs that are meant by an id, or by a name or a pattern.
  private static func places(of job: String, in jobs: [WorkflowRun.Job]) -> [Int] {
    let places = jobs.indices.filter { jobs[$0].source?.id == job }
    return places.isEmpty ? NamePattern(job).places(in: jobs.map(\.name)) : places
  }

  /// The job and the step of a text `job:step` whose names may hold colons themselves; nil where it says none that there are.
  private static func reading(
    of text: String, in jobs: [WorkflowRun.Job]
  ) -> (from: String, to: String)? {
    text.pairs(partedAt: ":").first { job, step in
      let steps = places(of: job, in: jobs).flatMap { jobs[$0].steps.map(\.name) }
      return !NamePattern(step).places(in: steps).isEmpty
    }
  }

  /// The steps that a change names, by their jobs and their places in them.
  private static func steps(
    _ job: String, _ step: String, _ change: Change, _ workflow: WorkflowRun?
  ) throws(ChangeError) -> [(model: JobModel, place: Int)] {
    guard let workflow else {
      throw ChangeError(
        change: change,
        problem:
          "Only the jobs of GitHub Actions have steps that can run in the background; of anything else, use --parallel."
      )
    }
    let jobs = workflow.jobs
    let (job, step) = reading(of: "\(job):\(step)", in: jobs) ?? (job, step)
    var places = Self.places(of: job, in: jobs)
    if places.isEmpty {
      places = try NamePattern(job).places(
        of: "job", in: jobs.map(\.name), orOf: jobs.compactMap(\.source?.id), for: change)
    }
    let models = places.map { JobModel(jobs[$0]) }
    let names = models.flatMap { $0.job.steps.map(\.name) }
    let chosen = Set(
      try NamePattern(step).places(of: "step", in: names, for: change).map { names[$0] })
    let all = models.flatMap { model in
      model.job.steps.indices.filter { chosen.contains(model.job.steps[$0].name) }
        .map { (model: model, place: $0) }
    }
    let possible = all.filter { $0.model.canRunInBackground($0.place) }
    guard possible.isEmpty else { return possible }
    throw ChangeError(
      change: change,
      problem:
        "`\(all.first.map { $0.model.job.steps[$0.place].name } ?? step)` runs in the background already, waits for others, or is the runner's own."
    )
  }
}
