internal import Diagrams
internal import EventLog
internal import FileSystem
internal import Platform
internal import Reports
internal import Schedules
internal import Testing
internal import TraceAnalysis

/// A test that is simulated in processes of its own: starts them, and tells what came of it.
struct SimulatedTest {
  private let test: Test
  private let options: SimulationOptions

  init(_ test: Test, _ options: SimulationOptions) { (self.test, self.options) = (test, options) }

  /// Runs it, and records what is wrong.
  func run() async {
    guard let place = SimulationFolder(in: TemporaryFolder.parent) else {
      return record("no folder could be made for what is simulated, in \(TemporaryFolder.parent)")
    }
    await run(in: place.path)
  }

  private func run(in folder: String) async {
    await ChildGate.shared.enter()
    let exploring = await explore(in: folder)
    let end = exploring.end
    if case .exited = end, exploring.crashes.isEmpty, SimulationRequest.schedule == nil,
      options.log == nil
    {
      let other = await start(.compare, folder)
      if end == .exited(0), other != .exited(0) {
        let output = ChildProcess.text("\(folder)/compare.output")
        let words = FatalError.line(in: output).map { ":\n\($0)" } ?? Self.end(of: output)
        warn(
          "in another process, with other hashes and addresses and on busy processors, it ends badly\(words)"
        )
      }
      if !Self.differences(folder, .explore, .compare).isEmpty {
        _ = await start(.firstByName, folder)
        _ = await start(.compareByName, folder)
      }
    }
    await ChildGate.shared.leave()
    tell(exploring, folder)
  }

  /// What came of running all cases.
  private struct Exploring {
    /// How the last process ended.
    var end = ChildProcess.End.exited(0)
    /// What it wrote.
    var output = ""
    /// What processes wrote that a case has ended, by the number of the case.
    var crashes: [Int: String] = [:]
  }

  /// How many cases may end their process before it is left at that.
  private static let mostCrashes = 20

  /// Runs all cases: after one that ends the process, the rest in another one.
  private func explore(in folder: String) async -> Exploring {
    var exploring = Exploring()
    var first = 1
    while true {
      exploring.end = await start(.explore, folder, from: first)
      exploring.output = ChildProcess.text(Self.output(.explore, folder, from: first))
      guard case .exited(let code) = exploring.end, code > 128,
        let crashed = CaseResult.lastBegun(from: first, in: folder)
      else { return exploring }
      exploring.crashes[crashed] = exploring.output
      _ = await start(.shrinkCrash, folder, from: crashed)
      guard test.isParameterized, exploring.crashes.count < Self.mostCrashes else {
        return exploring
      }
      first = crashed + 1
    }
  }

  private static func output(
    _ task: SimulationRequest.Task, _ folder: String, from first: Int
  ) -> String {
    "\(folder)/\(task.rawValue)\(first > 1 ? ".\(first)" : "").output"
  }

  private func start(
    _ task: SimulationRequest.Task, _ folder: String, from first: Int = 1
  ) async -> ChildProcess.End {
    let request = SimulationRequest(
      test: "\(test.id)", folder: folder, task: task, firstCase: first)
    let progress = ProgressFile("\(folder)/progress")
    let child = ChildProcess(
      arguments: [
        CommandLine.arguments[0], "--testing-library", "swift-testing", "--no-parallel", "--filter",
        TestFilter(test, isExact: true).text,
      ],
      environment: request.environment, output: Self.output(task, folder, from: first),
      // Who asks for one schedule is looking for something.
      prints: task == .explore && SimulationRequest.schedule != nil,
      // A time limit is one for each case of a test.
      limit: test.isParameterized ? nil : test.timeLimit, progress: { progress.value })
    return await child.run()
  }

  // MARK: What came of it

  private func tell(_ exploring: Exploring, _ folder: String) {
    let (end, output, crashes) = (exploring.end, exploring.output, exploring.crashes)
    var number = 1
    var hasFailed = false
    while let result = CaseResult.read(number, in: folder) {
      hasFailed = hasFailed || result.failure != nil
      tell(result, number, folder, crashes[number] ?? output)
      number += 1
    }
    compare(folder)
    switch end {
    case .exited(0): break
    case .exited where hasFailed: break
    case .notStarted(let code):
      record("the process for it could not be started: \(String(cString: strerror(code)))")
    case .stuck where hasFailed: break
    case .outOfTime:
      record("its schedules took longer than its time limit, and were ended")
    case .cancelled:
      record("it was ended before all its schedules were run, since the test was cancelled")
    case .stuck:
      record(
        "it did not go on for \(ChildProcess.patience.components.seconds) s: something blocks the thread, such as a semaphore or a lock that is held across a suspension\(Self.end(of: output))"
      )
    case .exited, .signalled:
      record(
        "the process in which it was simulated ended badly, or an issue was recorded where it belongs to no test\(Self.end(of: output))"
      )
    }
    if crashes.count == Self.mostCrashes {
      record(
        "\(crashes.count) cases ended their processes: those after case \(number - 1) were not run")
    }
    if case .exited(0) = end {
      if CaseResult.hasBegun(number, in: folder) {
        record("the process in which it was simulated was ended by `exit`\(Self.end(of: output))")
      } else if number == 1 {
        record(
          "the process in which it was to be simulated ran no case of it\(Self.end(of: output))")
      }
    }
  }

