internal import EventLog

extension TraceFormat {
  /// The log of jobs that GNU parallel keeps under `--joblog`: a row for each job, in the order of their ends.
  ///
  ///     Seq  Host  Starttime       JobRuntime  Send  Receive  Exitval  Signal  Command
  ///     2    :     1795837469.863  0.029       0     68       0        0       ./work.sh sum 5
  ///
  /// Jobs need nothing of one another: each could have begun at once, or as a later call began that appended to the log. A job
  /// that was killed by a signal has the status 0; of several tries under `--retries` only the last has a row, and what
  /// `--halt` killed has none.
  static let gnuParallel = TraceFormat(
    name: "a job log of GNU parallel", plural: "job logs of GNU parallel",
    fileExtensions: [".joblog", ".tsv", ".log"],
    recognises: { head in
      DelimitedText.begins(
        head.bytes, with: ["Seq", "Host", "Starttime", "JobRuntime", "Exitval", "Command"],
        separator: UInt8(ascii: "\t"))
    },
    read: { input throws(ImportError) in
      try parallelJobs(DelimitedText(input.bytes, separator: UInt8(ascii: "\t")))
        .imported(input, format: "GNU parallel job log", ("job", "jobs"))
    })
}

/// The jobs of a log, each of which needs nothing.
private func parallelJobs(_ table: DelimitedText) -> TaskList {
  // Times are seconds with three decimals.
  var list = TaskList(place: "slot")
  list.unit = 1_000_000
  func place(_ column: String) -> Int { table.place(of: column) ?? 0 }
  let (sequence, host, start, time) = (
    place("Seq"), place("Host"), place("Starttime"), place("JobRuntime")
  )
  let (status, signal, command) = (place("Exitval"), table.place(of: "Signal"), place("Command"))
  let hasHosts = Set(table.rows.map { $0.fields[host] }).count > 1
  var (timeless, firstTimeless) = (0, 0)
  for (line, fields) in table.rows {
    // Where a locale writes a comma into numbers, Perl may do so too.
    guard let begun = fields[start].replacing(",", with: ".").integer(timesTenTo: 9),
      let length = fields[time].replacing(",", with: ".").integer(timesTenTo: 9), length >= 0,
      case let (end, overflow) = begun.addingReportingOverflow(length), !overflow
    else {
      if timeless == 0 { firstTimeless = line }
      timeless += 1
      continue
    }
    let number = signal.map { fields[$0] } ?? "0"
    let ending: TaskList.Ending =
      number != "0"
      ? .failed("killed by signal \(number)")
      : fields[status] == "0" ? .succeeded : .failed("it ended with status \(fields[status])")
    list.tasks.append(
      TaskList.Task(
        // GNU parallel writes the ends of lines within a command as NUL.
        id: fields[sequence],
        name: fields[command].isEmpty
          ? "job" : fields[command].replacing("\u{0}", with: "\n"),
        place: hasHosts ? fields[host] : nil, ran: (begun, end), ending: ending))
  }
  let found = askForJobs(&list)
  list.notes =
    table.notes
    + ImportNote.skipped(
      timeless, "row has", "rows have",
      " no time that can be read, the first in line \(firstTimeless): left out.")
    + ImportNote.expected(
      found.later, "row is", "rows are",
      " of a later call of GNU parallel that appended to the log (+FILE, --resume-failed): they could begin when that did."
    )
    + ImportNote.expected(
      found.tries, "job was", "jobs were",
      " tried again (--retries): it began after jobs that come after it. Only the last try has a row, so what the others took "
        + "is not known, nor how many ran at once then.")
    + ImportNote.expected(
      found.missing, "job has", "jobs have",
      " no row, the first Seq \(found.firstMissing): killed when another failed (--halt), or not at its end when the log "
        + "was copied. What that took is not known.")
    + [
      ImportNote(
        kind: .inherent, count: list.tasks.count,
        sentence:
          "Of a job that was tried several times only the last try has a row, and a job that was killed when "
          + "another failed has none.")
    ]
  return list
}

/// What a log of GNU parallel shows of jobs that it does not tell.
private struct ParallelFinds {
  /// How many rows are of calls that appended to the log.
  var later = 0
  /// How many jobs had been tried before.
  var tries = 0
  /// How many numbers of jobs have no row, though a higher one has, and the first of those.
  var (missing, firstMissing) = (0, 0)
}

/// Lets jobs be asked for when GNU parallel could have begun them: those that it began before any had ended as it came to
/// them, one after the other, and all others when it had begun the last of these; those of later calls that appended to the
/// log not before the first of their call; and those that it tried again when they began.
///
/// A later call is known by a job that is run again when nothing runs: of several tries in one call only the last has a row. A
/// job that was tried again begins after jobs of higher numbers, which else begin in their order.
///
/// - Complexity: O(*n* log *n*) in the number of jobs.
private func askForJobs(_ list: inout TaskList) -> ParallelFinds {
  var found = ParallelFinds()
  var (seen, numbers) = (Set<String>(), Set<Int>())
  var latest = Nanoseconds.min
  var call: Nanoseconds?
  // The first end of a job of the call, when the last before that began, and the highest number that has begun.
  var (firstEnd, lastOfFirst, highest) = (Nanoseconds.max, Nanoseconds.min, 0)
  for place in list.placesByStart {
    guard let (start, end) = list.tasks[place].ran else { continue }
    let isAgain = !seen.insert(list.tasks[place].id).inserted
    if isAgain, start >= latest { (call, firstEnd, highest) = (start, .max, 0) }
    latest = max(latest, end)
    let number = Int(list.tasks[place].id) ?? highest
    let isTriedAgain = number < highest
    highest = max(highest, number)
    if number > 0 { numbers.insert(number) }
    if isTriedAgain { found.tries += 1 }
    let isOfFirst = start < firstEnd && !isTriedAgain
    if !isTriedAgain { firstEnd = min(firstEnd, end) }
    if isOfFirst { lastOfFirst = start }
    // When one that is run again within a call could have begun is not told.
    list.tasks[place].askedAt =
      isTriedAgain ? start : isOfFirst ? call : call == nil && isAgain ? start : lastOfFirst
    if call != nil { found.later += 1 }
  }
  // Numbers begin with 1, and there may be any number in a row that somebody wrote.
  let missing = (numbers.max() ?? 0) - numbers.count
  if missing > 0, missing < 100_000, let first = (1...).first(where: { !numbers.contains($0) }) {
    (found.missing, found.firstMissing) = (missing, first)
  }
  return found
}
