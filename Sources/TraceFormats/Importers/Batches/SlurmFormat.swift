internal import EventLog

extension TraceFormat {
  /// Jobs of Slurm as `sacct --parsable2` (or `-p`) lists them: a line of names, and a line for each job and step.
  ///
  ///     JobID|JobName|State|Submit|Eligible|Start|End|Elapsed|NodeList
  ///
  /// `Eligible` is when what a job depends on was there; what it depends on is not told. Times are local and whole seconds;
  /// `Elapsed` is not local, so it tells how long a job took that still runs, or ran across a change of the clock.
  static let slurmAccounting = TraceFormat(
    name: "a list of jobs of Slurm", plural: "lists of jobs of Slurm",
    fileExtensions: [".txt", ".csv", ".log"],
    recognises: { head in
      DelimitedText.begins(
        head.bytes, with: ["JobID", "Start", "End"], separator: UInt8(ascii: "|"))
    },
    read: { input throws(ImportError) in
      let table = DelimitedText(input.bytes, separator: UInt8(ascii: "|"))
      let jobs = table.rows.map { row in
        Dictionary(zip(table.columns, row.fields), uniquingKeysWith: { first, _ in first })
      }
      var list = slurmJobs(jobs)
      list.notes += table.notes
      return try list.imported(input, format: "Slurm job list", ("job", "jobs"))
    })

  /// What Slurm's plugin jobcomp/filetxt appends for each job that ends: `JobId=5 Name=fit StartTime=… EndTime=…`.
  static let slurmCompletions = TraceFormat(
    name: "a completion log of Slurm", plural: "completion logs of Slurm",
    fileExtensions: [".log", ".txt"],
    recognises: { head in
      let line = head.bytes.prefix { $0 != UInt8(ascii: "\n") }
      return line.starts(with: "JobId=".utf8)
        && String(decoding: line, as: UTF8.self).contains(" StartTime=")
    },
    read: { input throws(ImportError) in
      let lines = String(decoding: input.bytes.withoutByteOrderMark, as: UTF8.self)
        .split(whereSeparator: \.isNewline)
      let jobs = lines.map { line in
        var job: [String: String] = [:]
        for word in line.split(separator: " ") {
          let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
          if parts.count == 2 { job[parts[0], default: parts[1]] = parts[1] }
        }
        return [
          "JobID": job["JobId"], "JobName": job["Name"], "State": job["JobState"],
          "Submit": job["SubmitTime"], "Eligible": job["EligibleTime"],
          "Start": job["StartTime"], "End": job["EndTime"], "NodeList": job["NodeList"],
          "ExitCode": job["ExitCode"],
        ].compactMapValues(\.self)
      }
      var list = slurmJobs(jobs)
      list.notes += ImportNote.cutOff(input.bytes.hasOpenLine)
      return try list.imported(input, format: "Slurm completion log", ("job", "jobs"))
    })
}

/// Jobs of Slurm by the names of their fields.
private func slurmJobs(_ jobs: [[String: String]]) -> TaskList {
  var list = TaskList(place: "node")
  list.unit = 1_000_000_000
  list.needs = .none
  var (steps, unstarted) = (0, 0)
  let change = SlurmClockChange(jobs)
  func instant(_ text: String?) -> Nanoseconds? {
    text.flatMap(InstantText.instant).map { change?.corrected($0) ?? $0 }
  }
  for job in jobs {
    guard let id = job["JobID"] else { continue }
    // Steps run within their job: `12.batch`, `12.0`.
    if id.contains(".") {
      steps += 1
      continue
    }
    let node = job["NodeList"] ?? ""
    let state = (job["State"] ?? "COMPLETED").split(separator: " ").first.map(String.init) ?? ""
    let begin = instant(job["Start"])
    // A job that still runs has run for so long when the list was written.
    let end = instant(job["End"]) ?? begin.map { $0.addingClamped(slurmElapsed(job) ?? 0) }
    // A job that was cancelled before it ran has the same start as end.
    guard let start = begin,
      state != "CANCELLED" || end ?? start > start
    else {
      unstarted += 1
      continue
    }
    let ending: TaskList.Ending =
      switch state {
      case "COMPLETED", "": .succeeded
      case "RUNNING", "SUSPENDED", "COMPLETING": .unfinished
      case "CANCELLED", "PREEMPTED": .stopped(state.lowercased())
      default:
        .failed(
          state.lowercased().replacing("_", with: " ")
            + (job["ExitCode"].map { ", exit code \($0)" } ?? ""))
      }
    let asked = instant(job["Eligible"] ?? job["Submit"])
    list.tasks.append(
      TaskList.Task(
        id: id, name: job["JobName"] ?? "job", arguments: "job \(id)",
        place: node.isEmpty ? nil : node, askedAt: asked.map { min($0, start) },
        ran: (start, end ?? start), ending: ending))
  }
  list.notes =
    ImportNote.inherent(steps, "step is", "steps are", " part of a job, which is told.")
    + ImportNote.skipped(
      unstarted, "job never ran", "jobs never ran", ": cancelled or still waiting, left out.")
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
  return list
}
