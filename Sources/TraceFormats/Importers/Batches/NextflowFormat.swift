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
      // What tells no time is known by its columns too, and refused with what it takes.
      [["task_id", "hash"], ["task_id", "name"], ["task_id", "status"]].contains {
        DelimitedText.begins(head.bytes, with: $0, separator: UInt8(ascii: "\t"))
      }
    },
    read: { input throws(ImportError) in
      try NextflowTasks(DelimitedText(input.bytes, separator: UInt8(ascii: "\t"))).list
        .imported(input, format: "Nextflow trace", ("task", "tasks"))
    })
}

/// The tasks of a trace, with the columns that it has of those that tell when they ran.
private struct NextflowTasks {
  private(set) var list = TaskList(place: "slot")
  private let table: DelimitedText
  private var (timeless, cached) = (0, 0)

  init(_ table: DelimitedText) throws(ImportError) {
    self.table = table
    list.unit = 1_000_000
    list.needs = .none
    // Without these it is not told when a task began after it was submitted.
    list.holdsWaits = table.place(of: "start") == nil && table.place(of: "realtime") == nil
    for row in table.rows { add(row.fields) }
    if list.tasks.isEmpty, cached > 0 || timeless > 0 {
      throw ImportError(
        line: 1,
        problem: timeless == 0
          ? "All of its tasks were taken from the cache, so nothing ran."
          : "When its tasks ran is not told: that takes `start` and `complete`, or `submit` and `duration`, and best "
            + "`realtime` as well (`trace.fields`).")
    }
    list.notes = notes
  }

  private mutating func add(_ fields: [String]) {
    func field(_ column: String) -> String? {
      table.place(of: column).map { fields[$0] }.flatMap { $0.isEmpty || $0 == "-" ? nil : $0 }
    }
    let status = field("status") ?? "COMPLETED"
    // Its times are those of the run that made it.
    if status == "CACHED" {
      cached += 1
      return
    }
    let submit = field("submit").flatMap(nextflowInstant)
    let whole = field("duration").flatMap(nextflowTime)
    let own = field("realtime").flatMap(nextflowTime)
    let begun = field("start").flatMap(nextflowInstant)
    let end =
      field("complete").flatMap(nextflowInstant)
      ?? submit.flatMap { submit in whole.map { submit.addingClamped($0) } }
      ?? begun.flatMap { begun in own.map { begun.addingClamped($0) } }
    let start =
      begun ?? end.flatMap { end in own.map { max(submit ?? 0, end - $0) } }
      ?? (list.holdsWaits ? submit : nil)
    guard let start, let end else {
      timeless += 1
      return
    }
    let name = field("name") ?? "task"
    // A process, and what tells its tasks apart: `ALIGN (sample 7)`.
    let parts = name.split(separator: " (", maxSplits: 1).map(String.init)
    list.tasks.append(
      TaskList.Task(
        id: field("task_id") ?? name, name: parts[0],
        arguments: parts.count > 1 ? String(parts[1].dropLast()) : nil,
        askedAt: submit.map { min($0, start) }, ran: (start, end),
        ending: status == "COMPLETED"
          ? .succeeded
          : .failed(status.lowercased() + (field("exit").map { ", exit code \($0)" } ?? ""))))
  }

  private var notes: [ImportNote] {
    table.notes
      + ImportNote.expected(
        cached, "task was", "tasks were",
        " not run but taken from the cache, with the times of the run that made it: left out.")
      + ImportNote.skipped(
        timeless, "task has", "tasks have", " no times that can be read: left out.")
      + (list.holdsWaits
        ? [
          ImportNote(
            kind: .expected, count: list.tasks.count,
            sentence:
              "It tells only when tasks were submitted and for how long they were there, not when they began: their "
              + "times hold what they waited (`realtime` in `trace.fields` tells it).")
        ] : [])
      + [
        ImportNote(
          kind: .expected, count: list.tasks.count,
          sentence: "What needs what is not in a trace of Nextflow, so the floor is unknown.")
      ]
  }
}

/// An instant: in milliseconds since 1970 where the trace is raw, else as a local time.
private func nextflowInstant(_ text: String) -> Nanoseconds? {
  text.integer(timesTenTo: 6).flatMap { $0 >= 0 ? $0 : nil } ?? InstantText.instant(text)
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
