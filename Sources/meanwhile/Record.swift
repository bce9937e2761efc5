import ArgumentParser
import Compression
import EventLog
import FileSystem
import Formatting
import Platform
import Recording
import Scenarios
import Simulation
import TraceFormats

struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run commands and keep a log of them.",
    discussion: """
      A command behind -- runs as it would without: with the same input and output, and this exits with \
      its status. With --wrap, each run of the named programs within it becomes a call of its own, with \
      the command that ran it as its parent, at about a millisecond each.

      Of a scenario, the components and tasks that have a `command` run for real, in its folder and \
      in parallel as it says; what has none takes its time. What they write is kept beside the log.

      Ctrl-C stops the commands, and the log is ended properly. A log that is there already is only \
      written over with --force.

      Exits with the status of the command, or 128 and the number of the signal that ended it; with \
      127 if there is no such program, and 126 if it cannot be run. Of a scenario it exits with 1 if a \
      call that failed ended the run, or it came to no good end otherwise.

      EXAMPLES
        meanwhile record -o build.events.jsonl --wrap cc,ar -- make -j8
        meanwhile record -o shells.events.jsonl --wrap sh -- xargs -P4 -n1 sh -c 'sleep 1'
        meanwhile record -- ./run-all-tests
        meanwhile record checks.yaml
        meanwhile record checks.yaml --serial
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The log; by default NAME.events.jsonl, by the name of the program or the scenario.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Programs whose runs are recorded too, as they are called, such as cc,ld.",
      valueName: "programs"))
  var wrap: [String] = []

  @Flag(help: "Run a scenario with no component parallel, or its tasks on one worker.")
  var serial = false

  @Option(
    help: ArgumentHelp("The seed of a scenario's random times.", valueName: "number"),
    transform: NumberArgument.whole(0...UInt64.max))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "The folder for what the commands of a scenario write; by default NAME.output beside the log.",
      valueName: "dir"),
    completion: .directory)
  var outputs: String?

  @Flag(help: "Write over a log that is there.")
  var force = false

  @Flag(name: .shortAndLong, help: "Do not tell where the log is.")
  var quiet = false

  @Argument(
    help: "A scenario with commands.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String?

  @Argument(parsing: .postTerminator, help: "The command, behind --.")
  var command: [String] = []

  /// The programs that `--wrap` names, each once.
  private var wrapped: [String] {
    var seen: Set<String> = []
    return wrap.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map(String.init).filter { seen.insert($0).inserted }
  }

  /// Where the log is to be.
  private var path: String {
    let ending = serial ? ".serial.events.jsonl" : ".events.jsonl"
    return output ?? Input.name(of: scenario ?? command[0]) + ending
  }

  func validate() throws {
    guard scenario != nil || !command.isEmpty else {
      throw ValidationError(
        "Name the command that is to be recorded behind --, as in `meanwhile record -- make -j8`, or a scenario with "
          + "commands.")
    }
    guard scenario == nil || command.isEmpty else {
      throw ValidationError("Record a scenario, or a command behind --, and not both at once.")
    }
    guard command.first != "" else { throw ValidationError("The name of the program is empty.") }
    if scenario != nil, !wrap.isEmpty {
      throw ValidationError("--wrap is for a command behind --; a scenario names its commands.")
    }
    if scenario == nil, serial || seed != nil || outputs != nil {
      let option = serial ? "--serial" : seed != nil ? "--seed" : "--outputs"
      throw ValidationError("\(option) is for a scenario, and not for a command behind --.")
    }
    guard output.map({ !$0.hasSuffix(Gzip.ending) && $0 != "-" }) ?? true else {
      throw ValidationError(
        "A log is written while the command runs, to a file and not compressed: give -o with a name such as "
          + "run.events.jsonl.")
    }
  }

  func run() throws {
    if quiet { Notes.silence() }
    if let scenario { return try record(scenario) }
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
    if outcome.mistaken > 0 {
      Notes.tell(
        "ccache ran \(counted(outcome.mistaken, "command")) whose wrapper it took for the compiler, and may give what one "
          + "compiler made for what another would: with --wrap ccache it finds the compiler itself."
      )
    }
    if !wrapped.isEmpty, let tool = configuring {
      Notes.tell(
        "What \(tool) found, such as a compiler, may be a wrapper in a folder that is gone now: it is better run without "
          + "--wrap, before what it configures is recorded.")
    }
    guard !Notes.areUnwanted else { return }
    let calls = outcome.commands == 1 ? "1 command" : "\(outcome.commands) commands"
    Files.tell(lines: [
      "recorded \(calls) in \(path); next: meanwhile summary \(path)".visibleText
    ])
  }

  /// The program of the command that keeps where it found others, as far as the command line names one.
  private var configuring: String? {
    let tools: Set = ["cmake", "ccmake", "meson", "configure", "autogen.sh"]
    let words = command.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    let names = words.compactMap { $0.split(separator: "/").last.map(String.init) }
    guard let place = names.firstIndex(where: tools.contains) else { return nil }
    // What builds and installs has been configured before.
    let next = place + 1 < names.count ? names[place + 1] : ""
    return ["--build", "--install", "-E", "-P", "compile", "install", "test"].contains(next)
      ? nil : names[place]
  }

  // MARK: Scenarios

  /// Records a scenario.
  ///
  /// - Throws: `Failure`, also where the run came to no good end.
  private func record(_ scenario: String) throws {
    let file = try InputFile(scenario)
    try file.expectScenario()
    if case .eventLog = file.format {
      throw Failure(.badInput, "\(scenario): this is an event log; a scenario is recorded.")
    }
    let (text, model) = try Input.readScenario(file.bytes, scenario, for: .recording)
    guard model.components.contains(where: { $0.behaviour.command != nil }) else {
      throw Failure(
        .badInput,
        "\(scenario): nothing in it has a `command`, so there is nothing to record. Give a component or a task one, such "
          + "as `command: ./train.sh`; `meanwhile run` simulates it as it is.")
    }
    let setup = LogHeader.Setup(text: text, seed: seed ?? 0, mode: serial ? .serial : .declared)
    let outputs = outputs ?? Self.outputs(beside: path)
    let outcome: ScenarioRecorder.Outcome
    do throws(RecordingError) {
      outcome = try ScenarioRecorder(
        model, setup, in: Self.folder(of: scenario), path: path, outputs: outputs,
        overwriting: force
      ).run()
    } catch { throw Failure(error) }
    if let failure = outcome.failure { throw Failure(failure) }
    tell(outcome, outputs)
    if let signal = outcome.signal { Platform.exit(128 + signal) }
    if outcome.ending != .end { throw Failure(.no) }
  }

  private func tell(_ outcome: ScenarioRecorder.Outcome, _ outputs: String) {
    if outcome.lostOutput > 0 {
      Notes.tell(
        "\(outcome.lostOutput) bytes that commands wrote were left out: of each output the first "
          + "\(ScenarioRecorder.mostOutput >> 20) MiB are kept.")
    }
    guard !Notes.areUnwanted else { return }
    var lines = outcome.failures.map { "failed: \($0)" }
    if outcome.keptOutputs > 0 { lines.append("what the commands wrote is in \(outputs)") }
    let calls = counted(outcome.commands, "command")
    lines.append("recorded \(calls) in \(path); next: meanwhile summary \(path)")
    Files.tell(lines: lines.map(\.visibleText))
  }

  /// The folder of a scenario, in which its commands run; nil for one from standard input.
  private static func folder(of scenario: String) -> String? {
    guard scenario != "-", let end = scenario.lastIndex(of: "/") else { return nil }
    return end == scenario.startIndex ? "/" : String(scenario[..<end])
  }

  /// The folder for what commands write: that of the log `x.events.jsonl` is `x.output`.
  private static func outputs(beside path: String) -> String {
    let ending = ".events.jsonl"
    let name = path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    return (name.isEmpty || name.hasSuffix("/") ? name + "record" : name) + ".output"
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
    case .notExecutable, .notStarted, .tooManyAtOnce: self.init(.notExecutable, error.description)
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
