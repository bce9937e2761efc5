internal import EventLog

/// The run that the jobs of a workflow are of: a job is a call, and so is each of its steps, within it.
///
/// A job is asked for when GitHub makes it, and queues until its first step begins. Its steps follow one another; a
/// row that holds others, such as `Parallel group`, is a call around them.
struct GitHubRun {
  let layout: RunLayout
  private(set) var workflow: WorkflowRun
  /// How many steps were skipped, and how many had not begun.
  private(set) var (skippedSteps, unstartedSteps) = (0, 0)
  /// The jobs that were still running.
  private(set) var running: [String] = []
  /// How many rows are groups.
  private(set) var groups = 0

  /// - Precondition: There is a job.
  /// - Throws: `ImportError` if it takes longer than a log can tell of.
  init(
    _ list: JobList, _ file: WorkflowFile?, header: LogHeader, window: TraceWindow?
  ) throws(ImportError) {
    let (base, last) = Self.bounds(of: list.jobs)
    try RunLayout.checkTime(from: base, to: last)
    workflow = WorkflowRun(jobs: [], file: file)
    workflow.jobs.reserveCapacity(list.jobs.count)
    let matches = WorkflowMatch(list.jobs, file)
    for (place, record) in list.jobs.enumerated() {
      guard let began = record.began else { continue }
      if record.ended == nil { running.append(record.name) }
      let ended = max(record.ended ?? last, began)
      var job = WorkflowRun.Job(
        name: record.name, created: record.requested.map { $0 - base }, began: began - base,
        ended: ended - base, labels: record.labels, steps: [], source: matches.jobs[place])
      job.needs = matches.needs[place]
      job.inferredNeed = matches.inferredNeeds[place]
      job.steps.reserveCapacity(record.steps.count)
      for (row, step) in record.steps.enumerated() {
        guard step.progress != .skipped else {
          skippedSteps += 1
          continue
        }
        let start = min(max(step.start, began), ended)
        job.steps.append(
          WorkflowRun.Step(
            name: step.name, start: start - base,
            end: min(max(step.end ?? last, start), ended) - base,
            source: matches.step(row, of: place), progress: step.progress))
      }
      unstartedSteps += record.unstarted
      groups += job.findGroups()
      workflow.jobs.append(job)
    }
    for (place, limit) in MatrixLimits(workflow.jobs).waits.enumerated() {
      workflow.jobs[place].limit = limit
    }
    let calls = WorkflowCalls(list.jobs, workflow)
    layout = try RunLayout(calls.run, header: header, window: window)
    // Of a part, calls have other numbers and may be cut.
    guard window == nil else { return }
    for (index, call) in calls.places.enumerated() {
      let number = layout.numbers[index]
      if call.step < 0 {
        workflow.jobs[Int(call.job)].call = number
      } else {
        workflow.jobs[Int(call.job)].steps[Int(call.step)].call = number
      }
    }
  }
}

extension GitHubRun {
  /// The first and the last instant that jobs tell; 0 if none does.
  private static func bounds(of jobs: [JobRecord]) -> (first: Nanoseconds, last: Nanoseconds) {
    var (first, last): (Nanoseconds, Nanoseconds) = (.max, .min)
    func take(_ time: Nanoseconds?) {
      guard let time else { return }
      (first, last) = (min(first, time), max(last, time))
    }
    for job in jobs {
      take(job.requested)
      take(job.began)
      take(job.ended)
      for step in job.steps {
        take(step.start)
        take(step.end)
      }
    }
    return first <= last ? (first, last) : (0, 0)
  }
}

extension WorkflowRun.Job {
  /// Finds the rows that hold those before them; gives how many there are.
  ///
  /// A group follows its steps and lasts from the first start to the last end of them.
  fileprivate mutating func findGroups() -> Int {
    var groups = 0
    for index in steps.indices where isGroup(index) {
      let group = steps[index]
      var first = index
      while first > 0, case let step = steps[first - 1], step.group == nil, !step.isGroup,
        step.start >= group.start, step.end <= group.end,
        step.start < step.end || group.start < step.start
      {
        first -= 1
        steps[first].group = index
      }
      steps[index].isGroup = first < index
      if first < index { groups += 1 }
    }
    return groups
  }

  private func isGroup(_ index: Int) -> Bool {
    if let place = steps[index].source, let source { return source.flatSteps[place].isGroup }
    return steps[index].name == "Parallel group"
  }
}
