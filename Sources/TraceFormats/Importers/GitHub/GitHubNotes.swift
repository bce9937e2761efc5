internal import EventLog
internal import Formatting

/// What there is to say of a run of a workflow as it was read.
struct GitHubNotes {
  private let list: JobList
  private let run: GitHubRun
  private var jobs: [WorkflowRun.Job] { run.workflow.jobs }

  init(_ list: JobList, _ run: GitHubRun) {
    self.list = list
    self.run = run
  }

  var notes: [ImportNote] {
    needs + progress + waits + steps
      + [
        ImportNote(
          kind: .inherent, count: 1,
          sentence: "GitHub tells whole seconds, so a second more or less says nothing.")
      ]
  }

  // MARK: Needs

  /// Whether it is known what needs what, and of which jobs it is not.
  private var needs: [ImportNote] {
    guard let file = run.workflow.file else {
      guard jobs.count > 1 else { return [] }
      return [
        ImportNote(
          kind: .skipped, count: jobs.count,
          sentence: "Which job needs which is not in the list of jobs: give the workflow file with "
            + "--companion .github/workflows/FILE.yml to have it.")
      ]
    }
    let read = ImportNote(
      kind: .expected, count: 1, sentence: "What needs what is read from \(file.file).")
    let unknown = jobs.filter { $0.source == nil }
    guard unknown.count < jobs.count else {
      return [
        ImportNote(
          kind: .skipped, count: jobs.count,
          sentence:
            "\(file.file) has none of the jobs that ran, the first \(jobs[0].name): it is not "
            + "the workflow of this run.")
      ]
    }
    let called = jobs.filter { $0.source?.uses != nil }
    return [read]
      + ImportNote.skipped(
        unknown.count, "job is", "jobs are",
        " not in \(file.file), the first \(unknown[0].name): what they need is not known.")
      + ImportNote.inferred(
        called.count, "job is", "jobs are",
        " of a workflow that \(file.file) calls, the first \(called[0].name): what they need of each other is not in "
          + "it, and is worked out from when they were made.")
  }

  // MARK: Times

  private var progress: [ImportNote] {
    ImportNote.expected(
      run.running.count, "job was", "jobs were",
      " still running when this was written, the first \(run.running.first ?? ""): it is told as far as it went."
    )
      + ImportNote.expected(
        run.skippedSteps, "step was", "steps were", " skipped and left out.")
      + ImportNote.expected(
        run.unstartedSteps, "step had", "steps had", " not begun, left out.")
  }

  /// How long jobs waited, as far as that is known, and what else than runners they may have waited for.
  private var waits: [ImportNote] {
    let unknown = jobs.filter { $0.created == nil }
    let late = zip(jobs, list.jobs).filter { job, record in
      !record.steps.isEmpty && record.started != nil
        && (record.began ?? 0) - (record.started ?? 0) > 2 * WorkflowRun.resolution
    }
    let others = jobs.filter { $0.source?.mayWaitForOthers ?? false }
    let limited = jobs.filter { $0.limit != nil }
    let madeLate = list.jobs.filter(\.isMadeLate)
    return ImportNote.expected(
      unknown.count, "job does", "jobs do",
      " not say when it was made, so how long it waited for a runner is not known; GitHub's API says it "
        + "(`gh api repos/OWNER/REPO/actions/runs/ID/jobs --paginate`).")
      + ImportNote.inferred(
        late.count, "job was", "jobs were",
        " started long before the first step, the first \(late[0].0.name): until a step began, a runner was "
          + "being made ready, and that counts as waiting for it.")
      + ImportNote.expected(
        limited.count, "job waited", "jobs waited",
        " while as many of the same matrix ran as `max-parallel` allows, the first \(limited[0].name): that is no wait "
          + "for a runner.")
      + ImportNote.inferred(
        madeLate.count, "job is", "jobs are",
        " told to have been made after it began, the first \(madeLate[0].name): when it was asked for is "
          + "not known, and no time in a queue is counted.")
      + ImportNote.expected(
        others.count, "job has", "jobs have",
        " an environment or a concurrency group, the first \(others[0].name): while it waited, it may have "
          + "waited for consent or for another run instead of a runner.")
  }

  // MARK: Steps

  private var steps: [ImportNote] {
    let unknown = jobs.flatMap { job in
      job.source == nil || job.source?.uses != nil
        ? [] : job.steps.filter { $0.source == nil && !GitHubSteps.isOfRunner($0.name) }
    }
    return ImportNote.expected(
      run.groups, "row holds", "rows hold",
      " the steps before it, which ran at once; it is no work itself.")
      + ImportNote.inferred(
        unknown.count, "step is", "steps are",
        " not in the workflow file, the first \(unknown[0].name): whether it is the file of this run is in doubt."
      )
      + ImportNote.inherent(
        run.layout.clipped, "step was", "steps were", " cut to the job that it is in.")
  }
}
