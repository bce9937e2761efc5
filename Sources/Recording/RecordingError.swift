package import FileSystem

/// Why nothing can be recorded.
package enum RecordingError: Error {
  /// No folder of PATH has such a program, or there is none of that path.
  case noProgram(String)
  /// It is there and cannot be run.
  case notExecutable(String)
  /// What `--wrap` names is not in PATH.
  case nothingToWrap(String)
  /// What `--wrap` names is a path, or nothing.
  case noProgramName(String)
  /// The program that stands in the place of others is missing.
  case noWrapper(String)
  /// The system could not begin the command; why.
  case notStarted(String, reason: String)
  /// More commands would run at once than files may be open for.
  case tooManyAtOnce(limit: Int)
  /// A file or folder could not be made or written.
  case file(FileError)

  /// The whole sentence.
  package var description: String {
    switch self {
    case .noProgram(let name):
      name.contains("/")
        ? "\(name): there is no such program." : "\(name): no folder of PATH has such a program."
    case .notExecutable(let name): "\(name): this is there and cannot be run as a program."
    case .nothingToWrap(let name):
      "--wrap \(name): no folder of PATH has such a program. Leave it out, or name it as the commands do."
    case .noProgramName(let name):
      "--wrap '\(name)': name programs as they are called, without a folder, such as --wrap cc,ld."
    case .noWrapper(let path):
      "\(path): the program that --wrap puts in the place of others is missing. It is built with `meanwhile` and has to "
        + "lie beside it."
    case .notStarted(let name, let reason): "\(name): cannot be started: \(reason)."
    case .tooManyAtOnce(let limit):
      "too many commands run at once for the \(limit) files that may be open: limit them by `workers` or a `machine`, or "
        + "raise `ulimit -n`"
    case .file(let error): error.description
    }
  }
}
