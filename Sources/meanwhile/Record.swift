import ArgumentParser
import Compression
import FileSystem
import Formatting
import Platform
import Recording

struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a command and keep a log of it.",
    discussion: """
      The command runs as it would without: with the same input and output, and this exits with its \
      status. With --wrap, each run of the named programs within it becomes a call of its own, with \
      the command that ran it as its parent, at about a millisecond each.

      Ctrl-C stops the command, and the log is ended properly. A log that is there already is only \
      written over with --force.

      Exits with the status of the command, or 128 and the number of the signal that ended it; with \
      127 if there is no such program, and 126 if it cannot be run.

      EXAMPLES
        meanwhile record -o build.events.jsonl --wrap cc,ar -- make -j8
        meanwhile record -o shells.events.jsonl --wrap sh -- xargs -P4 -n1 sh -c 'sleep 1'
        meanwhile record -- ./run-all-tests
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The log; by default NAME.events.jsonl, by the name of the program.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Programs whose runs are recorded too, as they are called, such as cc,ld.",
      valueName: "programs"))
  var wrap: [String] = []

  @Flag(help: "Write over a log that is there.")
  var force = false

  @Flag(name: .shortAndLong, help: "Do not tell where the log is.")
  var quiet = false

  @Argument(parsing: .postTerminator, help: "The command, behind --.")
  var command: [String] = []

  /// The programs that `--wrap` names, each once.
  private var wrapped: [String] {
    var seen: Set<String> = []
    return wrap.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map(String.init).filter { seen.insert($0).inserted }
  }

  private var path: String {
    output ?? "\(Input.name(of: command[0])).events.jsonl"
  }

  func validate() throws {
    guard let program = command.first else {
      throw ValidationError(
        "Name the command that is to be recorded behind --, as in `meanwhile record -- make -j8`.")
    }
    guard !program.isEmpty else { throw ValidationError("The name of the program is empty.") }
    guard output.map({ !$0.hasSuffix(Gzip.ending) && $0 != "-" }) ?? true else {
      throw ValidationError(
        "A log is written while the command runs, to a file and not compressed: give -o with a name such as "
          + "run.events.jsonl.")
    }
  }

  func run() throws {
    if quiet { Notes.silence() }
    let outcome: CommandRecorder.Outcome
    do throws(RecordingError) { outcome = try record() } catch { throw Failure(error) }
    tell(outcome)
    Platform.exit(outcome.end.shellStatus)
  }

  private func record() throws(RecordingError) -> CommandRecorder.Outcome {
    let recorder = try CommandRecorder(
      command, name: Input.name(of: path), wrapping: wrapped, wrapper: Self.wrapper, path: path,
      overwriting: force)
    let outcome = try recorder.run()
    if let failure = outcome.failure { throw .file(failure) }
    return outcome
  }

  private func tell(_ outcome: CommandRecorder.Outcome) {
    if outcome.lostBytes > 0 {
      Notes.tell("\(outcome.lostBytes) bytes from wrappers could not be understood.")
    }
    guard !Notes.areUnwanted else { return }
    let calls = outcome.commands == 1 ? "1 command" : "\(outcome.commands) commands"
    Files.tell(lines: [
      "recorded \(calls) in \(path); next: meanwhile summary \(path)".visibleText
    ])
  }

  /// The program that stands in the place of others: it lies beside this one.
  private static var wrapper: String {
    let own = ExecutablePath.own
    let folder = own.lastIndex(of: "/").map { own[..<$0] } ?? "."
    return "\(folder)/meanwhile-wrapper"
  }
}

extension Failure {
  /// That nothing could be recorded, with the status that a shell has for it.
  init(_ error: RecordingError) {
    switch error {
    case .noProgram: self.init(.noProgram, error.description)
    case .notExecutable, .notStarted: self.init(.notExecutable, error.description)
    case .nothingToWrap, .noProgramName: self.init(.usage, error.description)
    case .noWrapper: self.init(.fault, error.description)
    case .file(let error) where error.reason == .holdsOther:
      self.init(
        .inputOutput,
        "\(error.path): it is there already. Choose another file with -o, or write over it with --force."
      )
    case .file(let error): self.init(error)
    }
  }
}
