internal import EventLog

extension TraceFormat {
  /// Jobs of Slurm as `sacct --parsable2` (or `-p`) lists them: a line of names, and a line for each job and step.
  ///
  ///     JobID|JobName|State|Submit|Eligible|Start|End|Elapsed|NodeList
  ///
  /// `Eligible` is when what a job depends on was there; what it depends on is not told. Times are local and whole seconds, or
  /// seconds since 1970 (`SLURM_TIME_FORMAT=%s`); `Elapsed` is not local, so it tells how long a job took that still runs, or
  /// ran across a change of the clock. Columns are separated by `|`, or by what `--delimiter` says.
  static let slurmAccounting = TraceFormat(
    name: "a list of jobs of Slurm", plural: "lists of jobs of Slurm",
    fileExtensions: [".txt", ".csv", ".log"],
    recognises: { head in accountingSeparator(of: head.bytes) != nil },
    read: { input throws(ImportError) in
      let separator = accountingSeparator(of: input.bytes[...]) ?? UInt8(ascii: "|")
      let table = DelimitedText(input.bytes, separator: separator)
      try refuseWithoutTimes(table.columns)
      let jobs = table.rows.map { row in
        Dictionary(zip(table.columns, row.fields), uniquingKeysWith: { first, _ in first })
      }
      var list = try SlurmJobs(jobs).list
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
      var list = try SlurmJobs(lines.map { SlurmJobs.completed($0) }).list
      list.notes += ImportNote.cutOff(input.bytes.hasOpenLine)
      return try list.imported(input, format: "Slurm completion log", ("job", "jobs"))
    })
}

/// What separates the columns of a list of sacct; nil where it is none.
///
/// What sacct lists when it is not told what, is known by its columns too, and refused with what to type.
private func accountingSeparator(of bytes: ArraySlice<UInt8>) -> UInt8? {
  DelimitedText.separator(of: bytes, with: ["JobID", "Start"])
    ?? DelimitedText.separator(of: bytes, with: ["JobID", "JobName", "State"])
}

/// Refuses a list that does not tell when jobs ran.
private func refuseWithoutTimes(_ columns: [String]) throws(ImportError) {
  guard !columns.contains("Start") || !columns.contains("End") && !columns.contains("Elapsed")
  else { return }
  let missing = ["Start", "End"].filter { !columns.contains($0) }
  throw ImportError(
    line: 1,
    problem:
      "It does not tell when its jobs ran: there is no column \(missing.joined(separator: " and none "))"
      + ". List them with `\(SlurmJobs.command)`.")
}
