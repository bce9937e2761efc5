import EventLog
import Platform
import Scenarios
import TraceFormats

/// The bytes of an input, and what they are.
struct InputFile {
  let path: String
  let bytes: [UInt8]
  let format: InputFormat

  /// Reads a file.
  ///
  /// - Throws: `Failure`, also if it is nothing that is known.
  init(_ path: String) throws {
    let path = try Self.file(in: path)
    self.path = path
    bytes = try Files.read(path)
    guard let format = InputFormat(of: bytes) ?? Self.intended(path, bytes) else {
      throw Failure(
        .badInput,
        "\(path): this is nothing that can be read. Expected \(InputFormat.known).")
    }
    self.format = format
  }

  /// The file that is meant by a path: that of a folder of a build is its `.ninja_log`.
  private static func file(in path: String) throws -> String {
    var information = stat()
    guard path != "-", stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR
    else { return path }
    let log = path.hasSuffix("/") ? "\(path).ninja_log" : "\(path)/.ninja_log"
    guard access(log, F_OK) == 0 else {
      throw Failure(
        .badInput,
        "\(path): this is a folder without a .ninja_log. Name a file: \(InputFormat.known).")
    }
    return log
  }

  /// What a file is meant to be that is not known by its content: a scenario whose name says so, or
  /// whose first key is nearly one, so that its mistake can be told.
  private static func intended(_ path: String, _ bytes: [UInt8]) -> InputFormat? {
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return .scenario }
    let line = bytes.prefix(1 << 10).split(separator: UInt8(ascii: "\n")).first {
      !" #-".utf8.contains($0[$0.startIndex])
    }
    guard let line, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let key = String(decoding: line[..<colon], as: UTF8.self)
    return nearestWord(to: key, in: Scenario.keys) == nil ? nil : .scenario
  }

  /// Refuses an option that is for one format where no file has it.
  static func refuse(_ option: String, for format: InputFormat, unlessIn files: [InputFile]) throws
  {
    guard let file = files.first, !files.contains(where: { $0.format == format }) else { return }
    throw Failure(
      .usage,
      "\(option) is for \(format.plural), and \(file.path) is \(file.format.singular). Leave it out."
    )
  }
}

extension InputFormat {
  fileprivate var singular: String {
    switch self {
    case .eventLog: "an event log"
    case .ninjaLog: "a ninja log"
    case .scenario: "a scenario"
    }
  }

  fileprivate var plural: String {
    switch self {
    case .eventLog: "event logs"
    case .ninjaLog: "ninja logs"
    case .scenario: "scenarios"
    }
  }
}
