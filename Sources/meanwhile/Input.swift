import Compression
import EventLog
import Expectations
import FileSystem
import Formatting
import Platform
import Reports
import Runs
import Scenarios
import Simulation
import TraceAnalysis
import TraceFormats
import WhatIf

/// A run that was opened for a verb: with notes for a person, and statuses for a shell.
struct Input {
  /// How it was named, or what stands for that where names are replaced.
  let path: String
  private let opened: OpenedRun
  private let isAnonymized: Bool

  /// The run.
  var log: Log { opened.log }
  /// What a log or scenario says is to be simulated; nil for traces of other tools.
  var setup: LogHeader.Setup? { opened.setup }
  /// The scenario; nil for traces of other tools, and where it cannot be read again.
  var model: Model? { opened.model }
  /// What the run of a workflow was made of; nil if it is something else.
  var workflow: WorkflowRun? { opened.workflow }
  /// The same run, to be made again: by its scenario where that is known, else from its log.
  var rerun: Rerun {
    if let model, let setup { Rerun(model, setup) } else { Rerun(analysis, of: workflow) }
  }
  /// The names by which calls or tasks can be told, each once.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  var callNames: [String] {
    if let model { return model.components.map(\.name) }
    let names = Set(analysis.table.calls.lazy.map(\.component))
    return names.map { log.names[$0] }.sorted()
  }
  /// Whether the input was a scenario, and not the log of its run.
  var isScenario: Bool { opened.format == .scenario }
  /// What had to be decided on the way.
  let notes: [ImportNote]
  /// The same, as reports tell it.
  var inputNotes: InputNotes { InputNotes(input: path, notes) }

  /// Reads an input, telling what had to be decided on the way.
  ///
  /// - Throws: `Failure`.
  init(
    _ file: InputFile, seed: UInt64?, part: Int? = nil, window: TraceWindow? = nil,
    companion: CompanionFiles.Choice = .beside,
    isStrict: Bool = false, share: Int = 1, anonymizer: inout Anonymizer?
  ) throws {
    var options = OpeningOptions()
    options.seed = seed
    options.part = part
    options.window = window
    (options.others, options.fileName) = (file.otherFiles, file.fileName)
    options.flaw = file.flaw
    options.memory = Memory.largestRun / share
    options.progress = Self.progress(of: file.path)
    var companionNotes: [ImportNote] = []
    if case .trace(let format) = file.format {
      let beside = try CompanionFiles.companion(of: file.path, format, companion, isStrict)
      (options.companion, companionNotes) = beside
    }
    let run: OpenedRun
    do throws(OpeningError) {
      run = try OpenedRun.open(
        file.bytes, as: file.format, name: Self.name(of: file.path), file: file.path,
        options: options)
    } catch { throw Failure(.badInput, error.description) }
    let notes = file.notes + companionNotes + run.notes
    if isStrict { try Self.refuse(notes, of: file.path) }
    isAnonymized = anonymizer != nil
    guard anonymizer == nil else {
      path = anonymizer?.replacement(of: file.path) ?? ""
      self.notes = notes.map(\.withoutNames)
      opened = try Self.anonymized(run, file.path, &anonymizer)
      let count = notes.count { $0.kind != .inherent }
      if count > 0 {
        Notes.tell(
          "\(counted(count, "note")) on \(path) \(count == 1 ? "is" : "are") left out, since notes quote names."
        )
      }
      return
    }
    path = file.path
    self.notes = notes
    opened = run
    Notes.tell(notes, of: path)
    if opened.format == .scenario, case .limit("memory") = opened.log.ending {
      Notes.tell(
        "\(path): memory was enough for \(opened.log.events.count) events; allow more with "
          + "--max-memory.")
    }
  }

  /// A run without its names.
  ///
  /// - Throws: `Failure` if it is not of a trace.
  private static func anonymized(
    _ run: OpenedRun, _ path: String, _ anonymizer: inout Anonymizer?
  ) throws(Failure) -> OpenedRun {
    var names = anonymizer ?? Anonymizer()
    defer { anonymizer = names }
    if let run = run.anonymized(by: &names) { return run }
    throw Failure(
      .usage,
      "\(path): --anonymize is for traces, and the log of a scenario holds the scenario. Change the names in the scenario."
    )
  }

  /// The names of two inputs as reports tell them.
  ///
  /// - Parameters:
  ///   - inputs: The inputs.
  ///   - paths: How they were named.
  /// - Returns: The names.
  static func names(of inputs: (Input, Input), _ paths: (String, String)) -> (String, String) {
    if inputs.0.isAnonymized { return names(of: inputs.0.path, inputs.1.path) }
    guard paths.0 == paths.1, case .trace(let format) = inputs.0.opened.format,
      let word = format.parts?.words.part
    else { return names(of: paths.0, paths.1) }
    let name = name(of: paths.0)
    func named(_ input: Input) -> String {
      if case .trace(_, let part) = input.log.header.origin {
        "\(name), \(word) \(part)"
      } else {
        name
      }
    }
    return (named(inputs.0), named(inputs.1))
  }

  /// Ends with a status of its own if the run came to no good end; called when all has been told.
  func checkEnd() throws(Failure) {
    if !opened.endsAsExpected { throw Failure(.no) }
  }

  /// What the scenario expects of the run, each with what was found.
  var expectations: [CheckedExpectation] { opened.expectations }

  /// Ends with a status of its own if an expectation is not kept; called when all has been told.
  func checkExpectations() throws(Failure) {
    if expectations.contains(where: { !$0.isKept }) { throw Failure(.no) }
  }

  /// The log of the same scenario run in another way, for whoever writes it down; it is not kept.
  func freshLog(as mode: RunMode) -> Log? { opened.freshLog(as: mode) }

  /// What is known of the run.
  var analysis: Analysis { opened.analysis }

  /// The run against its serial twin, or against its work if it has none.
  var comparison: Comparison { comparison(withAllParallel: true) }

  /// The run against its serial twin; all in parallel it is only run for who tells of it.
  func comparison(withAllParallel isAllParallel: Bool) -> Comparison {
    if isAllParallel { opened.findOutcomes(as: [.serial, .parallel]) }
    if isAllParallel, let serial = opened.outcome(as: .serial) {
      return Comparison(
        run: analysis, baseline: .twin(serial), allParallel: opened.outcome(as: .parallel))
    }
    if !isAllParallel, let serial = opened.twin(.serial) {
      return Comparison(run: analysis, twin: serial.analysis)
    }
    let header = log.header
    if header.origin.isTrace || header.clock == .wall || header.origin.isCode && header.plan == nil
    {
      return Comparison(run: analysis, baseline: .work)
    }
    let reason =
      log.header.plan != nil
      ? "it is a prediction, and its changes are not in its scenario"
      : log.header.semantics == LogHeader.currentSemantics
        ? "its scenario cannot be read again"
        : "it was simulated under semantics \(log.header.semantics), and this version has "
          + "\(LogHeader.currentSemantics)"
    return Comparison(run: analysis, baseline: .unknown(reason: reason))
  }

  // MARK: For verbs that read in their own way

  /// Runs a model, telling who waits how far it is.
  static func simulate(_ model: Model, _ setup: LogHeader.Setup) -> Log {
    progress(of: model.name).simulate(model, setup)
  }

  /// Reads a scenario without running it.
  static func readScenario(
    _ bytes: [UInt8], _ path: String, for purpose: Scenario.Purpose = .simulating
  ) throws -> (String, Model) {
    do throws(ScenarioError) {
      let text = try Scenario.text(of: bytes)
      let progress = ProgressLine.begin("reading \(path)", of: bytes.count)
      var model = try Scenario.read(
        text, name: name(of: path), for: purpose, progress: progress)
      model.limits.memory = Memory.largestRun
      return (text, model)
    } catch {
      throw Failure(.badInput, error.description(of: path))
    }
  }

  // MARK: What a person is told

  private static func progress(of path: String) -> OpeningProgress {
    OpeningProgress { step in
      switch step {
      case .reading(let bytes): return ProgressLine.begin("reading \(path)", of: bytes)
      case .importing(let bytes):
        return ProgressLine.begin(
          "reading \(path)", of: bytes, then: "joining \(path) with what needs what")
      case .readingScenario(let bytes):
        return ProgressLine.begin("reading the scenario in \(path)", of: bytes)
      case .simulating(let name, let mode):
        let how =
          switch mode {
          case .declared: ""
          case .serial: ", one after the other"
          case .parallel: ", all in parallel"
          }
        return ProgressLine.begin("simulating \(name)\(how)", unit: "events")
      case .analysing(let name): return ProgressLine.begin("analysing \(name)")
      }
    }
  }

  /// Refuses an input of which something was left out, mended or guessed.
  private static func refuse(_ notes: [ImportNote], of path: String) throws(Failure) {
    let losses = notes.filter { $0.kind == .skipped || $0.kind == .inferred }
    guard let first = losses.first?.sentence else { return }
    let more = losses.count > 1 ? " (and \(losses.count - 1) more)" : ""
    throw Failure(.badInput, "\(path): \(first)\(more) With --strict that is an error.")
  }
}

extension ImportNote {
  /// The note without its sentence, which may quote names.
  fileprivate var withoutNames: ImportNote {
    ImportNote(kind: kind, count: count, sentence: "Left out, since it may quote names.")
  }
}
