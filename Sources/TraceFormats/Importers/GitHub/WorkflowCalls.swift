internal import EventLog

/// The jobs and steps of a run as recorded calls, in the order of their starts.
///
/// A job comes before its steps, a group before what is in it; else they come in the order in which they are told.
struct WorkflowCalls {
  /// Which job and step a call is; the job itself where the step is -1.
  typealias Place = (job: Int32, step: Int32)

  private(set) var run = RecordedRun()
  /// What each call is.
  private(set) var places: [Place]

  /// - Complexity: O(*n* log *n*) in the number of jobs and steps.
  init(_ records: [JobRecord], _ workflow: borrowing WorkflowRun) {
    let records = records.filter { $0.began != nil }
    places = Self.places(in: workflow)
    let names = WorkflowNames(of: workflow)
    let lanes = Self.addLanes(records, workflow, to: &run)
    let statuses = StatusTexts(&run.texts)
    // The call of each job, and behind it those of its steps.
    var firsts = [0]
    for job in workflow.jobs { firsts.append(firsts[firsts.count - 1] + job.steps.count + 1) }
    var numbers = [Int32](repeating: 0, count: firsts[firsts.count - 1])
    // Until when each job's own lane is taken by a step.
    var taken = workflow.jobs.map(\.began)
    run.calls.reserveOnLargePages(places.count)
    for (job, step) in places {
      let (job, first) = (Int(job), firsts[Int(job)])
      var call: RecordedCall
      if step < 0 {
        call = Self.call(of: workflow.jobs[job], &run.texts)
        call.lane = lanes[job]
        call.status = statuses.status(of: records[job], &run.texts)
      } else {
        let place = Int(step)
        call = Self.call(of: place, in: workflow.jobs[job])
        call.name = names.name(of: place, in: job, of: workflow, &run.texts)
        call.parent = numbers[first + (workflow.jobs[job].steps[place].group.map { $0 + 1 } ?? 0)]
        call.status = statuses.status(
          of: workflow.jobs[job].steps[place].progress, failedStep: nil, &run.texts)
        if !workflow.jobs[job].steps[place].isGroup {
          // What runs beside another has a lane beside it.
          if call.start < taken[job] { call.lane = lanes[job] } else { taken[job] = call.end }
        }
      }
      numbers[first + Int(step) + 1] = run.add(call)
    }
    addNeeds(workflow, firsts.dropLast().map { numbers[$0] })
  }

  /// All jobs and steps in the order of their calls.
  private static func places(in workflow: borrowing WorkflowRun) -> [Place] {
    var (jobs, steps, inGroups): ([Place], [Place], [Place]) = ([], [], [])
    for (number, job) in workflow.jobs.enumerated() {
      jobs.append((Int32(number), -1))
      for (place, step) in job.steps.enumerated() {
        let place = (Int32(number), Int32(place))
        if step.group == nil { steps.append(place) } else { inGroups.append(place) }
      }
    }
    let all = jobs + steps + inGroups
    let order = TimeOrder.places(count: all.count) { place in
      let (job, step) = (Int(all[place].job), Int(all[place].step))
      return step < 0 ? workflow.jobs[job].began : workflow.jobs[job].steps[step].start
    }
    return order.map { all[Int($0)] }
  }

  private static func call(of job: WorkflowRun.Job, _ texts: inout NameTable) -> RecordedCall {
    let ready = job.created.map { min($0, job.began) } ?? job.began
    var call = RecordedCall(
      name: texts.intern(job.name), start: job.began, end: job.ended, readyAt: ready)
    call.queuedAt = ready
    return call
  }

  /// The call of a step, without a name.
  private static func call(of place: Int, in job: WorkflowRun.Job) -> RecordedCall {
    let step = job.steps[place]
    var call = RecordedCall(name: .none, start: step.start, end: step.end)
    call.isWait = step.source.flatMap { job.source?.flatSteps[$0].isWait } ?? false
    return call
  }

