internal import EventLog

/// A format of traces that can be read: how it is called, how it is known, and how it is read.
///
/// A new one is a value in `all`; nothing else has to know of it.
///
///     if case .trace(let format)? = InputFormat(of: bytes) {
///       let run = try format.read(TraceInput(bytes: bytes, name: "build"))
///     }
public struct TraceFormat: Sendable {
  /// What one is called: `a ninja log`.
  public let name: String
  /// What several are called: `ninja logs`.
  public let plural: String
  /// How such files end, in the order in which endings are tried; empty where their names have no ending.
  public let fileExtensions: [String]
  /// The file that is meant by a folder; nil if none is.
  public let fileInFolder: String?
  /// What may be asked of an input of the format, as options of the command.
  public let options: [TraceOption]
  /// Whether several files can be of one run, such as one of each process; nil, or else why they are not.
  public let reasonAgainstFiles: String?
  /// What an input may hold several of, and what the calls of one are called; nil where it always holds one run.
  public let parts: TraceParts?
  /// Whether it is a text, in which marks of byte order and the ends of lines are nothing.
  let isText: Bool
  /// Whether an input that looks so is one.
  let recognises: @Sendable (TraceHead) -> Bool
  /// The files beside a trace that may go with it, by the trace's own name, the likeliest first.
  public let companions: @Sendable (_ fileName: String) -> [String]
  private let reader: @Sendable (TraceInput) throws(ImportError) -> Import
  private let lister: @Sendable (TraceInput) throws(ImportError) -> [TracePart]

  init(
    name: String, plural: String, fileExtensions: [String], fileInFolder: String? = nil,
    parts: TraceParts? = nil, options: [TraceOption] = [],
    reasonAgainstFiles: String? = "each is of a run of its own", isText: Bool = true,
    recognises: @escaping @Sendable (TraceHead) -> Bool,
    companions: @escaping @Sendable (_ fileName: String) -> [String] = { _ in [] },
    read: @escaping @Sendable (TraceInput) throws(ImportError) -> Import,
    list: @escaping @Sendable (TraceInput) throws(ImportError) -> [TracePart] = {
      _ throws(ImportError) in []
    }
  ) {
    self.name = name
    self.plural = plural
    self.fileExtensions = fileExtensions
    self.fileInFolder = fileInFolder
    self.parts = parts
    self.reasonAgainstFiles = reasonAgainstFiles
    self.options = options + (parts?.options ?? []) + [.from, .until, .within]
    self.isText = isText
    self.recognises = recognises
    self.companions = companions
    reader = read
    lister = list
  }

  /// All formats that are read.
  public static let all: [TraceFormat] = [
    .ninjaLog, .cmakeInstrumentation,
    .chromeTrace, .otlp, .consoleSpans, .jaeger, .zipkin, .daskTaskStream, .daskPage,
    .swiftTesting, .reportLog, .junit, .ctrf, .playwright, .jest, .testDurations,
    .gitHubActions,
    .dbt, .turborepo, .terraform, .buildKit, .argo, .tekton, .wfFormat, .nextflow,
    .goActionGraph, .cargoTimings, .llbuildDatabase, .swiftStatistics,
    .remake, .snakemakeRecords, .snakemakeDatabase, .gnuParallel, .slurmAccounting,
    .slurmCompletions,
  ]

  /// Reads a trace as a run; where the trace ends before the run does, the log is not closed.
  ///
  /// - Returns: The run, and notes on what was left out, repaired or guessed.
  /// - Throws: `ImportError` if nothing can be read, or if its files are not of one run.
  public func read(_ input: TraceInput) throws(ImportError) -> Import {
    try refuseFiles(of: input)
    var run = try reader(input)
    // Of a part that was asked for it is known whether what is in it ended.
    if input.window == nil, run.notes.contains(where: \.isOfCutTrace) {
      run.log = run.log.withoutEnd()
    }
    return run
  }

  /// Whether one run leaves many such files, a piece of it in each, in a folder of their own.
  public var isOfPieces: Bool {
    guard reasonAgainstFiles == nil else { return false }
    if case .builds? = parts { return true }
    return fileExtensions.isEmpty
  }

  private func refuseFiles(of input: TraceInput) throws(ImportError) {
    guard !input.others.isEmpty, let reason = reasonAgainstFiles else { return }
    throw ImportError(
      line: 1,
      problem:
        "These \(input.others.count + 1) files are \(plural), and \(reason). Read one of them, or `compare` two."
    )
  }

  /// The builds or runs that a trace holds, in order; none where a trace of the format is always of one.
  ///
  /// - Throws: `ImportError` if nothing can be read.
  public func parts(of input: TraceInput) throws(ImportError) -> [TracePart] {
    try refuseFiles(of: input)
    return try lister(input)
  }
}

extension TraceFormat: Equatable {
  /// Whether two are the same format, which is told by their names.
  public static func == (left: TraceFormat, right: TraceFormat) -> Bool { left.name == right.name }
}

/// What one file may hold several of, each of which is a run.
public enum TraceParts: Sendable {
  /// Builds, of commands.
  case builds
  /// Traces of requests, of spans.
  case traces
  /// Runs of workflows and pipelines, or attempts at one.
  case runs

  /// What one is called, and what its calls are.
  public var words: (part: String, calls: String) {
    switch self {
    case .builds: ("build", "commands")
    case .traces: ("trace", "spans")
    case .runs: ("run", "calls")
    }
  }

  /// The options that choose one and list all.
  var options: [TraceOption] {
    switch self {
    case .builds: [.build, .builds]
    case .traces: [.trace, .traces]
    case .runs: [.run, .runs]
    }
  }
}

/// Something that may be asked of a trace, with the name that the command has for it.
public enum TraceOption: String, Sendable {
  /// Which of several builds is read.
  case build = "--build"
  /// That the builds are listed.
  case builds = "--builds"
  /// Which of several traces of requests is read.
  case trace = "--trace"
  /// That the traces are listed.
  case traces = "--traces"
  /// Which of several runs of workflows is read.
  case run = "--run"
  /// That the runs are listed.
  case runs = "--runs"
  /// Where the part that is read begins.
  case from = "--from"
  /// Where it ends.
  case until = "--until"
  /// The call while which it is.
  case within = "--within"
  /// The file that goes with the trace.
  case companion = "--companion"
  /// That no file goes with it.
  case noCompanion = "--no-companion"
}
