import ArgumentParser
import Compression
import Graphviz
import Page
import Platform
import TraceFormats

struct WritePage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Write a page on which a run can be read, played and explored.",
    discussion: """
      The page is one file of HTML that needs no network and no scripts to be read: the answer, who ran when, \
      what came after what, what the run waited for, all measures with their formulas. With scripts it can be \
      played, searched and sorted. Two inputs stand above each other on one axis; the first is the baseline.

      Exits with 1 if a simulated run did not come to its end. The page is written all the same.

      EXAMPLES
        meanwhile page traces/toy_two_parallel.yaml -o page.html
        meanwhile page traces/build.j1.ninja_log traces/build.j2.ninja_log -o builds.html
      """)

  @Argument(
    help: "A scenario, an event log or a trace; of two, the baseline.", completion: .file())
  var first: String

  @Argument(help: "The run to show beside the first.", completion: .file())
  var second: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the page to a file; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup var options: InputOptions

  func validate() throws {
    try Files.expectOneStandardInput(in: [first, second])
    if output == nil, isatty(STDOUT_FILENO) == 1 {
      throw ValidationError("A page is for a browser: give -o with a file, such as -o page.html.")
    }
    if let output, !Self.isNameOfPage(output) {
      throw ValidationError(
        "A page is HTML, and '\(output)' ends as something else does: end it in .html. `meanwhile gantt` and "
          + "`meanwhile dag` write pictures.")
    }
  }

  /// Whether the ending of a file says that it is a page, or there is none.
  private static func isNameOfPage(_ path: String) -> Bool {
    let name = Gzip.withoutEnding(String(path.split(separator: "/").last ?? ""))
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return true }
    return ["html", "htm", "xhtml"].contains(name[name.index(after: dot)...].lowercased())
  }

  func run() throws {
    let paths = [first] + (second.map { [$0] } ?? [])
    let inputs = try options.read(paths, share: 2)
    let sources = inputs.map { input in
      PageSource(
        input.comparison(withAllParallel: false), model: input.model, setup: input.setup,
        isScenario: input.isScenario, notes: input.notes.map(\.sentence))
    }
    let names =
      inputs.count > 1 ? Input.names(of: (inputs[0], inputs[1]), (paths[0], paths[1])) : nil
    ProgressLine.begin("making the page")
    let page: Page
    do throws(GraphvizError) {
      page = try Page(
        sources, names: names.map { (baseline: $0.0, run: $0.1) }, version: Meanwhile.version)
    } catch { throw Failure(error) }
    try Files.write(page.bytes, to: output)
    for input in inputs { try input.checkEnd() }
  }
}
