extension JobList {
  /// What was left out, and which jobs did not run.
  var idleNotes: [ImportNote] {
    var notes: [ImportNote] = []
    notes += ImportNote.skipped(broken, "job", "jobs", " broken or cut off, and left out.")
    notes += ImportNote.skipped(
      strange, "value that should have been a job was", "values that should have been jobs were",
      " left out.")
    let missing = total - told - broken - strange
    notes += ImportNote.skipped(
      missing, "job of the run is", "jobs of the run are",
      " not in the file, which holds a part of \(total): get all pages, with `gh api --paginate`.")
    for (progress, words) in [
      (WorkflowProgress.skipped, "skipped"), (.waiting, "not yet begun when this was written"),
    ] {
      let these = idle.filter { $0.progress == progress }
      notes += ImportNote.expected(
        these.count, "job was", "jobs were", " \(words): \(Self.list(these)).")
    }
    let cancelled = idle.filter { $0.progress != .skipped && $0.progress != .waiting }
    notes += ImportNote.expected(
      cancelled.count, "job was", "jobs were",
      " cancelled before a runner took it: \(Self.list(cancelled)).")
    return notes
  }

  /// The names of some jobs, of many the first few.
  static func list(_ jobs: [JobRecord]) -> String {
    let names = jobs.prefix(3).map(\.name).joined(separator: ", ")
    return jobs.count > 3 ? "\(names) and \(jobs.count - 3) more" : names
  }
}
