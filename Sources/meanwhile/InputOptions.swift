import ArgumentParser
import EventLog
import Reports
import Runs
import TraceFormats

/// What a scenario is run with; the same for every verb that runs one.
struct ScenarioOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The seed of a scenario's random draws and searches; 0 by default.", valueName: "number"),
    transform: NumberArgument.whole(0...UInt64.max))
  var seed: UInt64?

  @OptionGroup var general: GeneralOptions

  /// Reads a scenario, for a verb that takes nothing else.
  ///
  /// - Throws: `Failure`.
  func read(_ path: String) throws -> Input {
    let file = try InputFile(path)
    try file.expectScenario()
    if seed != nil { try InputFile.refuse("--seed", unlessIn: [file]) }
    var anonymizer: Anonymizer?
    return try Input(file, seed: seed, anonymizer: &anonymizer)
  }
}

/// How inputs are read; the same for every verb that reads any.
struct InputOptions: ParsableArguments {
  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var part: PartOptions

  @Option(
    name: [.customLong("companion"), .customLong("graph")],
    help: ArgumentHelp(
      "What goes with a trace: the build.ninja of a build by ninja or CMake, the workflow file of GitHub Actions jobs; by default the one beside it.",
      valueName: "file"),
    completion: .file())
  var companionFile: String?

  @Flag(
    name: [.customLong("no-companion"), .customLong("no-graph")],
    help: "Read a trace without the file that goes with it.")
  var isAlone = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Other files that the run of the input left, such as one of each process; a folder stands for all traces in it.",
      valueName: "file"), completion: .file())
  var also: [String] = []

  @OptionGroup var window: WindowOptions

  @Flag(
    help: """
      Refuse an input of which anything was left out, mended or guessed; what its format never \
      records is no reason.
      """)
  var strict = false

  @Flag(
    help: """
      Replace the names of a trace, its file, paths and hosts in all that is written; the same always by the same. \
      What is not understood is still told with its path.
      """)
  var anonymize = false

  func validate() throws {
    if isAlone, companionFile != nil {
      throw ValidationError("Choose one of --companion and --no-companion.")
    }
  }

  /// Reads an input.
  ///
  /// - Parameters:
  ///   - path: The input.
  ///   - share: How often what is made of a run takes as much memory as usual.
  /// - Returns: The run.
  /// - Throws: `Failure`, also where an option was given that says nothing about such an input.
  func read(_ path: String, share: Int = 1) throws -> Input { try read([path], share: share)[0] }

  /// Reads several inputs; an option has to say something about one of them.
  ///
  /// - Parameters:
  ///   - paths: The inputs.
  ///   - share: How often what is made of a run takes as much memory as usual.
  ///   - isRandom: Whether a seed says something about any inputs.
  /// - Returns: The runs, in the same order.
  /// - Throws: `Failure`.
  func read(_ paths: [String], share: Int = 1, isRandom: Bool = false) throws -> [Input] {
    try refuseStandardInputTwice(paths)
    guard also.isEmpty || paths.count == 1 else {
      throw Failure(.usage, "--also adds files to one input. Of two, name the folder of each.")
    }
    let files = try paths.map { try InputFile($0, also: also) }
    try refuseUnused(files, isRandom)
    let chosen = try part.parts(of: files.count)
    let windows = try window.windows(of: files.count)
    var anonymizer = anonymize ? Anonymizer() : nil
    return try files.indices.map { place in
      try Input(
        files[place], seed: scenario.seed, part: chosen[place], window: windows[place],
        companion: companion, isStrict: strict, share: share * files.count, anonymizer: &anonymizer)
    }
  }

  /// The builds, traces or runs that a file holds, as a report of them under its name.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - option: The option that asked for it.
  /// - Returns: The report.
  /// - Throws: `Failure`, also if the input is of a format that the option is not for.
  func parts(of path: String, for option: TraceOption) throws -> PartsReport {
    try refuseStandardInputTwice([path])
    if anonymize {
      throw Failure(
        .usage, "--anonymize is for what is told of a run, and \(option.rawValue) lists all.")
    }
    if let given = window.given.first {
      throw Failure(
        .usage,
        "\(given) chooses a part of one run, and \(option.rawValue) lists all. Leave it out.")
    }
    let file = try InputFile(path, also: also)
    try InputFile.refuse(option.rawValue, unlessIn: [file])
    let name = Input.name(of: file.path)
    guard case .trace(let format) = file.format, let kind = format.parts else {
      return PartsReport(name: name, of: .builds, parts: [])
    }
    let beside = try CompanionFiles.companion(of: file.path, format, companion, strict)
    Notes.tell(beside.notes, of: file.path)
    if let flaw = file.flaw {
      Notes.tell([flaw.note("what stood before that was read")], of: file.path)
    }
    do throws(ImportError) {
      var input = TraceInput(bytes: file.bytes, name: name, companion: beside.file)
      (input.others, input.fileName) = (file.otherFiles, file.fileName)
      return PartsReport(name: name, of: kind, parts: try format.parts(of: input))
    } catch {
      throw Failure(.badInput, error.description(of: file.path))
    }
  }

  /// Which file goes with a trace.
  private var companion: CompanionFiles.Choice {
    companionFile.map(CompanionFiles.Choice.named) ?? (isAlone ? .none : .beside)
  }

  /// What goes with a trace may come from standard input as well as the trace, but not both.
  private func refuseStandardInputTwice(_ paths: [String]) throws(Failure) {
    if let refusal = Files.refusalOfStandardInput(in: paths + also + [companionFile]) {
      throw Failure(.usage, refusal)
    }
  }

  /// What was asked for and cannot be done is not passed over in silence.
  private func refuseUnused(_ files: [InputFile], _ isRandom: Bool) throws {
    var given: [String] = []
    if scenario.seed != nil, !isRandom { given.append("--seed") }
    given += part.given
    if companionFile != nil { given.append(TraceOption.companion.rawValue) }
    if isAlone { given.append(TraceOption.noCompanion.rawValue) }
    given += window.given
    for option in given { try InputFile.refuse(option, unlessIn: files) }
  }
}