  private func tell(_ result: CaseResult, _ number: Int, _ folder: String, _ output: String) {
    print(result.summary(of: test.displayName ?? test.name, number, by: options.strategy))
    if let failure = result.failure {
      var report = FailureReport(result, failure, filter: TestFilter(test).text)
      report.testCase = result.case(number)
      report.fatalError = FatalError.line(in: output)
      report.places = keep("\(folder)/\(number).events.jsonl", number)
      record(report.text)
    } else {
      // Code that was mended does not do what it did: that is no fault.
      for note in result.notes { print("◈ \(note)") }
      if options.strategy.isExhaustive, !result.hasCoveredAll {
        warn("not all schedules were run: \(result.schedules) did not cover them")
      }
    }
    for remark in result.remarks { warn(remark) }
    for way in result.outside {
      warn("it left the simulation: \(way). What comes of that is not the same each time.")
    }
  }

  /// Tells if another process, with other hashes and addresses, did something else.
  private func compare(_ folder: String) {
    for (number, one, other) in Self.differences(folder, .firstByName, .compareByName) {
      // What left the simulation has been warned of, and explains it.
      guard CaseResult.read(number, in: folder)?.outside.isEmpty != false else { continue }
      guard let expected = try? Log.read(one).log, let actual = try? Log.read(other).log,
        let difference = expected.firstDifference(from: actual)
      else { continue }
      let report = DifferenceReport(difference, expected: expected, actual: actual, chain: 2)
      warn(
        "what it does depends on what differs from process to process: on the order of a set or a dictionary, on addresses, or on how fast code runs\n\(report.text)"
      )
    }
  }

  /// Of each case that did something else in one process than in another, its number and both logs.
  private static func differences(
    _ folder: String, _ one: SimulationRequest.Task, _ other: SimulationRequest.Task
  ) -> [(Int, [UInt8], [UInt8])] {
    var found: [(Int, [UInt8], [UInt8])] = []
    var number = 1
    while let first = try? OpenedFile.bytes(of: "\(folder)/\(number).\(one.rawValue).first"),
      let second = try? OpenedFile.bytes(of: "\(folder)/\(number).\(other.rawValue).first")
    {
      if first != second { found.append((number, first, second)) }
      number += 1
    }
    return found
  }

  /// Keeps the log of a failure with its pictures, and attaches them; where they are.
  private func keep(_ path: String, _ number: Int) -> [String] {
    guard let bytes = try? OpenedFile.bytes(of: path), let log = try? Log.read(bytes).log else {
      return []
    }
    let folder = "\(TemporaryFolder.parent)/meanwhile-\(getuid())"
    mkdir(folder, 0o700)
    let stem = "\(folder)/\(Self.fileName(nameInModule))\(number > 1 ? ".\(number)" : "")"
    let comparison = Comparison(run: Analysis(log), baseline: .work)
    var files = [
      ("events.jsonl", bytes),
      ("gantt.txt", Array(Picture.gantt(comparison).text(columns: 100).utf8)),
    ]
    if let picture = try? Picture.gantt(comparison).render(as: .svg) {
      files.append(("gantt.svg", picture))
    }
    if let picture = try? HappensBefore(log).render() {
      files.append(("happens-before.svg", picture))
    }
    for (ending, bytes) in files {
      CaseResult.write(bytes, to: "\(stem).\(ending)")
      Attachment.record(
        bytes, named: "\(Self.fileName(test.name)).\(ending)", sourceLocation: test.sourceLocation)
    }
    return files.map { "\(stem).\($0.0)" }
  }

  private func record(_ text: String) {
    Issue.record(Comment(rawValue: text), sourceLocation: test.sourceLocation)
  }

  private func warn(_ text: String) {
    Issue.record(
      Comment(rawValue: text), severity: .warning, sourceLocation: test.sourceLocation)
  }

  // MARK: Files

  private static func end(of output: String) -> String {
    let lines = output.split(separator: "\n").suffix(8)
    return lines.isEmpty ? "" : "; its last words:\n" + lines.joined(separator: "\n")
  }

  /// A name of a test as the name of a file.
  private static func fileName(_ name: String) -> String {
    let text = name.map { $0.isLetter || $0.isNumber ? $0 : "-" }
    let parts = String(text).split(separator: "-")
    // Such a name has 255 bytes at most, and a sign may have many.
    var name = String(parts.joined(separator: "-").prefix(80))
    while name.utf8.count > 200 { name.removeLast() }
    return name.isEmpty ? "test" : name
  }

  /// The name of the test with those of the suites that it is in: others may have tests of that name.
  private var nameInModule: String {
    let id = "\(test.id)".drop { $0 != "." }.dropFirst()
    return String(id.lastIndex(of: "/").map { id[..<$0] } ?? id)
  }
}
