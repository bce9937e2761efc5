import ArgumentParser
import EventLog
import Platform
import Reports
import Scenarios
import Simulation
import TraceAnalysis
import TraceFormats

/// What a scenario is run with; the same for every verb that runs one.
struct ScenarioOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The seed of a scenario's random draws; 0 by default.", valueName: "number"))
  var seed: UInt64?

  @OptionGroup var memory: MemoryOptions

  /// Reads a scenario, for a verb that takes nothing else.
  ///
  /// - Throws: `Failure`.
  func read(_ path: String) throws -> Input {
    let file = try InputFile(path)
    if seed != nil { try InputFile.refuse("--seed", for: .scenario, unlessIn: [file]) }
    return try Input(file, seed: seed)
  }
}

/// How inputs are read; the same for every verb that reads any.
struct InputOptions: ParsableArguments {
  @OptionGroup var scenario: ScenarioOptions

  @Option(
    help: ArgumentHelp(
      "Which build of a log that holds several; by default the last that did more than make build.ninja anew.",
      valueName: "n"))
  var build: Int?

  @Option(
    help: ArgumentHelp(
      "The build.ninja of a ninja log; by default the one beside the log.", valueName: "file"),
    completion: .file())
  var graph: String?

  @Flag(name: .customLong("no-graph"), help: "Read a ninja log without its build.ninja.")
  var isWithoutGraph = false

  @Flag(
    help: """
      Refuse an input of which anything was left out, mended or guessed; what its format never \
      records is no reason.
      """)
  var strict = false

  func validate() throws {
    if isWithoutGraph, graph != nil {
      throw ValidationError("Choose one of --graph and --no-graph.")
    }
  }

  /// Reads an input.
  ///
  /// - Throws: `Failure`, also where an option was given that says nothing about such an input.
  func read(_ path: String) throws -> Input { try read([path])[0] }

  /// Reads several inputs; an option has to say something about one of them.
  ///
  /// - Throws: `Failure`.
  func read(_ paths: [String]) throws -> [Input] {
    let graph = graph.map(NinjaFiles.Choice.named) ?? (isWithoutGraph ? .none : .beside)
    let files = try paths.map { try InputFile($0) }
    try refuseUnused(files)
    return try files.map { file in
      try Input(file, seed: scenario.seed, build: build, graph: graph, isStrict: strict)
    }
  }

  /// The builds that a log holds, under its name.
  ///
  /// - Throws: `Failure`, also if the input is of a format of which a file holds one run only.
  func parts(of path: String) throws -> (name: String, parts: [TracePart]) {
    let file = try InputFile(path)
    try InputFile.refuse("--builds", for: .ninjaLog, unlessIn: [file])
    let choice = graph.map(NinjaFiles.Choice.named) ?? (isWithoutGraph ? .none : .beside)
    let graph = try NinjaFiles.graph(for: file.path, choice, isStrict: strict)
    do throws(ImportError) {
      return (Input.name(of: file.path), try NinjaLog.builds(file.bytes, graph: graph))
    } catch {
      throw Failure(.badInput, error.description(of: file.path))
    }
  }

  /// What was asked for and cannot be done is not passed over in silence.
  private func refuseUnused(_ files: [InputFile]) throws {
    var given: [(option: String, format: InputFormat)] = []
    if scenario.seed != nil { given.append(("--seed", .scenario)) }
    if build != nil { given.append(("--build", .ninjaLog)) }
    if graph != nil { given.append(("--graph", .ninjaLog)) }
    if isWithoutGraph { given.append(("--no-graph", .ninjaLog)) }
    for (option, format) in given { try InputFile.refuse(option, for: format, unlessIn: files) }
  }
}

/// A run that was read or made, and what can be run again to compare it with.
struct Input {
  /// What files are called without their endings, in the order in which endings are tried.
  private static let endings = [".events.jsonl", ".jsonl", ".ninja_log", ".yaml", ".yml"]

  let path: String
  let log: Log
  /// What a log or scenario says is to be simulated; nil for traces of other tools.
  let setup: LogHeader.Setup?
  let scenario: ScenarioOfRun
  /// The scenario; nil for traces of other tools, and where it cannot be read again.
  var model: Model? { scenario.model }

  /// Reads an input, telling what had to be decided on the way.
  ///
  /// - Throws: `Failure`.
  init(
    _ file: InputFile, seed: UInt64?, build: Int? = nil, graph: NinjaFiles.Choice = .beside,
    isStrict: Bool = false
  ) throws {
    let (path, bytes) = (file.path, file.bytes)
    self.path = path
    switch file.format {
    case .eventLog:
      log = try Self.readLog(bytes, path, isStrict: isStrict)
      guard case .scenario(let setup) = log.header.origin,
        log.header.semantics == LogHeader.currentSemantics
      else {
        (setup, scenario) = (nil, ScenarioOfRun { nil })
        return
      }
      self.setup = setup
      // Read when it is asked for: not every verb needs it, and a large one takes long.
      let name = log.header.name
      scenario = ScenarioOfRun {
        let progress = ProgressLine.begin(
          "reading the scenario in \(path)", of: setup.text.utf8.count)
        return try? Scenario.read(setup.text, name: name, progress: progress)
      }
    case .ninjaLog:
      let graph = try NinjaFiles.graph(for: path, graph, isStrict: isStrict)
      log = try Self.readNinjaLog(bytes, path, build: build, graph, isStrict: isStrict)
      (setup, scenario) = (nil, ScenarioOfRun { nil })
    case .scenario:
      let (text, model) = try Self.readScenario(bytes, path)
      let setup = LogHeader.Setup(text: text, seed: seed ?? 0)
      scenario = ScenarioOfRun { model }
      self.setup = setup
      if seed != nil, !model.isRandom {
        Self.tell(["no time in it is random, so the seed changes nothing."], of: path)
      }
      log = Self.simulate(model, setup)
    }
  }

