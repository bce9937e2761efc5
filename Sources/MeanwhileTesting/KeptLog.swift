package import EventLog
internal import FileSystem
internal import Platform
package import Testing

/// A log that is kept beside a test.
package struct KeptLog {
  /// The variable of the environment with which logs are recorded.
  static let variable = "MEANWHILE_RECORD"

  /// Whether logs are to be recorded.
  static var isRecording: Bool {
    guard let value = getenv(variable) else { return false }
    return !["", "0", "false", "no"].contains(String(cString: value).lowercased())
  }

  /// The path as the test says it.
  private let name: String
  /// Where it is.
  private let path: String

  /// The log at a path that starts at the folder of a file, unless it starts at the root.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - file: The file.
  package init(_ path: String, beside file: String) {
    name = path
    self.path = Self.place(of: path, beside: file)
  }

  /// Where a path is that starts at the folder of a file, unless it starts at the root.
  static func place(of path: String, beside file: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
  }

  /// Records an issue if a run is not the one whose log is kept, or writes it, which is an issue too.
  ///
  /// - Parameters:
  ///   - log: The log of the run.
  ///   - isRecording: Whether it is to be written.
  ///   - sourceLocation: Where issues are reported.
  /// - Throws: What reading or writing the kept log fails with.
  package func expect(
    _ log: Log, isRecording: Bool, sourceLocation: SourceLocation
  ) throws {
    if isRecording {
      try write(log)
      Issue.record(
        "\(name) was recorded. Look at it, and run the test again without \(Self.variable).",
        sourceLocation: sourceLocation)
      return
    }
    guard let bytes = try bytes() else {
      Issue.record(
        "there is no log at \(path). To record it, run the test with \(Self.variable)=1 in the environment.",
        sourceLocation: sourceLocation)
      return
    }
    guard bytes != log.encoded() else { return }
    let mismatch = LogMismatch(expected: try Log.read(bytes).log, actual: log, path: name)
    mismatch.attach(sourceLocation: sourceLocation)
    Issue.record(Comment(rawValue: mismatch.text), sourceLocation: sourceLocation)
  }

  /// What is there; nil if nothing is.
  private func bytes() throws -> [UInt8]? {
    guard access(path, F_OK) == 0 else { return nil }
    return try OpenedFile.bytes(of: path)
  }

  /// Writes it, in folders that are made where there are none.
  private func write(_ log: Log) throws {
    for place in path.indices where path[place] == "/" && place > path.startIndex {
      mkdir(String(path[..<place]), 0o777)
    }
    try PendingFile.write(log.encoded(), to: path)
  }
}
