import ArgumentParser
import Diagrams
import EventLog
import FileSystem
import Formatting
import Platform
import Reports

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a run in the terminal, at a chosen speed.",
    discussion: """
      Bars fill as virtual time passes, and below them stands what happened last. By default a run \
      lasts ten seconds, however long it took. Where the output is no terminal, frames come one \
      after another without a wait.

      EXAMPLES
        meanwhile watch traces/toy_two_parallel.yaml
        meanwhile watch traces/build.j2.ninja_log --speed 0.5
        meanwhile watch traces/share_variables.yaml --frames 5
      """)

  @Argument(help: "A scenario, an event log or a trace.", completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp(
      "How many seconds of the run pass in a second; by default so many that it lasts ten seconds.",
      valueName: "number"), transform: NumberArgument.decimal)
  var speed: Double?

  @Option(
    help: ArgumentHelp(
      "How many frames, from the start to the end; by default as many as are seen in a terminal, elsewhere 10.",
      valueName: "n"), transform: NumberArgument.whole(2...mostFrames))
  var frames: Int?

  @OptionGroup var options: InputOptions

  private static let mostFrames = 10_000

  func validate() throws {
    if let speed, !(speed > 0 && speed.isFinite) {
      throw ValidationError("--speed takes a number above 0, such as 2 or 0.5.")
    }
    if let frames, !(2...Self.mostFrames).contains(frames) {
      throw ValidationError("--frames takes a number from 2 to \(Self.mostFrames).")
    }
  }

  func run() throws {
    let input = try options.read(self.input)
    let movie = Movie(input.comparison(withAllParallel: false))
    ProgressLine.end()
    if isatty(STDOUT_FILENO) == 1, getenv("TERM").map({ String(cString: $0) }) != "dumb" {
      try play(movie)
    } else {
      let count = frames ?? 10
      try Files.write((0..<count).map { movie.frame($0, of: count) }.joined(separator: "\n"))
    }
    try input.checkEnd()
  }

  /// Plays a run on the screen of its own that terminals have, and leaves its end on the other.
  private func play(_ movie: Movie) throws {
    let screen = Screen()
    let rate = speed.map { $0 * 1e9 } ?? Double(max(1, movie.end)) / Self.seconds
    let seconds = Double(movie.end) / rate
    let start = Self.now
    var shown = ""
    while true {
      let passed = min(seconds, Self.now - start)
      var frame = movie.frame(at: Nanoseconds(min(Double(movie.end), passed * rate)))
      if let frames, seconds > 0 {
        let place = Int(passed / seconds * Double(frames - 1))
        frame = movie.frame(place, of: frames)
      }
      if frame != shown {
        try screen.show(frame)
        shown = frame
      }
      if passed >= seconds { break }
      usleep(Self.pause)
    }
    screen.leave()
    try Files.write(movie.frame(at: movie.end))
  }

  /// How long a run lasts by default, in seconds.
  private static let seconds = 10.0
  /// How long a frame is seen at least, in microseconds: a twentieth of a second.
  private static let pause: UInt32 = 50_000

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The screen of a terminal that a program has for itself (`smcup` and `rmcup` of terminfo, as xterm has them).
private final class Screen {
  private var isOpen = true

  init() {
    Interruption.leavesScreen(true)
    try? Files.write("\u{1b}[?1049h\u{1b}[?25l")
  }

  deinit { leave() }

  /// Shows a text from the top left corner on, as much of it as there is room for.
  func show(_ text: String) throws {
    let (rows, columns) = (Files.rows, Files.columns)
    // A line that is wider than the screen would take two of its rows.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(rows)
      .map { $0.truncated(toColumns: columns) }
    // Each line is cleared behind its end, and what is below the last one too, so that nothing flickers.
    try Files.write("\u{1b}[H" + lines.joined(separator: "\u{1b}[K\r\n") + "\u{1b}[K\u{1b}[J")
  }

  func leave() {
    guard isOpen else { return }
    isOpen = false
    try? Files.write("\u{1b}[?25h\u{1b}[?1049l")
    Interruption.leavesScreen(false)
  }
}
