import Foundation
import TestSupport

/// The command as a person runs it: words in; what it printed and how it ended out.
struct Command {
  struct Result {
    var output: String
    var errors: String
    var status: Int32
  }

  private static let executable = Project.product("meanwhile")

  /// Where the command is.
  static var path: String { executable.path }

  /// Runs the command in the project's folder.
  @discardableResult
  static func run(
    _ words: String..., input: String? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    try run(list: words, input: input, environment: environment)
  }

  /// Runs the command with its standard error on a terminal of its own, whose every byte is in
  /// `errors`, and if so wanted its standard output too; it shows what it does after that many seconds.
  static func runOnTerminal(
    _ words: [String], input: String = "", delay: String = "0", terminal: String = "xterm",
    withOutput: Bool = false
  ) throws -> Result {
    let (main, other) = try openPseudoTerminal()
    defer { close(main) }
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    process.currentDirectoryURL = Project.root
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = terminal
    environment["MEANWHILE_PROGRESS_AFTER"] = delay
    process.environment = environment
    let folder = try TemporaryFolder()
    for file in ["output", "input"] { _ = try folder.write(file == "input" ? input : "", to: file) }
    process.standardInput = FileHandle(forReadingAtPath: folder.path("input"))
    let screen = FileHandle(fileDescriptor: other, closeOnDealloc: false)
    process.standardOutput =
      withOutput ? screen : FileHandle(forWritingAtPath: folder.path("output"))
    process.standardError = screen
    try process.run()
    close(other)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = read(main, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
    process.waitUntilExit()
    return Result(
      output: try String(contentsOfFile: folder.path("output"), encoding: .utf8),
      errors: String(decoding: bytes, as: UTF8.self), status: process.terminationStatus)
  }

  /// Runs the command, or another program that was built beside it, in a folder or in the project's.
  static func run(
    list words: [String], of program: String = "meanwhile", in workplace: String? = nil,
    input: String? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = executable.deletingLastPathComponent()
      .appendingPathComponent(program)
    process.arguments = words
    process.currentDirectoryURL = workplace.map { URL(fileURLWithPath: $0) } ?? Project.root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = try TemporaryFolder()
    let (output, errors) = (folder.path("output"), folder.path("errors"))
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    if let input {
      try Data(input.utf8).write(to: URL(fileURLWithPath: folder.path("input")))
      process.standardInput = FileHandle(forReadingAtPath: folder.path("input"))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return Result(
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8),
      status: process.terminationStatus)
  }
}

extension Command {
  /// What a line of the shell prints, run in the project's folder.
  @discardableResult
  static func shell(_ line: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = Project.root
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }
}

/// A folder that is gone when nothing refers to it any more.
final class TemporaryFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  func write(_ data: Data, to name: String) throws -> String {
    try data.write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }
}