  /// The name of a file without its folder and its ending; for a bare `.ninja_log` its folder's.
  static func name(of path: String) -> String {
    if path == "-" { return "standard input" }
    var parts = path.split(separator: "/").map(String.init)
    guard var name = parts.popLast() else { return path }
    for ending in endings where name.hasSuffix(ending) {
      name.removeLast(ending.count)
      break
    }
    return name.isEmpty ? folderName(of: path) : name
  }

  /// The name of the folder in which a file lies, however the path to it is written.
  private static func folderName(of path: String) -> String {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let whole = realpath(folder, nil) else { return "build" }
    defer { free(whole) }
    return String(cString: whole).split(separator: "/").last.map(String.init) ?? "build"
  }

  /// Ends with a status of its own if the run came to no good end; called when all has been told.
  func checkEnd() throws(Failure) {
    if log.ending != .end { throw Failure(.no) }
  }

  /// The same scenario run in another mode; nil for traces of other tools.
  func run(as mode: RunMode) -> Log? {
    guard let model, var setup else { return nil }
    setup.mode = mode
    return Self.simulate(model, setup)
  }

  /// Runs a model, telling who waits how far it is.
  static func simulate(_ model: Model, _ setup: LogHeader.Setup) -> Log {
    let how =
      switch setup.mode {
      case .declared: ""
      case .serial: ", one after the other"
      case .parallel: ", all in parallel"
      }
    let progress = ProgressLine.begin("simulating \(model.name)\(how)", unit: "events")
    return Simulator.run(model, setup, progress: progress)
  }

  /// What is known of the run.
  var analysis: Analysis { Self.analyse(log) }

  private static func analyse(_ log: Log) -> Analysis {
    ProgressLine.begin("analysing \(log.header.name)")
    return Analysis(log)
  }

  /// The run against its serial twin, or against its work if it has none.
  var comparison: Comparison {
    let run = analysis
    if let serial = self.run(as: .serial) {
      return Comparison(
        run: run, twin: Self.analyse(serial),
        allParallel: self.run(as: .parallel).map(Self.analyse))
    }
    if case .trace = log.header.origin { return Comparison(run: run, baseline: .work) }
    let reason =
      log.header.semantics == LogHeader.currentSemantics
      ? "its scenario cannot be read again"
      : "it was simulated under semantics \(log.header.semantics), and this version has "
        + "\(LogHeader.currentSemantics)"
    return Comparison(run: run, baseline: .unknown(reason: reason))
  }

  // MARK: Formats

  /// Reads a log; torn or unclosed, it is read as far as it goes, with a note.
  static func readLog(_ bytes: [UInt8], _ path: String, isStrict: Bool) throws -> Log {
    let reading: LogReading
    let progress = ProgressLine.begin("reading \(path)", of: bytes.count)
    do { reading = try Log.read(bytes, progress: progress) } catch {
      throw Failure(.badInput, error.description(of: path))
    }
    var notes: [String] = []
    if !reading.tornTail.isEmpty {
      notes.append(
        "the last \(reading.tornTail.count) bytes are a torn line and were left out; "
          + "`meanwhile check` says more.")
    }
    if !reading.log.isClosed {
      notes.append("the log was not closed; what is told is told of what was written by then.")
    }
    if isStrict { try refuse(notes, of: path) }
    tell(notes, of: path)
    return reading.log
  }

  private static func readNinjaLog(
    _ bytes: [UInt8], _ path: String, build: Int?, _ graph: NinjaGraph?, isStrict: Bool
  ) throws -> Log {
    let trace: Import
    let progress = ProgressLine.begin(
      "reading \(path)", of: bytes.count, then: "joining \(path) with what needs what")
    do {
      trace = try NinjaLog.read(
        bytes, name: name(of: path), build: build, graph: graph, progress: progress)
    } catch {
      throw Failure(.badInput, error.description(of: path))
    }
    if isStrict {
      let losses = trace.notes.filter { $0.kind == .skipped || $0.kind == .inferred }
      try refuse(losses.map(\.sentence), of: path)
    }
    let read = graph.map {
      "what needs what is read from \($0.file); order-only dependencies count."
    }
    let told = trace.notes.filter { $0.kind != .inherent }.map(\.sentence)
    tell([read].compactMap(\.self) + told, of: path)
    return trace.log
  }

  static func readScenario(_ bytes: [UInt8], _ path: String) throws -> (String, Model) {
    do throws(ScenarioError) {
      let text = try Scenario.text(of: bytes)
      let progress = ProgressLine.begin("reading \(path)", of: bytes.count)
      return (text, try Scenario.read(text, name: name(of: path), progress: progress))
    } catch {
      throw Failure(.badInput, error.description(of: path))
    }
  }

  private static func tell(_ notes: [String], of path: String) {
    // The path once: all that follows is about the same file.
    for (index, note) in notes.enumerated() {
      Files.note(index == 0 ? "note: \(path): \(note)" : "note:   \(note)")
    }
  }

  /// Refuses an input of which something was left out, mended or guessed.
  private static func refuse(_ notes: [String], of path: String) throws {
    guard let first = notes.first else { return }
    let more = notes.count > 1 ? " (and \(notes.count - 1) more)" : ""
    throw Failure(.badInput, "\(path): \(first)\(more) With --strict that is an error.")
  }
}
