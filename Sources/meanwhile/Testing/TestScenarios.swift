import ArgumentParser
import FileSystem
import Formatting
import Reports

struct TestScenarios: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run scenarios and check what they expect.",
    discussion: """
      Runs each scenario, of a folder all that are in it and in those within it, told by their content, and \
      checks what stands under `expect` in it, that it comes to its end, and that a log beside it, \
      NAME.events.jsonl, is the very log of the run. A line for each, those that failed in full, a count. \
      The status is 1 if one failed, 65 if one cannot be read, 66 if there is none. --junit writes the report \
      that CI systems show; its times are those of the runs, in virtual time.

      EXAMPLES
        meanwhile test traces/expectations
        meanwhile test checks --junit report.xml
        meanwhile test checks/mm1.yaml --seeds 1..100
      """)

  @Argument(help: "Folders of scenarios, or scenarios.", completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "The seed of the scenarios' random draws; 0 by default.", valueName: "number"),
    transform: NumberArgument.whole(0...UInt64.max))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Run each scenario with all these seeds, and tell the first that fails.",
      valueName: "first..last"))
  var seeds: String?

  @Option(
    help: ArgumentHelp("Write a report in JUnit's XML too.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var junit: String?

  @OptionGroup var report: ReportOptions
  @OptionGroup var general: GeneralOptions

  /// How many seeds are tried at most.
  private static let mostSeeds: UInt64 = 1_000_000

  func validate() throws {
    if paths.contains("-") {
      throw ValidationError(
        "`test` reads files, since it tells which failed. Name a file or folder.")
    }
    if seed != nil, seeds != nil { throw ValidationError("Choose one of --seed and --seeds.") }
    _ = try range()
  }

  /// The seeds that were asked for; nil if none were.
  private func range() throws -> ClosedRange<UInt64>? {
    if let seed { return seed...seed }
    guard let seeds else { return nil }
    let ends = seeds.split(separator: ".", omittingEmptySubsequences: false)
    guard ends.count == 3, ends[1].isEmpty, let first = UInt64(ends[0]), let last = UInt64(ends[2]),
      first <= last, last - first < Self.mostSeeds
    else {
      throw ValidationError(
        "--seeds takes the first and the last of at most \(Self.mostSeeds) seeds, such as 1..100; not `\(seeds)`."
      )
    }
    return first...last
  }

  func run() throws {
    let files = try ScenarioFiles.find(in: paths)
    var tests: [ScenarioTest] = []
    for path in files {
      tests.append(try ScenarioTestRun(path: path, seeds: try range()).result())
    }
    let results = ScenarioTestsReport(tests)
    try report.write(results)
    if let junit { try Files.write(results.junit, to: junit) }
    if results.count(.broken) > 0 { throw Failure(.badInput) }
    if results.count(.failed) > 0 { throw Failure(.no) }
  }
}
