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
    let times = list.jobs.flatMap { job in
      [job.requested, job.began, job.ended] + job.steps.flatMap { [$0.start, $0.end] }
    }.compactMap(\.self)
    let (base, last) = (times.min() ?? 0, times.max() ?? 0)
    try RunLayout.checkTime(from: base, to: last)
    workflow = WorkflowRun(jobs: [], file: file)
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
      for (row, step) in record.steps.enumerated() {
        guard step.progress != .skipped else {
          skippedSteps += 1
          continue
        }
        let start = min(max(step.start, began), ended)
        job.steps.append(
          WorkflowRun.Step(
            name: step.name, start: start - base,
            end: min(max(step.end ?? last, start), ended) - base, source: matches.steps[place][row])
        )
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
      if let step = call.step {
        workflow.jobs[call.job].steps[step].call = number
      } else {
        workflow.jobs[call.job].call = number
      }
    }
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

/// The jobs and steps of a run as recorded calls, in the order of their starts.
private struct WorkflowCalls {
  var run = RecordedRun()
  /// Which job and step each call is; the job itself where there is no step.
  private(set) var places: [(job: Int, step: Int?)] = []

  init(_ records: [JobRecord], _ workflow: WorkflowRun) {
    let records = records.filter { $0.began != nil }
    // A job before its steps, a group before what is in it, else in the order in which they are told.
    for (place, job) in workflow.jobs.enumerated() {
      places.append((place, nil))
      for step in job.steps.indices { places.append((place, step)) }
    }
    places.sort { left, right in
      func key(_ place: (job: Int, step: Int?)) -> (Nanoseconds, Int, Int, Int) {
        let job = workflow.jobs[place.job]
        guard let step = place.step else { return (job.began, 0, place.job, 0) }
        return (job.steps[step].start, job.steps[step].group == nil ? 1 : 2, place.job, step)
      }
      let (one, other) = (key(left), key(right))
      return one == other ? false : one < other
    }
    let names = WorkflowNames(workflow)
    let progress = records.map { $0.steps.map(\.progress).filter { $0 != .skipped } }
    let lanes = Self.addLanes(records, workflow, to: &run)
    var numbers: [[Int32]] = workflow.jobs.map { Array(repeating: 0, count: $0.steps.count + 1) }
    // Until when each job's own lane is taken by a step.
    var taken = workflow.jobs.map(\.began)
    for place in places {
      let (job, record) = (workflow.jobs[place.job], records[place.job])
      guard let index = place.step else {
        let number = run.add(
          job.name, lane: lanes[place.job], start: job.began, end: job.ended,
          status: status(of: record.progress, failedStep: record.failedStep))
        numbers[place.job][0] = number
        run.calls[Int(number)].readyAt = job.created.map { min($0, job.began) } ?? job.began
        run.calls[Int(number)].queuedAt = run.calls[Int(number)].readyAt
        continue
      }
      let step = job.steps[index]
      let within = step.group.map { $0 + 1 } ?? 0
      // What runs beside another has a lane beside it.
      let isBeside = !step.isGroup && step.start < taken[place.job]
      if !step.isGroup, !isBeside { taken[place.job] = step.end }
      let number = run.add(
        names.name(of: index, in: place.job), parent: numbers[place.job][within],
        lane: isBeside ? lanes[place.job] : nil, start: step.start, end: step.end,
        status: status(of: progress[place.job][index], failedStep: nil))
      run.calls[Int(number)].isWait = job.isWait(step)
      numbers[place.job][index + 1] = number
    }
    addNeeds(workflow, numbers)
  }

  /// Lets each job follow from those it needs, the last of which is what made it ready.
  private mutating func addNeeds(_ workflow: WorkflowRun, _ numbers: [[Int32]]) {
    for (place, job) in workflow.jobs.enumerated() {
      let call = Int(numbers[place][0])
      if let limit = job.limit { run.rooms[Int32(call)] = numbers[limit.behind][0] }
      guard let needs = job.needs, !needs.isEmpty else { continue }
      run.setNeeds(
        needs.filter { $0 != job.inferredNeed }.map { numbers[$0][0] }.sorted(), of: Int32(call))
      run.calls[call].wokenBy = job.inferredNeed.map { numbers[$0][0] }
      let ready = needs.map { workflow.jobs[$0].ended }.max() ?? 0
      // It was made a little after that; of a job that was run again, others may have ended long before.
      if let created = run.calls[call].queuedAt, ready <= created {
        run.calls[call].readyAt = ready
      }
    }
  }

  /// A lane for each runner that ran several jobs, under its name, and for every other job under its own.
  private static func addLanes(
    _ records: [JobRecord], _ workflow: WorkflowRun, to run: inout RecordedRun
  ) -> [Int32] {
    var counts: [String: Int] = [:]
    for case let runner? in records.map(\.runner) { counts[runner, default: 0] += 1 }
    var lanes: [String: Int32] = [:]
    return records.map { record in
      let name = record.runner.flatMap { counts[$0] == 1 ? nil : "runner \($0)" } ?? record.name
      let lane = lanes[name] ?? run.addLane(name, order: .independent)
      lanes[name] = lane
      return lane
    }
  }

  private mutating func status(
    of progress: WorkflowProgress, failedStep: String?
  ) -> RecordedCall.Status {
    switch progress {
    case .waiting, .running: .unfinished(run.texts.intern("it was still running"))
    case .skipped: .succeeded
    case .ended(let conclusion):
      switch conclusion {
      case "success", "neutral", "skipped": .succeeded
      case "cancelled": .stopped(run.texts.intern("cancelled"))
      case "failure": .failed(failedStep.map { run.texts.intern("step \($0)") } ?? .none)
      default: .failed(run.texts.intern(conclusion.replacing("_", with: " ")))
      }
    }
  }
}

extension JobRecord {
  /// The first step that failed.
  fileprivate var failedStep: String? {
    steps.first { step in
      if case .ended(let conclusion) = step.progress { conclusion == "failure" } else { false }
    }?.name
  }
}

extension WorkflowRun.Job {
  /// Whether a step does nothing but wait for others.
  fileprivate func isWait(_ step: WorkflowRun.Step) -> Bool {
    step.source.flatMap { source?.flatSteps[$0].isWait } ?? false
  }
}

/// What steps are called in a run: by their own names where there is one job, else behind the name of their job.
private struct WorkflowNames {
  private let workflow: WorkflowRun
  private let isAlone: Bool
  private var counts: [[String: Int]]

  init(_ workflow: WorkflowRun) {
    self.workflow = workflow
    isAlone = workflow.jobs.count == 1
    counts = workflow.jobs.map { job in
      job.steps.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
    }
  }

  /// `test (ubuntu) › Run tests`; where a job has several of the name, with its place among the steps.
  func name(of step: Int, in job: Int) -> String {
    let name = workflow.jobs[job].steps[step].name
    let place = counts[job][name, default: 0] > 1 ? " (step \(step + 1))" : ""
    return (isAlone ? "" : "\(workflow.jobs[job].name) › ") + name + place
  }
}
