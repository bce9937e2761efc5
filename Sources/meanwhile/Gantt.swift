import ArgumentParser
import Diagrams
import EventLog

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
        meanwhile gantt traces/toy_two_parallel.yaml --at 2.5s -o instant.svg
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp(
      "Show the run at an instant, such as 3.5s, start or end: the bars are filled up to it.",
      valueName: "time"),
    transform: InstantArgument.init)
  var at: InstantArgument?

  @Option(
    help: ArgumentHelp(
      "Write an SVG in which the run plays again and again, each time in so long, such as 8s.",
      valueName: "time"),
    transform: { try ChangeOptions.time($0, "--animate") })
  var animate: Nanoseconds?

  @OptionGroup var picture: PictureOptions
  @OptionGroup var options: InputOptions

  func validate() throws {
    guard let animate else { return }
    guard (100_000_000...3_600_000_000_000).contains(animate) else {
      throw ValidationError("--animate takes a time from 100ms to 1h.")
    }
    guard at == nil else {
      throw ValidationError("Choose one of --at, for one instant, and --animate, for all.")
    }
    guard picture.isSVG else {
      throw ValidationError(
        "--animate is for SVG: give -o with a file that ends in .svg, or --format svg.")
    }
  }

  func run() throws {
    let input = try options.read(self.input, share: 2)
    let comparison = input.comparison(withAllParallel: false)
    if let animate {
      try picture.write(animationOf: comparison, time: animate)
      return try input.checkEnd()
    }
    let instant = at?.time(in: input.log)
    try picture.write(.gantt(comparison), at: instant) {
      GanttChart(comparison).text(columns: Files.columns, at: instant)
    }
    try input.checkEnd()
  }
}
