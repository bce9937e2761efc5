import ArgumentParser
import Compression
import EventLog
import FileSystem
import Formatting
import Platform
import Synchronization

/// Where inputs come from, and where results and notes go.
enum Files {
  /// The files that were read, which no result may take the place of.
  private static let inputs = Mutex<Set<FileIdentity>>([])

  /// Begins a file that is to take its name when it is whole.
  static func begin(_ path: String) throws(FileError) -> PendingFile {
    for file in LeftBehind.beside(path) {
      Notes.tell("\(file): left behind by a run that was killed; it can be removed.")
    }
    return try PendingFile(path, sparing: inputs.withLock { $0 })
  }

  /// Writes a result to a file, or to standard output.
  static func write(_ bytes: [UInt8], to path: String?) throws(Failure) {
    defer { ProgressLine.end() }
    do {
      if let path, path != "-" {
        ProgressLine.begin("writing \(path)")
        let file = try begin(path)
        try file.write(bytes)
        try file.finish()
      } else {
        ProgressLine.end()
        try FileSystem.write(bytes, to: STDOUT_FILENO, path: "standard output")
      }
    } catch {
      throw Failure(error)
    }
  }

  /// Writes a log to a file, compressed if its name says so.
  static func write(_ log: Log, to path: String) throws(Failure) {
    defer { ProgressLine.end() }
    ProgressLine.begin("writing \(path)")
    do throws(FileError) {
      let file = try begin(path)
      try log.encode { piece throws(FileError) in try file.write(piece) }
      try file.finish()
    } catch {
      throw Failure(error)
    }
  }

  static func write(_ text: String, to path: String? = nil) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  /// Opens an input; no result may take its place from then on.
  static func open(_ path: String, forRepair: Bool = false) throws(Failure) -> OpenedFile {
    do {
      let file = try OpenedFile(path, forRepair: forRepair)
      if let identity = file.identity { inputs.withLock { _ = $0.insert(identity) } }
      return file
    } catch {
      throw Failure(error)
    }
  }

  /// What an input holds that is open, compressed or not.
  static func contents(of file: borrowing OpenedFile) throws(Failure) -> FileContents {
    // Nobody is disturbed who types.
    if file.path != "-" || isatty(STDIN_FILENO) == 0 {
      ProgressLine.begin("reading \(file.path == "-" ? "standard input" : file.path)")
    }
    do { return try file.contents(atMost: Memory.largestInput) } catch { throw Failure(error) }
  }

  /// What an input holds.
  static func contents(of path: String) throws(Failure) -> FileContents {
    try contents(of: try open(path))
  }

  /// The bytes of an input, all of which have to be there.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let contents = try contents(of: path)
    if let flaw = contents.flaw { throw Failure(.badInput, "\(path): \(flaw.description).") }
    return contents.bytes
  }

  /// Refuses a command line that names standard input more than once.
  ///
  /// - Throws: `ValidationError`.
  static func expectOneStandardInput(in paths: [String?]) throws {
    if let refusal = refusalOfStandardInput(in: paths) { throw ValidationError(refusal) }
  }

  /// Why standard input cannot be all that it is named for; nil if it can.
  static func refusalOfStandardInput(in paths: [String?]) -> String? {
    guard paths.count(where: { $0 == "-" }) > 1 else { return nil }
    let those = paths.compactMap(\.self).count == 2 ? "the two" : "them"
    return "Only one of \(those) can come from standard input."
  }

  /// Tells a person something that is no result, on standard error; the lines are visible already.
  static func tell(lines: [String]) {
    let text = lines.map { $0 + "\n" }.joined()
    ProgressLine.hidden {
      try? FileSystem.write(Array(text.utf8), to: STDERR_FILENO, path: "standard error")
    }
  }

  /// The columns of the terminal, or 80 where the output goes elsewhere.
  static var columns: Int { columns(of: STDOUT_FILENO) }

  /// The columns of the terminal that a file is, or 80 if it is none.
  static func columns(of file: Int32) -> Int {
    size(of: file).map { Int($0.ws_col) } ?? 80
  }

  /// The rows of the terminal, or 24 where the output goes elsewhere.
  static var rows: Int {
    size(of: STDOUT_FILENO).flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } ?? 24
  }

  private static func size(of file: Int32) -> winsize? {
    var size = winsize()
    guard isatty(file) == 1, ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return size
  }
}
