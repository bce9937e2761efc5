internal import EventLog
internal import Formatting

/// The jobs of the last run of snakemake that records tell of.
///
/// A job that made several files has a record of each. Of every file only its last record is kept, so those of earlier
/// runs stand beside those of the last; which run one is of is not told. Where nothing ran for ten minutes, another run
/// is taken to begin.
struct SnakemakeJobs {
  /// For how long nothing has to have run before another run.
  private static let pause: Nanoseconds = 600_000_000_000

  private struct Key: Hashable {
    var rule: String
    var job: Int64
    var inputs: [String]
  }

  /// The jobs, with what was found out about them as notes.
  private(set) var list = TaskList(place: "slot")

  /// - Parameters:
  ///   - records: The records, in the order of their files.
  ///   - notes: What there was to say of reading them.
  /// - Complexity: O(*n* log *n*) in the number of records and inputs.
  init(_ records: [SnakemakeRecord], _ notes: [ImportNote]) {
    // First of all, since the numbers of jobs may come again in another run.
    let begin = Self.beginOfLastRun(records.compactMap(\.times))
    let last = records.filter { record in
      guard let times = record.times, let begin else { return true }
      return times.end >= begin
    }
    let jobs = Self.jobs(of: last)
    var makers: [String: String] = [:]
    for (number, job) in jobs.enumerated() {
      for output in job.lazy.compactMap(\.output) { makers[output] = "\(number)" }
    }
    for (number, job) in jobs.enumerated() {
      let outputs = job.compactMap(\.output)
      list.tasks.append(
        TaskList.Task(
          id: "\(number)", name: job[0].rule,
          arguments: outputs.first.map {
            outputs.count > 1 ? "\($0) and \(outputs.count - 1) more" : $0
          },
          // Of what is over before it begins only the end is true.
          ran: Self.times(of: job).map { (min($0.start, $0.end), $0.end) },
          // A file that nothing made was there before.
          needs: job[0].inputs.compactMap { Self.maker(of: $0, makers) }.filter {
            $0 != "\(number)"
          }))
    }
    list.notes =
      notes
      + Self.notes(
        backwards: jobs.count { job in Self.times(of: job).map { $0.end < $0.start } ?? false },
        nameless: jobs.joined().count { $0.output == nil }, earlier: records.count - last.count,
        unfinished: last.count { $0.times == nil })
      + [
        ImportNote(
          kind: .expected, count: jobs.count,
          sentence:
            "A record of snakemake does not say whether its job failed: with version 9 one that did looks as if it had "
            + "succeeded, with version 7 it has no record. Nor does it say how many threads a job took: a slot is for a "
            + "job, however many cores that has."
        )
      ]
  }

  /// The job that made a file, or made a folder that it is in (`directory()`), the innermost that is recorded.
  private static func maker(of file: String, _ makers: [String: String]) -> String? {
    // No system takes a longer path.
    guard file.utf8.count <= 4_096 else { return makers[file] }
    var path = Substring(file)
    while true {
      if let maker = makers[String(path)] { return maker }
      guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
      path = path[..<slash]
    }
  }

  /// The records of each job, in the order of their first files.
  private static func jobs(of records: [SnakemakeRecord]) -> [[SnakemakeRecord]] {
    var places: [Key: Int] = [:]
    var jobs: [[SnakemakeRecord]] = []
    for record in records {
      let key = Key(rule: record.rule, job: record.job, inputs: record.inputs)
      if let place = places[key] {
        jobs[place].append(record)
      } else {
        places[key] = jobs.count
        jobs.append([record])
      }
    }
    return jobs
  }

  /// From the first begin to the last end: each file is recorded a moment after another.
  private static func times(of job: [SnakemakeRecord]) -> (start: Nanoseconds, end: Nanoseconds)? {
    guard let start = job.compactMap(\.times?.start).min(),
      let end = job.compactMap(\.times?.end).max()
    else { return nil }
    return (start, end)
  }

  /// When the last run began; nil where nothing ran at all.
  private static func beginOfLastRun(
    _ times: [(start: Nanoseconds, end: Nanoseconds)]
  ) -> Nanoseconds? {
    var begin: Nanoseconds?
    var end = Nanoseconds.min
    for time in times.map({ (min($0.start, $0.end), $0.end) }).sorted(by: { $0 < $1 }) {
      if begin == nil || time.0 > end.addingClamped(pause) { begin = time.0 }
      end = max(end, time.1)
    }
    return begin
  }

  private static func notes(
    backwards: Int, nameless: Int, earlier: Int, unfinished: Int
  ) -> [ImportNote] {
    ImportNote.expected(
      earlier, "record is", "records are",
      " of an earlier run, more than ten minutes before the last began: left out.")
      + ImportNote.skipped(
        backwards, "job ends", "jobs end",
        " before it begins by its record, as those of rules with `run:` do: when it began is not told, and it is taken to take no time (`--persistence-backend db` records it)."
      )
      + ImportNote.skipped(
        unfinished, "record has", "records have",
        " no times: what it is of was not made to its end, or is being made.")
      + ImportNote.skipped(
        nameless, "record has", "records have",
        " a name that does not tell which file it is of, so what needs that file is not known.")
  }
}
