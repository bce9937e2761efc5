internal import EventLog

/// Which job and step of a workflow file each job and step of a run is.
///
/// A run tells names, in which expressions have become values: `test (${{ matrix.os }})` is `test (ubuntu-latest)`,
/// and a job of a matrix whose name has no expression has the values behind it. A job of a workflow that another
/// calls is `caller / job`.
struct WorkflowMatch {
  /// For each job of the run that of the file; nil where it is not known.
  private(set) var jobs: [WorkflowFile.Job?]
  /// For each job of the run the jobs of the run that it needs; nil where that is not known.
  private(set) var needs: [[Int]?]
  /// For each job of the run the one that it seems to need of those of the workflow that it is of, by when it was made;
  /// nil where that is none.
  private(set) var inferredNeeds: [Int?]
  /// For each job of the run, and each row of it, the place among the flat steps of the file's job; empty without a file.
  private var steps: [[Int?]] = []

  /// - Complexity: O(*n* · *m*) in the numbers of jobs of the run and of the file, beside their steps.
  init(_ records: [JobRecord], _ file: WorkflowFile?) {
    jobs = Array(repeating: nil, count: records.count)
    needs = Array(repeating: nil, count: records.count)
    inferredNeeds = Array(repeating: nil, count: records.count)
    guard let file else { return }
    steps = records.map { Array(repeating: nil, count: $0.steps.count) }
    let titles = file.jobs.map(JobTitle.init)
    let patterns = file.jobs.map { $0.flatSteps.map(StepTitle.init) }
    var places: [String: [Int]] = [:]
    for (index, record) in records.enumerated() {
      var best: (weight: Int, steps: Int, job: Int, rows: [Int?])?
      for (place, title) in titles.enumerated() {
        guard let weight = title.weight(of: record.name) else { continue }
        let rows = Self.rows(of: record, in: patterns[place])
        let known = rows.count { $0 != nil }
        if let best, (best.weight, best.steps) >= (weight, known) { continue }
        best = (weight, known, place, rows)
      }
      guard let best else { continue }
      jobs[index] = file.jobs[best.job]
      steps[index] = best.rows
      places[file.jobs[best.job].id, default: []].append(index)
    }
    let needsInRun = NeedsInRun(file, ran: Set(places.keys))
    for (index, job) in jobs.enumerated() {
      guard let job else { continue }
      var needed = Set(needsInRun.jobs(for: job).flatMap { places[$0] ?? [] })
        .filter { $0 != index }
      // What a job of another workflow needs there is not in this file; it waits for what its caller needs at least.
      if job.uses != nil,
        let other = Self.need(of: index, beside: needed, among: places[job.id] ?? [], records)
      {
        inferredNeeds[index] = other
        needed.insert(other)
      }
      needs[index] = needed.sorted()
    }
  }

  /// The place among the flat steps of the file's job of a row of a job of the run; nil where that is not known.
  func step(_ row: Int, of job: Int) -> Int? { steps.isEmpty ? nil : steps[job][row] }

  /// How long GitHub takes at most to make a job when all that it needs has ended.
  private static let longestMaking: Nanoseconds = 5_000_000_000

  /// The job that another of the same called workflow seems to need: the last that ended just before it was made.
  ///
  /// - Parameters:
  ///   - index: The place of the job.
  ///   - known: The jobs that it needs since its caller does.
  ///   - others: The jobs of the same caller.
  ///   - records: All jobs.
  /// - Returns: The place of that job; nil if nothing but what its caller needs seems to have kept it.
  private static func need(
    of index: Int, beside known: Set<Int>, among others: [Int], _ records: [JobRecord]
  ) -> Int? {
    guard let made = records[index].requested else { return nil }
    let caller = callerName(records[index])
    let siblings = others.filter { $0 != index && callerName(records[$0]) == caller }
    // The first jobs of a called workflow are made when what its caller needs has ended.
    let first = siblings.compactMap { records[$0].requested }.min() ?? made
    let ready = max(first, known.compactMap { records[$0].ended }.max() ?? first)
    guard !isShort(from: ready, to: made) else { return nil }
    return siblings.filter { place in
      records[place].ended.map { $0 <= made && isShort(from: $0, to: made) } ?? false
    }.max { (records[$0].ended ?? 0, $1) < (records[$1].ended ?? 0, $0) }
  }

  /// Whether an instant is so soon after another one that GitHub may have needed the time, or before it.
  private static func isShort(from start: Nanoseconds, to end: Nanoseconds) -> Bool {
    let (time, overflow) = end.subtractingReportingOverflow(start)
    return overflow ? end < start : time <= longestMaking
  }

