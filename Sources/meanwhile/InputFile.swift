import Compression
import EventLog
import FileSystem
import Formatting
import Platform
import Runs
import Scenarios
import TraceFormats

/// The bytes of an input, and what they are.
struct InputFile {
  var path: String
  let bytes: [UInt8]
  let format: InputFormat
  /// What is wrong with it, where it is compressed; it can be read as far as it goes.
  let flaw: GzipFlaw?
  /// Other files that the same run left, and what they are called without their folders and endings.
  var others: [(path: String, bytes: [UInt8])] = []
  var otherNames: [String] = []
  /// What the first file is called where there are others.
  var fileName: String?
  /// What there is to say of how they were found.
  var notes: [ImportNote] = []

  /// Reads a file, or what a folder stands for, and the files that go with it.
  ///
  /// - Throws: `Failure`, also if it is nothing that is read.
  init(_ path: String, also others: [String] = []) throws {
    self = try Self.file(in: path).map { try InputFile(file: $0) } ?? Self.read(folder: path)
    try add(others)
  }

  /// Reads a file.
  ///
  /// - Throws: `Failure`, also if it is nothing that is read.
  init(file path: String) throws {
    self.path = path
    let contents = try Files.contents(of: path)
    (bytes, flaw) = (contents.bytes, contents.flaw)
    if flaw == nil { try Self.refuseEmpty(bytes, path) }
    let format = InputFormat(of: bytes) ?? Self.intended(path, bytes)
    if let flaw, Self.isUnreadable(format, flaw) {
      throw Failure(.badInput, "\(path): \(flaw.description).")
    }
    if contents.isCompressed, Gzip.isIn(bytes) {
      throw Failure(.badInput, "\(path): this is compressed twice. Expected \(InputFormat.known).")
    }
    switch format {
    case nil, .foreign?: throw Failure(.badInput, InputFormat.refusal(of: path, format))
    case let format?: self.format = format
    }
  }

  /// Refuses a file without a byte, unless its name says that it is a scenario.
  private static func refuseEmpty(_ bytes: [UInt8], _ path: String) throws(Failure) {
    guard bytes.isEmpty, !isNamedAsScenario(path) else { return }
    throw Failure(.badInput, "\(path): this is empty. Expected \(InputFormat.known).")
  }

