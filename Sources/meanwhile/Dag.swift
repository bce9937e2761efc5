import ArgumentParser
import Diagrams
import TraceAnalysis

struct Dag: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw what came after what.",
    discussion: """
      Without -o, the dependencies are listed in the terminal.

      Of traces of programs and of requests, the components are drawn: which called which, how often, and where \
      the time went.

      Exits with 1 if a simulated run did not come to its end: it deadlocked, failed, went round for \
      ever or hit a limit. The picture is written all the same, since it shows how far the run came \
      and, of a deadlock, who waits for whom.

      EXAMPLES
        meanwhile dag traces/toy_app.yaml
        meanwhile dag traces/toy_app.yaml -o dag.svg
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp(
      "Show the run at an instant, such as 3.5s, start or end: each box says how far its call has come.",
      valueName: "time"),
    transform: InstantArgument.init)
  var at: InstantArgument?

  @OptionGroup var picture: PictureOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input, share: 2)
    let comparison = input.comparison(withAllParallel: false)
    if at != nil, picture.isText {
      throw Failure(
        .usage, "--at is for pictures: give -o or --format. `meanwhile state` tells it in words.")
    }
    if at != nil, comparison.run.isOfComponents {
      throw Failure(
        .usage, "--at is for diagrams of calls, and of such a trace the components are drawn.")
    }
    try picture.write(.dependencies(comparison), at: at?.time(in: input.log)) {
      Picture.dependencies(comparison).text()
    }
    try input.checkEnd()
  }
}