  /// Lets each job follow from those it needs, the last of which is what made it ready.
  private mutating func addNeeds(_ workflow: borrowing WorkflowRun, _ numbers: [Int32]) {
    for (place, job) in workflow.jobs.enumerated() {
      let call = Int(numbers[place])
      if let limit = job.limit { run.rooms[Int32(call)] = numbers[limit.behind] }
      guard let needs = job.needs, !needs.isEmpty else { continue }
      run.setNeeds(
        needs.filter { $0 != job.inferredNeed }.map { numbers[$0] }.sorted(), of: Int32(call))
      run.calls[call].wokenBy = job.inferredNeed.map { numbers[$0] }
      let ready = needs.map { workflow.jobs[$0].ended }.max() ?? 0
      // It was made a little after that; of a job that was run again, others may have ended long before.
      if let created = run.calls[call].queuedAt, ready <= created {
        run.calls[call].readyAt = ready
      }
    }
  }

  /// A lane for each runner that ran several jobs, under its name, and for every other job under its own.
  private static func addLanes(
    _ records: [JobRecord], _ workflow: borrowing WorkflowRun, to run: inout RecordedRun
  ) -> [Int32] {
    var counts: [String: Int] = [:]
    for case let runner? in records.lazy.map(\.runner) { counts[runner, default: 0] += 1 }
    var lanes: [String: Int32] = [:]
    return records.map { record in
      let name = record.runner.flatMap { counts[$0] == 1 ? nil : "runner \($0)" } ?? record.name
      let lane = lanes[name] ?? run.addLane(name, order: .independent)
      lanes[name] = lane
      return lane
    }
  }
}

/// How jobs and steps ended, in words of a log.
private struct StatusTexts {
  private let running: Name

  init(_ texts: inout NameTable) { running = texts.intern("it was still running") }

  func status(of record: JobRecord, _ texts: inout NameTable) -> RecordedCall.Status {
    let failed = record.steps.first { $0.progress == .ended(.failure) }
    return status(of: record.progress, failedStep: failed?.name, &texts)
  }

  func status(
    of progress: WorkflowProgress, failedStep: String?, _ texts: inout NameTable
  ) -> RecordedCall.Status {
    switch progress {
    case .waiting, .running: .unfinished(running)
    case .skipped, .ended(.success): .succeeded
    case .ended(.cancelled): .stopped(texts.intern("cancelled"))
    case .ended(.failure): .failed(failedStep.map { texts.intern("step \($0)") } ?? .none)
    case .ended(.other(let word)): .failed(texts.intern(word.replacing("_", with: " ")))
    }
  }
}

/// What steps are called in a run: by their own names where there is one job, else behind the name of their job.
///
/// `test (ubuntu) › Run tests`; where a job has several of the name, with its place among the steps.
private struct WorkflowNames {
  private let isAlone: Bool
  /// For each step of all jobs whether its job has others of the name, and where those of each job begin.
  private var isRepeated: [Bool] = []
  private var firsts: [Int] = []

  /// - Complexity: O(*n*) in the number of steps.
  init(of workflow: borrowing WorkflowRun) {
    isAlone = workflow.jobs.count == 1
    var names = NameTable()
    // For each name the job that had it last, and at which step.
    var last: [(job: Int, step: Int)] = []
    for (job, steps) in workflow.jobs.lazy.map(\.steps).enumerated() {
      firsts.append(isRepeated.count)
      for step in steps {
        let (name, place) = (Int(names.intern(step.name).index), isRepeated.count)
        if name == last.count { last.append((-1, 0)) }
        isRepeated.append(last[name].job == job)
        if last[name].job == job { isRepeated[last[name].step] = true }
        last[name] = (job, place)
      }
    }
  }

  func name(
    of step: Int, in job: Int, of workflow: borrowing WorkflowRun, _ texts: inout NameTable
  ) -> Name {
    var name = workflow.jobs[job].steps[step].name
    if isRepeated[firsts[job] + step] { name += " (step \(step + 1))" }
    if isAlone { return texts.intern(name) }
    let own = texts.intern(workflow.jobs[job].name)
    return name.withUTF8 { texts.intern(own, " › ", $0) }
  }
}
