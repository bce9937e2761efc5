internal import EventLog
internal import JSON

/// The jobs of one workflow run, from pages of GitHub's API or from the command `gh`.
struct JobList {
  /// The jobs that ran, in the order of the file.
  private(set) var jobs: [JobRecord] = []
  /// The jobs that did not: those that were skipped, that had not started, or that were cancelled before.
  private(set) var idle: [JobRecord] = []
  /// The name of the workflow, if it is said.
  let workflow: String?
  /// What was left out to get there.
  private(set) var notes: [ImportNote]
  /// Which of the runs of the file it is, from 1.
  let number: Int
  /// How many there are.
  let count: Int

  /// The jobs of a run of a file; of the usual one if none is asked for.
  ///
  /// - Throws: `ImportError` if there is no such run, or no job of it ran.
  init(_ pages: JobPages, part: Int? = nil) throws(ImportError) {
    let runs = JobRuns(pages.jobs)
    number = try runs.number(part)
    count = runs.count
    let all = runs.jobs(of: number)
    for job in all {
      if job.neverRan { idle.append(job) } else { jobs.append(job) }
    }
    workflow = pages.workflow ?? all.lazy.compactMap(\.workflow).first
    notes = pages.notes + runs.notes(on: number, of: all, isChosen: part != nil)
    notes += pages.notesOnMissing(told: runs.told(with: number)) + idleNotes
    guard !jobs.isEmpty else {
      let why =
        all.isEmpty
        ? "There is no job in it."
        : "No job of it ran, of \(all.count): \(Self.list(idle))."
      throw ImportError(line: 1, problem: why)
    }
  }

  /// Which jobs did not run.
  private var idleNotes: [ImportNote] {
    var notes: [ImportNote] = []
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
  private static func list(_ jobs: [JobRecord]) -> String {
    let names = jobs.prefix(3).map(\.name).joined(separator: ", ")
    return jobs.count > 3 ? "\(names) and \(jobs.count - 3) more" : names
  }
}
