internal import EventLog
internal import TraceFormats

/// When the jobs of a run would begin and end if some took another time, or did not wait.
///
/// A job begins as long after the last that it needs as it did, and takes as long as it did, but for what is changed.
struct WorkflowTimes {
  private let jobs: [WorkflowRun.Job]
  /// The places of the jobs, each behind those that it needs.
  private let order: [Int]

  init(_ run: WorkflowRun) {
    jobs = run.jobs
    order = run.jobs.indices.sorted { (run.jobs[$0].began, $0) < (run.jobs[$1].began, $1) }
  }

  /// When the last job ends.
  ///
  /// - Parameters:
  ///   - saved: How much shorter each of some jobs is.
  ///   - dropped: A need that is left out: the keys of the job in the workflow file, and of the one that it needs.
  ///   - waits: Whether jobs wait for runners.
  ///   - limits: Whether jobs wait for others of their matrix.
  /// - Returns: The end, from the beginning of the run.
  func end(
    saving saved: [Int: Nanoseconds] = [:], without dropped: (job: String, need: String)? = nil,
    waits: Bool = true, limits: Bool = true
  ) -> Nanoseconds {
    var ends: [Int: Nanoseconds] = [:]
    for place in order {
      let job = jobs[place]
      let needs = needs(of: place)
      let kept =
        dropped.map { dropped in
          job.source?.id == dropped.job
            ? needs.filter { jobs[$0].source?.id != dropped.need } : needs
        } ?? needs
      // What it waited for a runner, and how long it took GitHub to make it.
      let ready = needs.map { jobs[$0].ended }.max() ?? job.created ?? job.began
      var delay = job.began - ready
      if !waits { delay = max(0, delay - (job.waited ?? 0)) }
      if !limits, let limit = job.limit {
        delay = max(0, delay - max(0, limit.until - max(job.created ?? ready, ready)))
      }
      let made = needs.isEmpty ? ready : kept.compactMap { ends[$0] }.max() ?? 0
      ends[place] = made + delay + job.ended - job.began - saved[place, default: 0]
    }
    return ends.values.max() ?? 0
  }

  /// The jobs that a job needs and that had ended when it began.
  private func needs(of place: Int) -> [Int] {
    (jobs[place].needs ?? []).filter { jobs[$0].ended <= jobs[place].began }
  }

  /// The chain of jobs that bound the run: each needs the one before it, which ended last of all that it needs.
  var chain: [Int] {
    guard var place = jobs.indices.max(by: { jobs[$0].ended < jobs[$1].ended }) else { return [] }
    var chain = [place]
    while let last = needs(of: place).max(by: { jobs[$0].ended < jobs[$1].ended }) {
      chain.append(last)
      place = last
    }
    return chain.reversed()
  }
}
