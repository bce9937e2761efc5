internal import EventLog

/// The jobs of a list or log of Slurm.
struct SlurmJobs {
  /// The command that lists all that is read.
  static let command =
    "sacct --parsable2 --format=JobID,JobName,State,Submit,Eligible,Start,End,Elapsed,NodeList,ExitCode"

  /// The jobs, each on the nodes that it ran on.
  private(set) var list = TaskList(place: "slot")
  private var (steps, unstarted) = (0, 0)
  /// Jobs with a start that is no time as far as can be read, and the first of those.
  private var (timeless, strangeTime) = (0, "")
  /// Jobs on several nodes, and the first of their lists.
  private var (spread, firstSpread) = (0, "")
  /// Jobs that had several processors.
  private var wide = 0

  /// - Parameter jobs: Jobs by the names of their fields.
  /// - Throws: `ImportError` if only steps of jobs are among them, or none has a time that can be read.
  init(_ jobs: [[String: String]]) throws(ImportError) {
    list.unit = 1_000_000_000
    list.needs = .none
    let change = SlurmClockChange(jobs)
    for job in jobs { add(job, change) }
    if list.tasks.isEmpty {
      if timeless > 0 {
        throw ImportError(
          line: 1,
          problem:
            "When its jobs ran cannot be read: \(strangeTime) is no time. Expected one such as 2026-11-28T10:00:05, or "
            + "seconds since 1970: list them without SLURM_TIME_FORMAT, or with SLURM_TIME_FORMAT=%s."
        )
      }
      if unstarted == 0, steps > 0 {
        throw ImportError(
          line: 1,
          problem:
            "It lists only steps, which run within their jobs, and no job. List both with `\(Self.command)`."
        )
      }
    }
    list.notes = notes(change)
  }

  private mutating func add(_ job: [String: String], _ change: SlurmClockChange?) {
    guard let id = job["JobID"] else { return }
    // Steps run within their job: `12.batch`, `12.0`.
    if id.contains(".") {
      steps += 1
      return
    }
    func instant(_ text: String?) -> Nanoseconds? {
      text.flatMap(slurmInstant).map { change?.corrected($0) ?? $0 }
    }
    let state = (job["State"] ?? "COMPLETED").split(separator: " ").first.map(String.init) ?? ""
    let begin = instant(job["Start"])
    if begin == nil, let text = job["Start"], !["", "Unknown", "None", "N/A"].contains(text) {
      if timeless == 0 { strangeTime = text }
      timeless += 1
      return
    }
    // A job that still runs has run for so long when the list was written.
    let end = instant(job["End"]) ?? begin.map { $0.addingClamped(slurmElapsed(job) ?? 0) }
    // A job that was cancelled before it ran has the same start as end.
    guard let start = begin, state != "CANCELLED" || end ?? start > start else {
      unstarted += 1
      return
    }
    let nodes = job["NodeList"] ?? ""
    if nodes.contains(where: { $0 == "," || $0 == "[" }) {
      if spread == 0 { firstSpread = nodes }
      spread += 1
    }
    if let processors = job["ProcCnt"].flatMap({ Int($0) }), processors > 1 { wide += 1 }
    let asked = instant(job["Eligible"] ?? job["Submit"])
    list.tasks.append(
      TaskList.Task(
        id: id, name: job["JobName"] ?? "job", arguments: "job \(id)",
        place: nodes.isEmpty ? nil : nodes, askedAt: asked.map { min($0, start) },
        ran: (start, end ?? start), ending: Self.ending(of: job, state)))
  }

  private static func ending(of job: [String: String], _ state: String) -> TaskList.Ending {
    switch state {
    case "COMPLETED", "": .succeeded
    case "RUNNING", "SUSPENDED", "COMPLETING": .unfinished
    case "CANCELLED", "PREEMPTED": .stopped(state.lowercased())
    // The plugin jobcomp writes what the job is to do next.
    case "REQUEUED", "PENDING": .stopped("requeued")
    default:
      .failed(
        state.lowercased().replacing("_", with: " ")
          + (job["ExitCode"].map { ", exit code \($0)" } ?? ""))
    }
  }

  private func notes(_ change: SlurmClockChange?) -> [ImportNote] {
    ImportNote.inherent(steps, "step is", "steps are", " part of a job, which is told.")
      + ImportNote.skipped(
        unstarted, "job never ran", "jobs never ran", ": cancelled or still waiting, left out.")
      + ImportNote.skipped(
        timeless, "job has", "jobs have",
        " a start that cannot be read, the first \(strangeTime): left out.")
      + ImportNote.expected(
        spread, "job ran", "jobs ran",
        " on several nodes, the first on \(firstSpread), and takes one slot like any other.")
      + ImportNote.expected(
        wide, "job had", "jobs had",
        " several processors, and takes one slot like any other.")
      + ImportNote.inferred(
        change?.jobs ?? 0, "job took", "jobs took",
        " longer or shorter than from its start to its end by exactly an hour (Elapsed), so the local clock was changed "
          + "meanwhile: all times after that are corrected.")
      + [
        ImportNote(
          kind: .expected, count: list.tasks.count,
          sentence:
            "What a job of Slurm depends on is not told, only since when it could have run: so the floor is unknown. "
            + "Times are whole seconds.")
      ]
  }
}

// MARK: A line of the completion log

extension SlurmJobs {
  /// The fields that are read of a line, by the names that sacct has for them.
  private static let names = [
    "JobId": "JobID", "Name": "JobName", "JobState": "State", "SubmitTime": "Submit",
    "EligibleTime": "Eligible", "StartTime": "Start", "EndTime": "End", "NodeList": "NodeList",
    "ExitCode": "ExitCode", "ProcCnt": "ProcCnt",
  ]
  /// The other fields of a line, which end those before them.
  private static let others: Set<String> = [
    "UserId", "GroupId", "Partition", "TimeLimit", "NodeCnt", "WorkDir",
    "ReservationName", "Tres", "Gres", "Account", "QOS", "WcKey", "Cluster", "ArrayJobId",
    "ArrayTaskId", "HetJobId", "HetJobOffset", "PackJobId", "PackJobOffset", "DerivedExitCode",
  ]

  /// The fields of a line, `JobId=5 Name=my job JobState=…`: a value goes on until the next field, so it may hold blanks.
  static func completed(_ line: Substring) -> [String: String] {
    var job: [String: String] = [:]
    var field: String?
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, names[String(parts[0])] != nil || others.contains(String(parts[0])) {
        field = names[String(parts[0])]
        if let field { job[field] = String(parts[1]) }
      } else if let field {
        job[field, default: ""] += " \(word)"
      }
    }
    return job.mapValues(\.trimmed)
  }
}

/// An instant of Slurm: a local time, or seconds since 1970.
func slurmInstant(_ text: String) -> Nanoseconds? {
  InstantText.instant(text) ?? text.integer(timesTenTo: 9).flatMap { $0 > 0 ? $0 : nil }
}
