internal import EventLog
internal import TraceAnalysis
internal import Formatting

/// Why a run of a workflow took as long as it did, for who waits for it: the chain of jobs that bound it, and how long
/// jobs waited for runners.
///
///     bound by the chain of jobs build → test → deploy: 12 min 21 s of steps, 39 s waiting for runners
///     6 jobs waited for runners, 1 min 47 s together; longest, test (macos-latest): 58 s
struct WorkflowText: TellsTimes {
  private let run: Analysis
  let timeScale: TimeScale

  /// Words a run of a workflow; nil if it is something else.
  init?(_ run: Analysis, _ timeScale: TimeScale) {
    guard run.traceKind == .workflow else { return nil }
    self.run = run
    self.timeScale = timeScale
  }

  /// How many jobs and steps there are: `6 jobs with 43 steps`.
  var size: String {
    let jobs = run.table.calls.count { $0.parent == 0 }
    return "\(counted(jobs, "job")) with \(counted(run.table.calls.count - jobs, "step"))"
  }

  var sentences: [String] {
    [isBoundKnown ? chainSentence : unknownSentence] + waitingSentences
  }

  /// The job that a call is, or is a step of.
  private func job(of call: CallNumber) -> CallNumber {
    var job = call
    while run.table[job].parent > 0 { job = run.table[job].parent }
    return job
  }

  private var chainSentence: String {
    var jobs: [String] = []
    var times: [ObservedPath.Kind: Nanoseconds] = [:]
    for part in run.observedPath.parts {
      times[part.kind, default: 0] += part.end - part.start
      guard part.call > 0 else { continue }
      let name = run.title(of: job(of: part.call))
      if jobs.last != name { jobs.append(name) }
    }
    let shown = jobs.count > 8 ? jobs.prefix(3) + ["…"] + jobs.suffix(4) : jobs[...]
    let chain =
      jobs.count == 1 ? "job \(jobs[0])" : "the chain of jobs \(shown.joined(separator: " → "))"
    let waits = times[.waitingForMachine, default: 0]
    let rest = times[.unexplained, default: 0] + times[.timer, default: 0]
    let parts = [
      "\(timeText(times[.running, default: 0])) of work",
      waits > 0 ? "\(timeText(waits)) waiting for runners" : nil,
      rest > 0 ? "\(timeText(rest)) that the list of jobs does not explain" : nil,
    ].compactMap(\.self)
    return "bound by \(chain): \(parts.joined(separator: ", "))"
  }

  /// Whether it is known which jobs the last one waited for: not where it was made late and nothing says why.
  var isBoundKnown: Bool {
    run.observedPath.parts.first?.kind != .unexplained
      || run.table.calls.count { $0.parent == 0 } == 1
  }

  private var unknownSentence: String {
    let last =
      run.observedPath.parts.last { $0.call > 0 }.map { run.title(of: job(of: $0.call)) }
      ?? "the last job"
    let from = run.observedPath.parts.first?.end ?? 0
    let sentence =
      "what bound it is not known: \(last) ended last, and what it waited for until \(timeText(from)) is "
      + "not in the list of jobs"
    return knowsNeeds
      ? "\(sentence) and not in the workflow file"
      : "\(sentence); the workflow file says which job needs which (--companion)"
  }

  /// Whether the workflow file said what some job needs.
  var knowsNeeds: Bool {
    run.table.calls.contains { call in
      call.parent == 0
        && run.log.causes(of: call.requested).contains { $0.edge == .data && !$0.isInferred }
    }
  }

  /// How long jobs waited for runners, and for others of their matrix.
  private var waitingSentences: [String] {
    let waits = run.waits
    return sentences(for: waits.filter { $0.reason != .turn }, one: "a runner", many: "runners")
      + sentences(
        for: waits.filter { $0.reason == .turn },
        one: "another of its matrix to end (max-parallel)",
        many: "others of their matrix to end (max-parallel)")
  }

  /// How long jobs waited for one thing.
  ///
  /// - Parameters:
  ///   - waits: The waits, the longest first.
  ///   - one: What a job waited for.
  ///   - many: What several did.
  /// - Returns: A sentence; none where nothing waited.
  private func sentences(for waits: [Wait], one: String, many: String) -> [String] {
    guard let longest = waits.first else { return [] }
    let all = waits.reduce(Nanoseconds(0)) { $0.addingClamped($1.time) }
    let job = run.title(of: longest.call)
    guard waits.count > 1 else { return ["\(job) waited \(timeText(all)) for \(one)"] }
    return [
      "\(waits.count) jobs waited for \(many), \(timeText(all)) together; longest, \(job): "
        + timeText(longest.time)
    ]
  }
}
