import ArgumentParser
import Diagrams

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

  @OptionGroup var picture: PictureOptions
  @OptionGroup var options: InputOptions

  func run() throws {
    let input = try options.read(self.input, share: 2)
    let comparison = input.comparison(withAllParallel: false)
    try picture.write(.dependencies(comparison)) { Picture.dependencies(comparison).text() }
    try input.checkEnd()
  }
}
