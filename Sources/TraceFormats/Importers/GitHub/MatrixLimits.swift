internal import EventLog

/// Which jobs of a matrix waited until fewer others of it ran, as `max-parallel` makes them.
///
/// A job holds a place from when it may begin until it ends, the wait for its runner included.
struct MatrixLimits {
  /// For each job until when it waited and for which other one; nil where it did not, or nothing limits it.
  private(set) var waits: [WorkflowRun.Job.Limit?]

  /// Finds the waits of jobs.
  ///
  /// - Complexity: O(*n* · *m*) in the number of jobs and in how many of a matrix may run at once.
  init(_ jobs: [WorkflowRun.Job]) {
    waits = Array(repeating: nil, count: jobs.count)
    var matrices: [String: [Int]] = [:]
    for (place, job) in jobs.enumerated() where job.created != nil {
      // What runs in the jobs of a called workflow is limited there, and by its callers only together.
      guard let source = job.source, source.uses == nil, source.hasMatrix,
        source.maxParallel ?? 0 > 0
      else { continue }
      matrices[source.id, default: []].append(place)
    }
    for places in matrices.values {
      guard let most = jobs[places[0]].source?.maxParallel else { continue }
      // The last job that had each place.
      var holders: [Int] = []
      for place in places.sorted(by: { (jobs[$0].began, $0) < (jobs[$1].began, $1) }) {
        guard holders.count >= most,
          let first = holders.indices.min(by: {
            (jobs[holders[$0]].ended, $0) < (jobs[holders[$1]].ended, $1)
          })
        else {
          holders.append(place)
          continue
        }
        let holder = holders[first]
        let until = jobs[holder].ended
        // Where more ran at once than may, the file is another than that of the run, or times are not exact.
        if until > jobs[place].created ?? until, until <= jobs[place].began {
          waits[place] = .init(until: until, behind: holder)
        }
        holders[first] = place
      }
    }
  }
}
