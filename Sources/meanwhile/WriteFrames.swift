import ArgumentParser
import Diagrams
import EventLog
import Exporting
import FileSystem
import Formatting
import Graphviz
import Platform
import Reports
import Scenarios
import TraceAnalysis

struct WriteFrames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frames",
    abstract: "Write a run as pictures, one instant after the other.",
    discussion: """
      Each picture shows the run at an instant: bars are filled up to it, or boxes say how far their calls have \
      come. All are of one size, with everything in its place, so that they can be shown one after the other. \
      A list of them, gantt.md or dag.md, says what each shows.

      Without --every there is one for each instant at which something happens to a call; where those are more \
      than --most, as many as that, equally far apart.

      With --format mermaid there are no files of pictures: gantt.md has a chart in Mermaid's language for each instant, \
      which GitHub and others draw where they show the document.

      EXAMPLES
        meanwhile frames traces/toy_two_parallel.yaml -o frames
        meanwhile frames traces/shared_machine.yaml --picture dag --every 1s --format png -o frames
        meanwhile frames traces/toy_two_parallel.yaml --format mermaid -o docs
      """)

  /// What is drawn.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case gantt, dag
  }

  /// What a picture is written as.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case svg, png, pdf, mermaid
  }

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder for the pictures.", valueName: "dir"),
    completion: .directory)
  var output: String

  @Option(help: "What is drawn: who ran when, or what came after what.")
  var picture = Kind.gantt

  @Option(help: "What the pictures are written as.")
  var format = Format.svg

  @Option(
    help: ArgumentHelp("How far apart the instants are, such as 500ms.", valueName: "time"),
    transform: { try ChangeOptions.time($0, "--every") })
  var every: Nanoseconds?

  @Option(
    help: ArgumentHelp("How many pictures there are at most; 60 by default.", valueName: "number"),
    transform: NumberArgument.whole(2...10_000))
  var most = 60

  @Flag(help: "Write over files that hold anything else.")
  var force = false

  @OptionGroup var look: PictureStyleOptions
  @OptionGroup var options: InputOptions

  func validate() throws {
    guard (2...10_000).contains(most) else {
      throw ValidationError("--most takes a number of pictures from 2 to 10000, not \(most).")
    }
    if format == .mermaid, picture == .dag {
      throw ValidationError("Mermaid draws frames of who ran when alone: leave --picture dag away.")
    }
    if let every, every <= 0 { throw ValidationError("--every takes a time above 0.") }
  }

  func run() throws {
    let input = try options.read(self.input, share: 2)
    let comparison = input.comparison(withAllParallel: false)
    if picture == .dag, comparison.run.isOfComponents {
      throw Failure(
        .usage, "--picture dag is for calls, and of such a trace the components are drawn.")
    }
    guard mkdir(output, 0o777) == 0 || errno == EEXIST else {
      throw Failure(FileError(path: output, action: "make the folder", code: errno))
    }
    let times = FrameTimes.of(comparison.run, every: every, most: most)
    tellSpacing(of: comparison.run, times)
    try finish(
      format == .mermaid
        ? try charts(of: comparison, at: times) : try pictures(of: comparison, at: times))
    try input.checkEnd()
  }

  /// Says where the instants are farther apart than was asked.
  private func tellSpacing(of run: Analysis, _ times: [Nanoseconds]) {
    guard let every, run.log.end / every >= times.count else { return }
    let count = (run.log.end + every - 1) / every + 1
    Notes.tell(
      "One every \(timeText(every)) would be \(count) pictures; these are \(times.count), "
        + "\(timeText(times[1] - times[0])) apart. --most \(count) draws all.")
  }

  /// Writes a chart in Mermaid's language for each instant into one document.
  private func charts(
    of comparison: Comparison, at times: [Nanoseconds]
  ) throws -> [PendingFile] {
    let frames = MermaidFrames(comparison.run)
    var list = head(of: comparison)
    for time in times {
      list += section(of: comparison.run, time)
      list += "```mermaid\n\(frames.chart(at: time))```\n"
    }
    for note in frames.notes { Notes.tell(note) }
    var files: [PendingFile] = []
    try add("gantt.md", Array(list.utf8), to: &files)
    return files
  }

  private func head(of comparison: Comparison) -> String {
    "# \(comparison.name.markdownText)\n\n\(comparison.answer.markdownText)\n"
  }

  private func section(of run: Analysis, _ time: Nanoseconds) -> String {
    "\n## \(timeText(time))\n\n\(run.state(at: time).markdownText)\n\n"
  }

  /// Draws the pictures and lists them, in files that have no names yet.
  private func pictures(
    of comparison: Comparison, at times: [Nanoseconds]
  ) throws -> [PendingFile] {
    let drawing: Picture = picture == .gantt ? .gantt(comparison) : .dependencies(comparison)
    let digits = String(times.count).count
    var (files, list): ([PendingFile], String) = ([], head(of: comparison))
    for (index, time) in times.enumerated() {
      ProgressLine.begin("drawing \(index + 1) of \(times.count)")
      let number = String(index + 1)
      let name =
        "\(picture.rawValue)-\(String(repeating: "0", count: digits - number.count))\(number).\(format.rawValue)"
      var style = look.style
      style.instant = time
      let bytes: [UInt8]
      do throws(GraphvizError) {
        bytes = try drawing.render(
          as: Picture.Format(rawValue: format.rawValue) ?? .svg, style: style)
      } catch { throw Failure(error) }
      try add(name, bytes, to: &files)
      list += section(of: comparison.run, time)
      list += "![\(comparison.run.state(at: time).markdownText)](\(name))\n"
    }
    try add("\(picture.rawValue).md", Array(list.utf8), to: &files)
    return files
  }

  private func add(_ name: String, _ bytes: [UInt8], to files: inout [PendingFile]) throws {
    do throws(FileError) {
      let file = try Files.begin("\(output)/\(name)")
      try file.write(bytes)
      files.append(file)
    } catch { throw Failure(error) }
  }

  /// Gives the files their names when all are whole.
  private func finish(_ files: [PendingFile]) throws {
    defer { ProgressLine.end() }
    do throws(FileError) {
      try PendingFile.finish(files, in: output, overwriting: force)
    } catch {
      guard error.reason == .holdsOther else { throw Failure(error) }
      throw Failure(
        .inputOutput,
        "\(error.path): it is there already and holds something else. Choose another folder with -o, or write "
          + "over it with --force.")
    }
  }
}
