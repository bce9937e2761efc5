import ArgumentParser
import EventLog
import Glibc
import Reports
import TraceAnalysis

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a scenario three ways and keep the logs.",
    discussion: """
      Writes NAME.events.jsonl (as declared), NAME.serial.events.jsonl (nothing parallel) and \
      NAME.parallel.events.jsonl (everything parallel), and tells what parallelism saved.

      EXAMPLE
        meanwhile run traces/toy_two_parallel.yaml -o out
      """)

  @Argument(help: "A scenario.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder for the logs.", valueName: "dir"),
    completion: .directory)
  var output = "."

  @OptionGroup var options: ScenarioOptions

  func run() throws {
    let input = try options.read(scenario)
    guard case .scenario(let setup) = input.log.header.origin, input.model != nil,
      setup.mode == .declared
    else {
      throw Failure(
        .badInput, "\(scenario): this is no scenario. `meanwhile replay` runs a log again.")
    }
    guard mkdir(output, 0o777) == 0 || errno == EEXIST else {
      let error = FileError(path: output, action: "make the folder", code: errno)
      throw Failure(.inputOutput, error.description)
    }
    let name = Input.name(of: scenario)
    var written: [String] = []
    for (mode, ending) in [(RunMode.declared, ""), (.serial, ".serial"), (.parallel, ".parallel")] {
      guard let log = input.run(as: mode) else { continue }
      let path = "\(output)/\(name)\(ending).events.jsonl"
      try Files.write(log, to: path)
      written.append(path)
    }
    try Files.write(
      SummaryReport(input.comparison).text + "\nlogs:\n"
        + written.map { "  \($0)\n" }.joined())
    try input.checkEnd()
  }
}
