import ArgumentParser
import Diagrams

struct Gantt: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw who ran when, below the baseline.",
    discussion: """
      Without -o, the chart is drawn in the terminal.

      Exits with 1 if a simulated run did not come to its end: it deadlocked, failed, went round for \
      ever or hit a limit. The picture is written all the same, since it shows how far the run came \
      and, of a deadlock, who waits for whom.

      EXAMPLES
        meanwhile gantt traces/toy_two_parallel.yaml
        meanwhile gantt traces/build.j2.ninja_log -o build.png
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @OptionGroup var picture: PictureOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input, share: 2)
    let comparison = input.comparison(withAllParallel: false)
    try picture.write(.gantt(comparison)) {
      GanttChart(comparison).text(columns: Files.columns)
    }
    try input.checkEnd()
  }
}
