internal import EventLog
internal import Formatting

/// The runs of workflows that jobs are of, and the attempts at each.
///
/// Each attempt counts as a run that can be asked for. Where an attempt did not run all jobs again, the last
/// attempt at each job counts as one more, which is what a person sees of the run in the end.
struct JobRuns {
  /// What can be asked for: a run, by its place, and an attempt at it; nil for the last attempt at each job.
  private struct Part: Hashable {
    var place: Int
    var attempt: Int64?
  }

  private let all: [JobRecord]
  /// The numbers that GitHub has for the runs, in the order in which they are first named; empty if none has one.
  private let runs: [Int64]
  private var parts: [Part] = []
  /// The numbers of what is read of each run if nothing is asked for, in the order in which the runs are first named.
  private var usuals: [Int] = []
  /// The place of the run of each job among the runs; nil of a job that does not say it, where there are several.
  private let places: [Int?]
  /// The attempts at each run.
  private var attempts: [Set<Int64>]
  /// The highest attempt at each job of each run that has several.
  private var latest: [[String: Int64]]
  /// How many can be asked for, at least 1.
  var count: Int { max(parts.count, 1) }
  /// The number of what is read if nothing is asked for, of the run whose job stands last.
  private var usual: Int { usuals.isEmpty ? 1 : usuals[places.lazy.compactMap(\.self).last ?? 0] }

  /// - Complexity: O(*n* log *n*) in the number of jobs.
  init(_ jobs: [JobRecord]) {
    all = jobs
    var numbers: [Int64: Int] = [:]
    for case let run? in jobs.map(\.run) where numbers[run] == nil { numbers[run] = numbers.count }
    let isSeveral = numbers.count > 1
    places = jobs.map { isSeveral ? $0.run.flatMap { numbers[$0] } : 0 }
    runs = numbers.sorted { $0.value < $1.value }.map(\.key)
    attempts = Array(repeating: [], count: max(runs.count, 1))
    for (job, place) in zip(jobs, places) {
      if let place { attempts[place].insert(job.attempt) }
    }
    latest = attempts.map { _ in [:] }
    for (job, place) in zip(jobs, places) {
      guard let place, attempts[place].count > 1 else { continue }
      latest[place][job.name] = max(latest[place][job.name] ?? job.attempt, job.attempt)
    }
    for place in attempts.indices where !jobs.isEmpty {
      parts += attempts[place].sorted().map { Part(place: place, attempt: $0) }
      if Set(latest[place].values).count > 1 { parts.append(Part(place: place)) }
      usuals.append(parts.count)
    }
  }

  /// The number of the run that is asked for, or else of the usual one.
  ///
  /// - Throws: `ImportError` if there is none of that number.
  func number(_ part: Int?) throws(ImportError) -> Int {
    try TracePart.number(
      part, of: count, usual: usual, "run",
      held: "The file holds \(counted(count, "run")) of a workflow, each attempt counting")
  }

  /// The jobs of a run.
  func jobs(of number: Int) -> [JobRecord] {
    guard !parts.isEmpty else { return [] }
    let part = parts[number - 1]
    return zip(all, places).lazy.filter { job, place in
      place == part.place && job.attempt == part.attempt ?? latest[part.place][job.name]
    }.map(\.0)
  }

  /// How many jobs are of the same run, each attempt at one counting.
  func told(with number: Int) -> Int {
    parts.isEmpty ? 0 : places.count { $0 == parts[number - 1].place }
  }

  // MARK: What is told of them

  /// What was left out of the file to have that run, of which the jobs are given, and how to have another.
  func notes(on number: Int, of jobs: [JobRecord], isChosen: Bool) -> [ImportNote] {
    guard parts.count > 1 else { return [] }
    let (own, told) = (parts[number - 1], told(with: number))
    var notes = ImportNote.skipped(
      all.count - told, "job is", "jobs are",
      " of another run of a workflow and left out; what is told is of run \(runs[own.place])"
        + (isChosen ? "." : ", the last in the file."))
    // What was asked for is no loss.
    if isChosen {
      notes = notes.map { ImportNote(kind: .expected, count: $0.count, sentence: $0.sentence) }
    }
    if let attempt = own.attempt, attempt != attempts[own.place].max() {
      notes += ImportNote.expected(
        told - jobs.count, "job is", "jobs are",
        " of other attempts and left out; this is attempt \(attempt).")
    } else {
      notes += ImportNote.expected(
        told - jobs.count, "job was", "jobs were",
        " attempted again, and only the last attempt at each is told.")
      let last = jobs.lazy.map(\.attempt).max() ?? 1
      let kept = jobs.filter { $0.attempt < last }
      notes += ImportNote.inferred(
        kept.count, "job was", "jobs were",
        " not run again in the last attempt, the first \(kept[0].name); the time between the attempts "
          + "counts as time in which nothing ran.")
    }
    if !notes.isEmpty {
      notes[0].sentence +=
        " --run 1 to \(parts.count) reads one of them; `summary --runs` lists them."
    }
    return notes
  }

  /// What is said of a run to whoever chooses one: `attempt 2 of run 17`.
  private func remark(on part: Part) -> String {
    let run = runs.isEmpty ? "the run" : "run \(runs[part.place])"
    return part.attempt.map { "attempt \($0) at \(run)" }
      ?? "the last attempt at each job of \(run)"
  }

  /// All runs, for whoever chooses one; of one that did not run the times are nothing.
  var list: [TracePart] {
    let numbers = Dictionary(uniqueKeysWithValues: zip(parts, parts.indices))
    var ran = parts.map { _ in [JobRecord]() }
    for (job, place) in zip(all, places) where !job.neverRan && job.began != nil {
      guard let place else { continue }
      if let number = numbers[Part(place: place, attempt: job.attempt)] { ran[number].append(job) }
      if let number = numbers[Part(place: place)], latest[place][job.name] == job.attempt {
        ran[number].append(job)
      }
    }
    let first = ran.joined().lazy.compactMap(\.began).min() ?? 0
    return parts.enumerated().map { place, part in
      let jobs = ran[place]
      let times = jobs.map { job in
        let start = job.began ?? 0
        return (start: start, end: max(job.ended ?? start, start))
      }
      let start = times.map(\.start).min()
      return TracePart(
        number: place + 1,
        calls: jobs.reduce(0) { $0 + 1 + $1.steps.count { $0.progress != .skipped } },
        work: times.reduce(0) { $0.addingClamped($1.end - $1.start) },
        makespan: (times.map(\.end).max() ?? 0) - (start ?? 0),
        began: start.flatMap { TracePart.time(of: $0, after: first) },
        isUsual: place + 1 == usual, remark: remark(on: part))
    }
  }
}
