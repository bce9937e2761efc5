internal import EventLog
internal import Formatting
public import TraceAnalysis
public import TraceFormats

/// What would make a run of a workflow shorter: steps in the background, needs that could go, runners, long steps.
///
///     let advice = WorkflowAdvice(workflow)
///     TraceAdvice(run, adding: advice.suggestions, remarks: advice.remarks)
public struct WorkflowAdvice: Sendable {
  /// The changes, in any order.
  public private(set) var suggestions: [Suggestion] = []
  /// What else was found: jobs in which nothing is worth it, and why; how well rules explain what was recorded.
  public private(set) var remarks: [String] = []

  private let run: WorkflowRun
  private let times: WorkflowTimes
  private let makespan: Nanoseconds
  /// How long times are told: in whole seconds.
  private let now: Nanoseconds

  /// Finds what would make a run shorter.
  ///
  /// - Complexity: O(*j* · *n*²) for *j* jobs of *n* steps.
  public init(_ run: WorkflowRun) {
    self.run = run
    times = WorkflowTimes(run)
    makespan = run.jobs.map(\.ended).max() ?? 0
    now = times.end()
    addBackground()
    guard run.knowsNeeds || run.jobs.count == 1 else {
      remarks.append(
        "Which job needs which is not known, so what jobs save is told of the jobs themselves, and at most."
      )
      return
    }
    addNeeds()
    addRunners()
    addLimits()
    addLongestStep()
  }

  private func time(_ time: Nanoseconds) -> String {
    TimeScale(longest: makespan).text(time)
  }

  // MARK: Steps in the background

  /// Jobs that are of one job of the file are told of together, by the one that takes longest.
  private mutating func addBackground() {
    var groups: [String: [Int]] = [:]
    var names: [String] = []
    for (place, job) in run.jobs.enumerated() {
      let key = job.source?.id ?? job.name
      if groups[key] == nil { names.append(key) }
      groups[key, default: []].append(place)
    }
    for name in names {
      let places = (groups[name] ?? []).sorted {
        (run.jobs[$1].ended - run.jobs[$1].began, $0) < (
          run.jobs[$0].ended - run.jobs[$0].began, $1
        )
      }
      addBackground(toJobs: places)
    }
  }

  private mutating func addBackground(toJobs places: [Int]) {
    guard let first = places.first, run.jobs[first].source?.uses == nil else { return }
    let job = run.jobs[first]
    let model = JobModel(job)
    if model.hasBackground {
      remarks.append(
        "By the rules for steps in the background, the steps of \(job.name) take \(time(model.total)); "
          + "\(time(model.recorded)) were recorded.")
    }
    guard model.isExplained else {
      remarks.append(
        "The order of the steps of \(job.name) is not explained by the rules for steps in the background, so "
          + "nothing is said of them\(run.file == nil ? "; the workflow file would say more" : "")."
      )
      return
    }
    let plan = BackgroundPlan(model, of: model.independent)
    let wide = BackgroundPlan(model, of: model.candidates)
    if let plan { add(plan, model, places, isConditional: false) }
    if let wide, wide.saves - (plan?.saves ?? 0) > 2 * WorkflowRun.resolution {
      add(wide, model, places, isConditional: true)
    } else if plan == nil {
      remarks.append(nothing(in: model))
    }
  }

  /// Adds what it would be with some steps of a job in the background, and the same of its other combinations.
  ///
  /// - Parameters:
  ///   - plan: The steps.
  ///   - model: The job.
  ///   - places: The places of all jobs of the run that are of the same job of the file.
  ///   - isConditional: Whether it is not known of all of these steps that nothing needs what they leave.
  private mutating func add(
    _ plan: BackgroundPlan, _ model: JobModel, _ places: [Int], isConditional: Bool
  ) {
    let job = model.job
    var saved: [Int: Nanoseconds] = [:]
    if let first = places.first { saved[first] = plan.saves }
    for place in places.dropFirst() {
      let other = JobModel(run.jobs[place])
      let steps = isConditional ? other.candidates : other.independent
      saved[place] = BackgroundPlan(other, of: steps)?.saves ?? 0
    }
    let ofRun = now - times.end(saving: saved)
    let took = job.ended - job.began
    let names = plan.steps.map { "“\(job.steps[$0].name)”" }.listed
    let ofJob = "job \(job.name) takes \(time(took)) → \(time(took - plan.saves))"
    guard ofRun > 0 || !run.knowsNeeds else {
      if isConditional { return }
      remarks.append(
        "\(names) in the background: \(ofJob), but the run ends no sooner, since other jobs take longer."
      )
      return
    }
    let name = places.count > 1 ? job.source?.id ?? job.name : job.name
    let change = "put \(names) of job \(name) in the background"
    let isKnown = run.knowsNeeds || run.jobs.count == 1
    let lines = run.file.map { BackgroundLines(plan, model, $0) }
    let caveats =
      (isConditional ? [condition(of: plan, model)] : [])
      + (isKnown ? [] : ["which jobs wait for it is not known"]) + [ofJob]
      + self.caveats(plan, model)
      + [lines?.obstacle.map { "there are no lines to paste, since \($0)" }].compactMap(\.self)
    suggestions.append(
      Suggestion(
        change, saves: isKnown ? ofRun : min(plan.saves, makespan),
        isKnown && !isConditional ? .estimate : .atMost, isConditional: isConditional,
        caveats: caveats,
        paste: lines?.text.map {
          .init(place: "\(run.file?.file ?? ""), job \(job.source?.id ?? job.name)", text: $0)
        }))
  }

