internal import Platform

/// Why a file could not be read or written.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What stood in the way.
  public enum Reason: Equatable, Sendable {
    /// The operating system's number for it (`errno`).
    case system(Int32)
    /// It holds more bytes than memory is allowed for.
    case tooLarge(bound: Int)
    /// It would be written over one of the files that are read.
    case isInput
    /// Nobody may write it.
    case isWriteProtected
    /// It is there already and holds something else.
    case holdsOther
    /// It is no longer as it was when it was read.
    case hasChanged
  }

  /// The file.
  public var path: String
  /// What was tried, such as `read`.
  public var action: String
  /// What stood in the way.
  public var reason: Reason

  /// Makes an error.
  public init(path: String, action: String, reason: Reason) {
    self.path = path
    self.action = action
    self.reason = reason
  }

  /// Makes an error with the operating system's number for the reason.
  public init(path: String, action: String, code: Int32) {
    self.init(path: path, action: action, reason: .system(code))
  }

  /// Whether the file does not exist.
  public var isMissing: Bool { reason == .system(ENOENT) }

  /// Whether who was to read the bytes has gone.
  public var isClosedPipe: Bool { reason == .system(EPIPE) }

  /// The whole sentence.
  public var description: String {
    "\(path == "-" ? "standard input" : path): cannot \(action): \(explanation)."
  }

  private var explanation: String {
    switch reason {
    case .system(EISDIR): "it is a folder; name a file"
    case .system(let code): String(cString: strerror(code)).lowercased()
    case .tooLarge(let bound):
      "it holds more than \(byteText(bound)), which is what memory is allowed for"
    case .isInput: "it is one of the files that are read, and would be lost"
    case .isWriteProtected: "it is write-protected"
    case .holdsOther: "it is there already and holds something else"
    case .hasChanged: "it has changed since it was read"
    }
  }
}

/// A number of bytes as people say it, rounded down: `512 bytes`, `64 MB`, `3 GB`.
public func byteText(_ count: Int) -> String {
  var (rest, unit) = (count, 0)
  while rest >= 10_000, unit < 4 { (rest, unit) = (rest / 1_000, unit + 1) }
  if rest >= 1_000, rest % 1_000 == 0, unit < 4 { (rest, unit) = (rest / 1_000, unit + 1) }
  return "\(rest) \(["bytes", "kB", "MB", "GB", "TB"][unit])"
}