  private static func isNamedAsScenario(_ path: String) -> Bool {
    let name = Gzip.withoutEnding(path)
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Whether nothing can be made of the part of a compressed file that could be read.
  private static func isUnreadable(_ format: InputFormat?, _ flaw: GzipFlaw) -> Bool {
    switch format {
    case .eventLog?: false
    case .trace?: !flaw.isTruncation
    // Half a scenario is another one.
    case .scenario?, .foreign?, nil: true
    }
  }

  /// The files that the same run left, as an importer takes them.
  var otherFiles: [TraceInput.File] {
    zip(otherNames, others).map { TraceInput.File(name: $0, bytes: $1.bytes) }
  }

  /// The file that is meant by a path: of a folder it is the one that a format has there, if there is one.
  private static func file(in path: String) -> String? {
    guard isFolder(path) else { return path }
    let names = TraceFormat.all.compactMap(\.fileInFolder)
    let files = names.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    return (files + files.map { $0 + Gzip.ending }).first { access($0, F_OK) == 0 }
  }

  /// Whether a path is that of a folder.
  static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return path != "-" && stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// What a file is meant to be that is not known by its content: a scenario whose name says so, or
  /// whose first key is nearly one, so that its mistake can be told.
  private static func intended(_ path: String, _ bytes: [UInt8]) -> InputFormat? {
    if isNamedAsScenario(path) { return .scenario }
    let text = bytes.withoutByteOrderMark
    let line = text.prefix(1 << 10).split(separator: UInt8(ascii: "\n")).first {
      !" #-\r".utf8.contains($0[$0.startIndex])
    }
    guard let line, let first = line.first, !"{[<".utf8.contains(first),
      let colon = line.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let key = String(decoding: line[..<colon], as: UTF8.self)
    return nearestWord(to: key, in: Scenario.keys) == nil ? nil : .scenario
  }

  /// Reads an event log as far as it goes, for a verb that takes nothing else.
  ///
  /// - Throws: `Failure`.
  static func readLog(_ path: String) throws(Failure) -> (LogReading, flaw: GzipFlaw?) {
    let contents = try Files.contents(of: path)
    let (bytes, flaw) = (contents.bytes, contents.flaw)
    if flaw == nil || !bytes.isEmpty { try expectLog(bytes, path) }
    let progress = ProgressLine.begin("reading \(path)", of: bytes.count)
    let reading: LogReading
    do { reading = try Log.read(bytes, progress: progress) } catch {
      if let flaw, !flaw.isTruncation {
        throw Failure(.badInput, flaw.description(of: path, events: error.line - 1))
      }
      guard bytes.contains(UInt8(ascii: "\n")) else {
        let found = bytes.isEmpty ? "this is empty" : "the log ends early, within its first line"
        throw Failure(
          .no,
          "\(path): \(found), so that it cannot be told which run it was of. Restore it from a copy, or "
            + "record it again with `meanwhile run`.")
      }
      throw Failure(.badInput, error.description(of: path))
    }
    guard let flaw, !flaw.isTruncation else { return (reading, flaw) }
    throw Failure(.badInput, flaw.description(of: path, events: reading.log.events.count))
  }

  /// Refuses what is no event log, and was not one before it was damaged, with what it is.
  static func expectLog(_ bytes: [UInt8], _ path: String) throws(Failure) {
    if let format = InputFormat(of: bytes) ?? intended(path, bytes) {
      if case .eventLog = format { return }
      throw refusal(of: path, no: "event log", but: format)
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let wasLog =
      bytes.isEmpty || path.hasSuffix(".jsonl") && "{\"seq\":".utf8.starts(with: line)
      || bytes.prefix(1 << 12).contains(Array("\"log.opened\"".utf8))
    guard !wasLog else { return }
    throw Failure(
      .badInput,
      "\(path): this is no event log: it does not begin with {\"seq\":0. `meanwhile run` makes logs "
        + "of a scenario.")
  }

  /// The bytes of a scenario, for a verb that takes nothing else there.
  static func scenarioBytes(of path: String) throws(Failure) -> [UInt8] {
    let bytes = try Files.read(path)
    guard let format = InputFormat(of: bytes) else { return bytes }
    if case .scenario = format { return bytes }
    throw refusal(of: path, no: "scenario", but: format)
  }

  /// Refuses a trace, which cannot be run again, for a verb that takes scenarios.
  func expectScenario() throws(Failure) {
    if case .trace = format { throw Self.refusal(of: path, no: "scenario", but: format) }
  }

  /// That a file is not what a verb takes, with what it is and what to do with it.
  private static func refusal(
    of path: String, no wanted: String, but format: InputFormat
  ) -> Failure {
    let advice =
      switch format {
      case .eventLog: ". `meanwhile diff` compares two of them."
      case .scenario: ". `meanwhile run \(path)` runs it and keeps its logs."
      case .trace: ". `meanwhile summary \(path)` reads it."
      case .foreign(let foreign): ", \(foreign.refusal)."
      }
    return Failure(.badInput, "\(path): this is no \(wanted) but \(format.name)\(advice)")
  }

  /// `ninja logs`, `Jaeger traces and Zipkin traces`, `a, b and c`.
  private static func list(_ names: [String]) -> String {
    names.dropLast().joined(separator: ", ") + (names.count > 1 ? " and " : "") + (names.last ?? "")
  }

  /// Refuses an option that says nothing about any of some files.
  static func refuse(_ option: String, unlessIn files: [InputFile]) throws(Failure) {
    guard let file = files.first, !files.contains(where: { $0.format.takes(option) }) else {
      return
    }
    let formats = TraceFormat.all.filter { InputFormat.trace($0).takes(option) }.map(\.plural)
    let those = formats.isEmpty ? "scenarios" : Self.list(formats)
    throw Failure(
      .usage, "\(option) is for \(those), and \(file.path) is \(file.format.name). Leave it out.")
  }
}

extension InputFormat {
  /// Whether an option says anything about an input of the format.
  fileprivate func takes(_ option: String) -> Bool {
    switch self {
    case .scenario: option == "--seed"
    case .trace(let format): format.options.contains { $0.rawValue == option }
    case .eventLog, .foreign: false
    }
  }
}
