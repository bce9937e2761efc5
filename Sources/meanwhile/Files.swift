import EventLog
import Glibc
import Formatting

/// Where inputs come from, and where results and notes go.
enum Files {
  /// Writes a result to a file, or to standard output.
  static func write(_ bytes: [UInt8], to path: String?) throws(Failure) {
    defer { ProgressLine.end() }
    do {
      if let path, path != "-" {
        ProgressLine.begin("writing \(path)")
        try LogFile.write(bytes, to: path)
      } else {
        ProgressLine.end()
        try LogFile.write(bytes, to: STDOUT_FILENO, path: "standard output")
      }
    } catch {
      // Who closed a pipe wants no more, and no complaint either.
      throw error.code == EPIPE
        ? Failure(.inputOutput) : Failure(.inputOutput, error.description)
    }
  }

  /// Writes a log to a file.
  static func write(_ log: Log, to path: String) throws(Failure) {
    do { try LogFile.write(log, to: path) } catch {
      throw Failure(.inputOutput, error.description)
    }
  }

  /// The bytes of an input.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    // Nobody is disturbed who types.
    if path != "-" || isatty(STDIN_FILENO) == 0 {
      ProgressLine.begin("reading \(path == "-" ? "standard input" : path)")
    }
    do { return try LogFile.read(path) } catch { throw Failure(error) }
  }

  static func write(_ text: String, to path: String? = nil) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  /// Tells a person something beside the result; one line, on standard error.
  static func note(_ text: String) {
    let line = text.split(separator: "\n").map { $0.visibleText }.joined(separator: "\n")
    ProgressLine.hidden {
      try? LogFile.write(Array("\(line)\n".utf8), to: STDERR_FILENO, path: "standard error")
    }
  }

  /// The columns of the terminal, or 80 where the output goes elsewhere.
  static var columns: Int { columns(of: STDOUT_FILENO) }

  /// The columns of the terminal that a file is, or 80 if it is none.
  static func columns(of file: Int32) -> Int {
    var size = winsize()
    guard isatty(file) == 1, ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return 80 }
    return Int(size.ws_col)
  }
}
