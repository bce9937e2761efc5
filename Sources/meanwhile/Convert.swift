import ArgumentParser
import Compression
import Exporting
import TraceAnalysis

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a run in the format of another tool.",
    discussion: """
      The ending of the file says which format: .json a Chrome trace (Perfetto, chrome://tracing), \
      .otlp.json OpenTelemetry spans, .csv a table of calls, .mmd a Mermaid chart for Markdown, \
      .sqlite a database, .wf.json a workflow of the WfCommons; with .gz behind it, compressed. What \
      a format cannot hold is told.

      Exits with 1 if a simulated run did not come to its end; what ran by then is written.

      EXAMPLES
        meanwhile convert traces/shared_machine.yaml -o run.json
        meanwhile convert traces/build.j2.ninja_log -o build.sqlite
        meanwhile convert traces/task_graph.yaml --to mermaid
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file; its ending says which format. - is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      "The format, where the ending of the file does not say it.", valueName: "format"))
  var format: ExportFormat?

  @OptionGroup var options: InputOptions

  private static let words = TraceExport.all.map(\.word).joined(separator: ", ")

  /// The format that was asked for, by name or by the ending of the file.
  private var chosen: TraceExport? {
    format?.format ?? output.flatMap { TraceExport(forFile: Gzip.withoutEnding($0)) }
  }

  func validate() throws {
    guard let chosen else {
      guard let output, output != "-" else {
        throw ValidationError(
          "Which format? Give --to with one of \(Self.words), or -o with a file that ends as one does."
        )
      }
      throw ValidationError(
        "Cannot tell from '\(output)' which format to write: give --to with one of \(Self.words).")
    }
    guard let output else {
      guard chosen.isText else {
        throw ValidationError(
          "\(chosen.name) is no text: give -o with a file, or -o - to send the bytes to standard "
            + "output.")
      }
      return
    }
    guard chosen.fits(Gzip.withoutEnding(output)) else {
      throw ValidationError("--to and the ending of '\(output)' ask for different formats.")
    }
  }

  func run() throws {
    guard let chosen else { return }
    let input = try options.read(self.input, share: 4)
    let analysis = input.analysis
    ProgressLine.begin("writing \(chosen.name)")
    let export: Export
    do throws(ExportError) { export = try chosen.export(analysis) } catch {
      throw Failure(.badInput, "\(input.path): \(error.problem)")
    }
    try Files.write(export.bytes, to: output)
    for (place, note) in export.notes.enumerated() {
      Notes.tell(place == 0 ? "\(chosen.name): \(note)" : "  \(note)")
    }
    try input.checkEnd()
  }
}

/// A format of other tools, by its word on the command line.
struct ExportFormat: ExpressibleByArgument {
  let format: TraceExport

  init?(argument: String) {
    guard let format = TraceExport.all.first(where: { $0.word == argument }) else { return nil }
    self.format = format
  }

  static var allValueStrings: [String] { TraceExport.all.map(\.word) }
}