  /// What the job that calls a workflow is called: `release (x)` of `release (x) / build`.
  private static func callerName(_ record: JobRecord) -> String {
    record.name.firstRange(of: " / ").map { String(record.name[..<$0.lowerBound]) } ?? record.name
  }

  /// How many steps in a row may be missing from the record of a job.
  private static let mostMissing = 1_000

  /// Which step of a job each of its rows is: both are in the same order, and either may have what the other has not.
  private static func rows(of record: JobRecord, in titles: [StepTitle]) -> [Int?] {
    var next = 0
    return record.steps.map { row in
      guard !row.isOfRunner else { return nil }
      let found = titles[next...].prefix(mostMissing).firstIndex { $0.matches(row.name) }
      if let found { next = found + 1 }
      return found
    }
  }
}

extension StepRecord {
  /// Whether the runner adds it to every job, or to clean up behind a step.
  var isOfRunner: Bool { GitHubSteps.isOfRunner(name) }
}

/// What is the same for the steps of all jobs.
package enum GitHubSteps {
  /// A name with eight digits of each commit in it: `Run actions/checkout@11bd7190`.
  package static func shortName(_ name: String) -> String {
    // Most have none, and bytes are found faster than characters.
    guard name.utf8.contains(UInt8(ascii: "@")), let at = name.lastIndex(of: "@") else {
      return name
    }
    let commit = name[name.index(after: at)...].prefix { $0.isHexDigit && $0.isASCII }
    guard commit.count == 40 else { return name }
    return String(name[..<commit.startIndex] + commit.prefix(8) + name[commit.endIndex...])
  }

  /// Whether the runner adds a step of that name by itself.
  package static func isOfRunner(_ name: String) -> Bool {
    ["Set up job", "Complete job", "Initialize containers", "Stop containers", "Set up runner"]
      .contains(name) || name.hasPrefix("Post ") || name.hasPrefix("Pre ")
  }
}

/// How a step of a workflow file is called where it ran.
private struct StepTitle {
  private let title: NamePattern?

  init(_ step: WorkflowFile.Step) {
    let title = step.title
    self.title = title.isEmpty ? nil : NamePattern(GitHubSteps.shortName(title))
  }

  func matches(_ name: String) -> Bool {
    title?.matches(name) ?? (name.hasPrefix("Wait") || name.hasPrefix("Cancel"))
  }
}

/// How the jobs of a run are called that come of one job of a workflow file.
private struct JobTitle {
  private let pattern: NamePattern
  private let hasMatrix: Bool
  private let isCaller: Bool

  init(_ job: WorkflowFile.Job) {
    pattern = NamePattern(job.name ?? job.id)
    hasMatrix = job.hasMatrix
    isCaller = job.uses != nil
  }

  /// How much of a name is that of the job and not a value; nil if it is none of its names.
  func weight(of name: String) -> Int? {
    if !isCaller { return weight(ofWhole: name[...]) }
    var rest = name[...]
    while let slash = rest.range(of: " / ", from: rest.endIndex) {
      rest = rest[..<slash]
      if let weight = weight(ofWhole: rest) { return weight }
    }
    return nil
  }

  private func weight(ofWhole name: Substring) -> Int? {
    if pattern.matches(String(name)) { return pattern.weight * 2 + 1 }
    guard hasMatrix, name.hasSuffix(")"), let open = name.range(of: " (", from: name.endIndex),
      pattern.matches(String(name[..<open]))
    else { return nil }
    return pattern.weight * 2
  }
}

extension Substring {
  /// Where a text begins last before a place.
  fileprivate func range(of text: String, from end: Index) -> Index? {
    var place = end
    while place > startIndex {
      place = index(before: place)
      if self[place...].hasPrefix(text) { return place }
    }
    return nil
  }
}

/// A name in which expressions stand for any text.
struct NamePattern {
  /// What stands between the expressions.
  private let pieces: [String]

  /// A pattern of a text with expressions: `test on ${{ matrix.os }}`.
  init(_ text: String) {
    var pieces = [""]
    var rest = text[...]
    while let open = rest.firstRange(of: "${{") {
      pieces[pieces.count - 1] += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { break }
      pieces.append("")
      rest = rest[close.upperBound...]
    }
    pieces[pieces.count - 1] += rest
    self.pieces = pieces
  }

  /// How much of it is no expression.
  var weight: Int { pieces.reduce(0) { $0 + $1.utf8.count } }

  /// Whether a name can be one with values for the expressions.
  ///
  /// - Complexity: O(*n*) in the length of the name, for each expression.
  func matches(_ name: String) -> Bool {
    guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else {
      return name == pieces.first
    }
    guard name.hasPrefix(first) else { return false }
    var rest = name.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
