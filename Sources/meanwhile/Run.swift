import ArgumentParser
import Compression
import EventLog
import FileSystem
import Formatting
import Platform
import Reports
import TraceAnalysis

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a scenario three ways and keep the logs.",
    discussion: """
      Writes NAME.events.jsonl (as declared), NAME.serial.events.jsonl (nothing parallel) and \
      NAME.parallel.events.jsonl (everything parallel), and tells what parallelism saved. Logs of \
      another run are only written over with --force. With --gzip they are compressed, to a sixth of \
      their size or so, and called NAME.events.jsonl.gz; whatever reads logs reads them too. What the \
      scenario expects (`expect`) is checked, as by summary.

      EXAMPLES
        meanwhile run traces/toy_two_parallel.yaml -o out
        meanwhile run traces/mm1.yaml -o out --gzip
      """)

  @Argument(help: "A scenario.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder for the logs.", valueName: "dir"),
    completion: .directory)
  var output = "."

  @Flag(help: "Write over files that hold anything else.")
  var force = false

  @Flag(help: "Write compressed logs, NAME.events.jsonl.gz, as gzip does.")
  var gzip = false

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
      throw Failure(FileError(path: output, action: "make the folder", code: errno))
    }
    let paths = try writeLogs(of: input)
    try Files.write(
      SummaryReport(input.comparison, input.rerun, expectations: input.expectations).text
        + "\nlogs:\n"
        + paths.map { "  \($0.visibleText)\n" }.joined())
    try input.checkEnd()
    try input.checkExpectations()
  }

  /// Writes the logs, and gives them their names when all are whole.
  ///
  /// - Returns: Where they are.
  private func writeLogs(of input: Input) throws -> [String] {
    let name = Input.name(of: scenario)
    var (paths, files): ([String], [PendingFile]) = ([], [])
    do throws(FileError) {
      for (mode, ending) in [
        (RunMode.declared, ""), (.serial, ".serial"), (.parallel, ".parallel"),
      ] {
        guard let log = input.freshLog(as: mode) else { continue }
        let path = "\(output)/\(name)\(ending).events.jsonl\(gzip ? Gzip.ending : "")"
        let file = try Files.begin(path)
        try log.encode { piece throws(FileError) in try file.write(piece) }
        paths.append(path)
        files.append(file)
      }
      try PendingFile.finish(files, in: output, overwriting: force)
    } catch {
      guard error.reason == .holdsOther else { throw Failure(error) }
      throw Failure(
        .inputOutput,
        "\(error.path): it is there already and holds something else, such as the log of another run. "
          + "Choose another folder with -o, or write over it with --force.")
    }
    return paths
  }
}