  /// What has to be so for steps to run in the background of which it is not known.
  private func condition(of plan: BackgroundPlan, _ model: JobModel) -> String {
    let independent = Set(model.independent)
    let names = plan.steps.filter { !independent.contains($0) }
      .map { "“\(model.job.steps[$0].name)”" }.listed
    return
      "only if nothing that would run beside \(names) needs what that makes or changes, which the "
      + "\(run.file == nil ? "name" : "file") does not say"
  }

  /// Why nothing of a job is worth putting in the background.
  private func nothing(in model: JobModel) -> String {
    let longest = model.candidates.max { model.items[$0].duration < model.items[$1].duration }
    let job = "job \(model.job.name): no step is worth putting in the background"
    guard let longest else { return "\(job), since none takes more than a second." }
    let step = "“\(model.job.steps[longest].name)”"
    guard let why = model.reasonRightBehind(longest) else {
      return "\(job): nothing that comes after the longest, \(step), takes long."
    }
    return "\(job): the longest is \(step), and the next \(why)."
  }

  /// The most pairs of steps of which is told what both name.
  private static let mostPairs = 6

  private func caveats(_ plan: BackgroundPlan, _ model: JobModel) -> [String] {
    var caveats: [String] = []
    for (step, others) in plan.beside {
      for other in others where caveats.count < Self.mostPairs {
        let names = "“\(model.job.steps[step].name)” and “\(model.job.steps[other].name)”"
        let shared = model.texts[step].paths(sharedWith: model.texts[other])
        if plan.steps.contains(other), other < step { continue }
        if !shared.isEmpty {
          caveats.append(
            "\(names) both name \(shared.prefix(3).joined(separator: ", ")): look whether one writes what the "
              + "other uses")
        } else if caveats.count < 3 {
          caveats.append("it is unknown whether \(names) share files; they run in one checkout")
        }
      }
    }
    caveats.append("steps that run at once share the runner's processors, so each may take longer")
    if plan.steps.contains(where: { model.firstWaiting(for: $0) == nil }) {
      caveats.append("a step that nothing waits for fails its job only at the end of it")
    }
    if run.file == nil {
      caveats.append("give the workflow file with --companion to be told what to write where")
    }
    return caveats
  }

  // MARK: Jobs

  /// Needs on the chain that bound the run, each left out for all combinations of a matrix.
  private mutating func addNeeds() {
    let chain = times.chain
    for (need, place) in zip(chain, chain.dropFirst()) {
      guard let job = run.jobs[place].source, let other = run.jobs[need].source,
        job.needs.contains(other.id)
      else { continue }
      let saves = now - times.end(without: (job.id, other.id))
      guard saves > WorkflowRun.resolution else { continue }
      if let reason = Self.reason(toKeep: other, in: job) {
        remarks.append("job \(job.id) needs job \(other.id), and \(reason).")
        continue
      }
      let rest = job.needs.filter { $0 != other.id }
      suggestions.append(
        Suggestion(
          "let job \(job.id) begin without job \(other.id)", saves: saves, .atMost,
          cost: "more runners at once, and runs of \(job.id) where \(other.id) fails",
          caveats: [
            "nothing in \(run.file?.file ?? "the file") says that it uses what \(other.id) makes, but a cache or "
              + "a registry may hold it"
          ],
          paste: .init(
            place: "\(run.file?.file ?? ""), job \(job.id)",
            text: rest.isEmpty
              ? "# no `needs`"
              : "needs: \(rest.count == 1 ? rest[0] : "[\(rest.joined(separator: ", "))]")")))
    }
  }

