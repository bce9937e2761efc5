internal import EventLog
internal import TraceFormats

/// The steps of a job that ran, as they are run again: in their order, with what waits for what.
struct JobModel {
  let job: WorkflowRun.Job
  /// The steps by their places, as they ran.
  private(set) var items: [StepSchedule.Item] = []
  /// Whether each holds others and does nothing itself.
  let isGroup: [Bool]
  /// How long the steps take when they are run again as they were.
  let total: Nanoseconds
  /// What each says.
  let texts: [StepText]
  /// The steps that could be put in the background: those that take time and do not run there yet.
  ///
  /// Of very many, the longest.
  private(set) var candidates: [Int] = []
  /// Those of them of which it is known that nothing that comes after needs what they leave.
  var independent: [Int] { candidates.filter { texts[$0].isIndependent } }
  /// The place from which the job cleans up.
  private let cleanup: Int

  /// The most steps that are tried in the background.
  private static let mostCandidates = 64

  init(_ job: WorkflowRun.Job) {
    self.job = job
    isGroup = job.steps.map(\.isGroup)
    let flat = job.source?.flatSteps ?? []
    texts = job.steps.map { step in StepText(step.source.map { flat[$0] }, name: step.name) }
    var ids: [String: Int] = [:]
    for (place, step) in job.steps.enumerated() {
      if let id = step.source.flatMap({ flat[$0].id }) { ids[id] = place }
    }
    var members: [Int: [Int]] = [:]
    for (place, step) in job.steps.enumerated() {
      if let group = step.group { members[group, default: []].append(place) }
    }
    cleanup =
      job.steps.firstIndex {
        $0.name.hasPrefix("Post ") || ["Complete job", "Stop containers"].contains($0.name)
      }
      ?? job.steps.count
    for (place, step) in job.steps.enumerated() {
      let source = step.source.map { flat[$0] }
      var item = StepSchedule.Item(step.end - step.start)
      if step.isGroup {
        item = .init(waitingFor: members[place] ?? [])
      } else if step.group != nil || source?.isInBackground ?? false {
        item.isInBackground = true
      }
      switch source?.action {
      case .wait(let names): item = .init(waitingFor: names.compactMap { ids[$0] })
      case .waitAll: item = .init(0, wait: .all)
      case .cancel(let name): item.cancels = ids[name].map { [$0] } ?? []
      default: break
      }
      if place == cleanup { item.wait = .all }
      items.append(item)
    }
    total = StepSchedule(items).total
    findCandidates()
  }

  /// How long the steps took as they were recorded.
  var recorded: Nanoseconds { (job.steps.map(\.end).max() ?? job.began) - job.began }

  /// Whether the rules explain how long the steps took: to a second for each.
  var isExplained: Bool {
    abs(recorded - total) <= WorkflowRun.resolution * Nanoseconds(job.steps.count + 1)
  }

  /// Whether steps ran in the background already.
  var hasBackground: Bool { items.contains(where: \.isInBackground) }

  private mutating func findCandidates() {
    let all = items.indices.filter { place in
      canRunInBackground(place) && items[place].duration > WorkflowRun.resolution
        && (job.source == nil || job.steps[place].source != nil)
    }
    let longest = all.sorted { (items[$1].duration, $0) < (items[$0].duration, $1) }
    candidates = longest.prefix(Self.mostCandidates).sorted()
  }

  /// The first step of those that clean up; nil if there is none.
  var cleanupStep: Int? { cleanup < items.count ? cleanup : nil }

  /// Whether a step could run in the background, and does not yet.
  func canRunInBackground(_ step: Int) -> Bool {
    !items[step].isInBackground && !isGroup[step] && step < cleanup && items[step].wait == nil
      && !GitHubSteps.isOfRunner(job.steps[step].name)
  }

  /// The first step that has to wait for another before the job cleans up; nil if there is none.
  func firstWaiting(for step: Int) -> Int? {
    ((step + 1)..<max(step + 1, cleanup)).first { later in
      !isGroup[later] && texts[step].reason(toWaitIn: texts[later]) != nil
    }
  }

  /// Why the step right behind another has to wait for it; nil if it need not.
  func reasonRightBehind(_ step: Int) -> String? {
    guard let later = ((step + 1)..<max(step + 1, cleanup)).first(where: { !isGroup[$0] }) else {
      return nil
    }
    return texts[step].reason(toWaitIn: texts[later])
  }
}
