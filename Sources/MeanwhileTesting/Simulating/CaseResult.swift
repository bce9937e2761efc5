internal import EventLog
internal import FileSystem
internal import Formatting
internal import Platform
internal import Schedules
internal import SimulatedTasks

/// What came of a case of a test, as it is handed from the process in which it was simulated to the one that tells it.
struct CaseResult {
  var seed: UInt64
  /// The arguments, as a text that may be empty; nil where the test has none.
  let arguments: String?
  var schedules = 0
  var interleavings = 0
  var hasCoveredAll = false
  /// How it failed; nil if it did not.
  var failure: String?
  /// The schedule under which it failed.
  var schedule = Schedule()
  /// How many changes of tasks there were that were not needed, at first and in the end.
  var switches = (0, 0)
  /// How many runs it took to find the shortest.
  var tries = 0
  var table = ""
  var outside: [String] = []
  var notes: [String] = []
  /// What is worth a warning, whether it failed or not.
  var remarks: [String] = []
  /// The program whose last run failed.
  private(set) var failed: SimulatedProgram?

  init(seed: UInt64, arguments: String?) { (self.seed, self.arguments) = (seed, arguments) }

  /// Takes in the run that decided.
  mutating func take(_ run: ScheduledRun, _ program: SimulatedProgram) {
    outside = program.record.outside
    guard failure == nil, let found = run.failure else { return }
    failure = found.text
    schedule = run.schedule
    table = program.record.table()
    failed = program
  }

  /// How much of what the test may do has been seen, in a line.
  ///
  /// - Parameters:
  ///   - name: What the test is called.
  ///   - number: The number of the case.
  ///   - strategy: How schedules were chosen.
  /// - Returns: The line.
  func summary(of name: String, _ number: Int, by strategy: ScheduleStrategy) -> String {
    let which = self.case(number).map { "\(name), \($0)" } ?? name
    var parts = [counted(schedules, "schedule")]
    if interleavings > 0 { parts.append(counted(interleavings, "interleaving")) }
    if interleavings > 0, hasCoveredAll {
      parts.append(
        "and there are no more"
          + (strategy == .exhaustiveIfIsolated
            ? " if all that tasks share is isolated to actors" : ""))
    }
    return "◈ \(which): \(parts.joined(separator: ", "))"
  }

  /// Which case of the test it is, with its arguments: `case 2 (amount → 60)`; nil where the test has but one.
  func `case`(_ number: Int) -> String? {
    arguments.map { $0.isEmpty ? "case \(number)" : "case \(number) (\($0))" }
  }

  /// Takes in a failure that did not come again, of which there is no more to tell.
  mutating func keep(_ failure: ScheduledRun.Failure, of run: ScheduledRun) {
    self.failure = failure.text
    schedule = run.schedule
  }

  // MARK: As files

  /// Writes it into a folder.
  func write(to folder: String, _ number: Int, log: Log?) {
    if let log { Self.write(log.encoded(), to: "\(folder)/\(number).events.jsonl") }
    let lists = [outside, notes, remarks].map { texts in
      texts.map { $0.filter { $0 != "\u{0}" && $0 != "\u{1}" } }.joined(separator: Self.separator)
    }
    let fields = [
      "\(seed)", "\(schedules)", "\(interleavings)", hasCoveredAll ? "all" : "", failure ?? "",
      schedule.text, "\(switches.0)", "\(switches.1)", "\(tries)", table,
      arguments.map { "(\($0)" } ?? "",
    ]
    // What a test says may have any sign in it.
    let texts = fields.map { $0.replacing("\u{0}", with: "\u{2400}") } + lists
    Self.write(
      Array(texts.joined(separator: "\u{0}").utf8), to: "\(folder)/\(number).result")
  }

  /// Notes in a folder that a case has begun.
  static func begin(_ number: Int, in folder: String) { write([], to: "\(folder)/\(number).begun") }

  /// Whether a case has begun.
  static func hasBegun(_ number: Int, in folder: String) -> Bool {
    (try? OpenedFile.bytes(of: "\(folder)/\(number).begun")) != nil
  }

  /// The last case from a first one on that has begun; nil if that one has not.
  static func lastBegun(from first: Int, in folder: String) -> Int? {
    guard hasBegun(first, in: folder) else { return nil }
    var last = first
    while hasBegun(last + 1, in: folder) { last += 1 }
    return last
  }

  /// Reads what was written into a folder; nil if nothing was.
  static func read(_ number: Int, in folder: String) -> CaseResult? {
    guard let bytes = try? OpenedFile.bytes(of: "\(folder)/\(number).result") else { return nil }
    let fields = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard fields.count == 14, let seed = UInt64(fields[0]) else { return nil }
    var result = CaseResult(
      seed: seed, arguments: fields[10].isEmpty ? nil : String(fields[10].dropFirst()))
    result.schedules = Int(fields[1]) ?? 0
    result.interleavings = Int(fields[2]) ?? 0
    result.hasCoveredAll = fields[3] == "all"
    result.failure = fields[4].isEmpty ? nil : fields[4]
    result.schedule = Schedule(text: fields[5]) ?? Schedule()
    result.switches = (Int(fields[6]) ?? 0, Int(fields[7]) ?? 0)
    result.tries = Int(fields[8]) ?? 0
    result.table = fields[9]
    let lists = fields[11...].map { text in
      text.isEmpty
        ? []
        : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
    (result.outside, result.notes, result.remarks) = (lists[0], lists[1], lists[2])
    return result
  }

  /// Takes what another process found of a run that ended it: its schedule; nil if it found none.
  mutating func read(from folder: String, _ number: Int) -> Schedule? {
    guard let found = Self.read(number, in: folder), found.failure != nil else { return nil }
    (schedules, interleavings) = (found.schedules, found.interleavings)
    return found.schedule
  }

  static func write(_ bytes: [UInt8], to path: String) { try? PendingFile.write(bytes, to: path) }

  private static let separator = "\u{1}"
}