  /// Why a job has to keep its need of another, as far as the file says it.
  private static func reason(
    toKeep other: WorkflowFile.Job, in job: WorkflowFile.Job
  ) -> String? {
    if job.usedNeeds.contains(other.id) { return "reads its outputs or how it ended" }
    if job.runsByOutcome { return "runs by how those that it needs ended" }
    if job.uses != nil { return "what the workflow that it calls uses is not known" }
    let texts = job.steps.flatMap(\.texts)
    let uploads = other.steps.contains { $0.texts.contains { $0.contains("upload-artifact") } }
    if uploads, texts.contains(where: { $0.contains("download-artifact") }) {
      return "downloads what that uploads"
    }
    if let reason = JobProducts(other).reason(toKeepFor: job) { return reason }
    let steps = job.flatSteps.map { StepText($0, name: $0.title) }
    let words = StepText(nil, name: "\(job.id) \(job.name ?? "")")
    return words.isRelease || steps.contains(where: \.isRelease)
      ? "publishes, which that has to allow" : nil
  }

  /// What runners that are there at once would save.
  private mutating func addRunners() {
    let saves = now - times.end(waits: false)
    guard saves > WorkflowRun.resolution else { return }
    let waits = times.chain.map { ($0, run.jobs[$0].waited ?? 0) }.filter { $0.1 > 0 }
    guard let longest = waits.max(by: { $0.1 < $1.1 }) else { return }
    let job = run.jobs[longest.0]
    let unknown = job.labels.filter { !job.name.contains($0) }
    let labels = unknown.isEmpty ? "" : " (\(unknown.joined(separator: ", ")))"
    suggestions.append(
      Suggestion(
        "have runners ready when jobs are made", saves: saves, .atMost,
        cost: "runners that wait for jobs, or more of them",
        caveats: [
          "\(job.name)\(labels) waited longest on the chain that bound the run: \(time(longest.1))"
        ]
          + (job.source?.mayWaitForOthers ?? false
            ? ["it may have waited for consent or for another run instead"] : [])))
  }

  /// What it would save if all jobs of a matrix might run at once.
  private mutating func addLimits() {
    let saves = now - times.end(limits: false)
    let limited = run.jobs.filter { $0.limit != nil }
    guard saves > WorkflowRun.resolution, let first = limited.first?.source,
      let most = first.maxParallel
    else { return }
    let all = Set(limited.compactMap { $0.source?.id })
    let others = all.count > 1 ? ", and of \(counted(all.count - 1, "other job"))," : ""
    suggestions.append(
      Suggestion(
        "let more of job \(first.id)\(others) run at once than max-parallel allows", saves: saves,
        .atMost, cost: "more runners at once",
        caveats: [
          "max-parallel of \(first.id) is \(most), and that may have a reason, such as a service that takes no more "
            + "at once"
        ]))
  }

  /// The longest step on the chain that bound the run, and what half of it would be worth.
  private mutating func addLongestStep() {
    var longest: (job: Int, step: Int, time: Nanoseconds)?
    for place in times.chain {
      for (index, step) in run.jobs[place].steps.enumerated() where !step.isGroup {
        let time = step.end - step.start
        if time > longest?.time ?? 2 * WorkflowRun.resolution { longest = (place, index, time) }
      }
    }
    guard let longest else { return }
    let job = run.jobs[longest.job]
    let model = JobModel(job)
    guard model.isExplained else { return }
    var items = model.items
    items[longest.step].duration /= 2
    let saves = now - times.end(saving: [longest.job: model.total - StepSchedule(items).total])
    guard saves > WorkflowRun.resolution else { return }
    remarks.append(
      "The longest step on the chain that bound the run is “\(job.steps[longest.step].name)” of job "
        + "\(job.name), \(time(longest.time)): in half its time, or split over two jobs, the run would end "
        + "\(time(saves)) sooner.")
  }
}

extension TraceAdvice {
  /// Finds what would make a run shorter, with what is known of the workflow that it is of.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - rerun: The same run, to be made again; by default from its log.
  ///   - workflow: What it was made of; nil if it is not of a workflow, or that is not known.
  /// - Complexity: O(*n* log *n*) in the number of calls for each change that is tried, and that of `WorkflowAdvice`.
  public init(_ run: Analysis, _ rerun: Rerun? = nil, of workflow: WorkflowRun?) {
    let advice = workflow.map(WorkflowAdvice.init)
    var remarks = advice?.remarks ?? []
    if run.traceKind == .workflow, workflow == nil {
      remarks.append(
        "What could run beside what is told of the list of jobs itself, as a whole: not of a log, of a part or with --anonymize."
      )
    }
    self.init(
      run, rerun ?? Rerun(run, of: workflow), adding: advice?.suggestions ?? [], remarks: remarks)
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  fileprivate var listed: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
