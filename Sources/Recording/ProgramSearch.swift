internal import Platform

/// Finds programs as a shell does.
package enum ProgramSearch {
  /// The file of a program: the path itself, or the first in PATH.
  ///
  /// - Throws: `RecordingError` if there is none, or none that can be run.
  package static func path(of name: String) throws(RecordingError) -> String {
    if name.contains("/") {
      guard access(name, F_OK) == 0 else { throw .noProgram(name) }
      guard isProgram(name) else { throw .notExecutable(name) }
      return name
    }
    var found: String?
    for path in candidates(name) where access(path, F_OK) == 0 {
      if isProgram(path) { return path }
      if !isFolder(path) { found = found ?? path }
    }
    guard let found else { throw .noProgram(name) }
    throw .notExecutable(found)
  }

  /// Where a program may lie, in the order of PATH; an empty entry is the folder that one is in.
  private static func candidates(_ name: String) -> [String] {
    guard !name.isEmpty else { return [] }
    return searchPath.split(separator: ":", omittingEmptySubsequences: false).map {
      "\($0.isEmpty ? "." : $0)/\(name)"
    }
  }

  /// PATH, or what the system takes for it.
  static var searchPath: String {
    getenv("PATH").map { String(cString: $0) } ?? "/bin:/usr/bin"
  }

  private static func isProgram(_ path: String) -> Bool {
    !isFolder(path) && access(path, X_OK) == 0
  }

  private static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }
}
