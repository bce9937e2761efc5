internal import EventLog

extension TraceFormat {
  /// The trace of Nextflow, `-with-trace`: a line for each task, as people read it or raw.
  ///
  ///     task_id  hash  native_id  name  status  exit  submit  duration  realtime  …
  ///
  /// `duration` is from the submission to the end, `realtime` what the task itself took; what needs what is not told.
  static let nextflow = TraceFormat(
    name: "a trace of Nextflow", plural: "traces of Nextflow", fileExtensions: [".txt", ".tsv"],
    recognises: { head in
      DelimitedText.begins(
        head.bytes, with: ["task_id", "name", "status", "submit"], separator: UInt8(ascii: "\t"))
    },
    read: { input throws(ImportError) in
      try nextflowTasks(DelimitedText(input.bytes, separator: UInt8(ascii: "\t")))
        .imported(input, format: "Nextflow trace", ("task", "tasks"))
    })
}

private func nextflowTasks(_ table: DelimitedText) -> TaskList {
  var list = TaskList(place: "slot")
  list.unit = 1_000_000
  list.needs = .none
  var timeless = 0
  for row in table.rows {
    func field(_ column: String) -> String? {
      table.place(of: column).map { row.fields[$0] }.flatMap { $0.isEmpty || $0 == "-" ? nil : $0 }
    }
    let status = field("status") ?? "COMPLETED"
    let submit = field("submit").flatMap(nextflowInstant)
    let whole = field("duration").flatMap(nextflowTime)
    let own = field("realtime").flatMap(nextflowTime)
    let end =
      field("complete").flatMap(nextflowInstant)
      ?? submit.flatMap { submit in whole.map { submit.addingClamped($0) } }
    let start =
      field("start").flatMap(nextflowInstant)
      ?? end.flatMap { end in own.map { max(submit ?? 0, end - $0) } }
    let isCached = status == "CACHED"
    guard let start, let end else {
      timeless += 1
      continue
    }
    let name = field("name") ?? "task"
    // A process, and what tells its tasks apart: `ALIGN (sample 7)`.
    let parts = name.split(separator: " (", maxSplits: 1).map(String.init)
    list.tasks.append(
      TaskList.Task(
        id: field("task_id") ?? name, name: parts[0],
        arguments: parts.count > 1 ? String(parts[1].dropLast()) : nil,
        askedAt: submit.map { min($0, start) }, ran: isCached ? nil : (start, end),
        ending: ["COMPLETED", "CACHED"].contains(status)
          ? .succeeded
          : .failed(status.lowercased() + (field("exit").map { ", exit code \($0)" } ?? "")),
        isCached: isCached))
  }
  list.notes =
    table.notes
    + ImportNote.skipped(
      timeless, "task has", "tasks have", " no times that can be read: left out.")
    + [
      ImportNote(
        kind: .expected, count: list.tasks.count,
        sentence: "What needs what is not in a trace of Nextflow, so the floor is unknown.")
    ]
  return list
}

/// An instant: in milliseconds since 1970 where the trace is raw, else as a local time.
private func nextflowInstant(_ text: String) -> Nanoseconds? {
  text.integer(timesTenTo: 6) ?? InstantText.instant(text)
}

/// A length of time: `4m 50s`, `1.2s`, `350ms`; in milliseconds where the trace is raw.
private func nextflowTime(_ text: String) -> Nanoseconds? {
  if let raw = text.integer(timesTenTo: 6) { return raw >= 0 ? raw : nil }
  var sum: Nanoseconds = 0
  for part in text.split(separator: " ") {
    let number = part.prefix { $0.isNumber || $0 == "." }
    let units: [Substring: Nanoseconds] = [
      "ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]
    guard let unit = units[part.dropFirst(number.count)],
      let value = String(number).integer(timesTenTo: 6)
    else { return nil }
    let (time, overflow) = value.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    sum = sum.addingClamped(time)
  }
  return sum
}
