internal import FileSystem
internal import Platform

/// A folder of wrappers that stand in the place of programs, with the pipe through which they tell what runs.
///
/// It is put first in PATH, and gone when nothing refers to it any more.
final class WrapperFolder {
  /// Where it is.
  let path: String
  /// The pipe, to be read without waiting.
  let pipe: Int32
  private let names: [String]

  static let pipeName = ".meanwhile-calls"
  /// What wrappers tell each other: within which command one runs, and which programs were run on the way to there.
  static let variables = ["MEANWHILE_CALL", "MEANWHILE_WAY"]

  /// Makes the folder with a wrapper for each program.
  ///
  /// - Parameters:
  ///   - names: The programs, as commands call them.
  ///   - wrapper: The program that stands in their place.
  /// - Throws: `RecordingError`.
  init(for names: [String], wrapper: String) throws(RecordingError) {
    for name in names {
      guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
        throw .noProgramName(name)
      }
      do { _ = try ProgramSearch.path(of: name) } catch { throw .nothingToWrap(name) }
    }
    guard access(wrapper, X_OK) == 0 else { throw .noWrapper(wrapper) }
    path = try Self.makeFolder()
    self.names = names
    guard mkfifo("\(path)/\(Self.pipeName)", 0o600) == 0 else {
      throw .file(FileError(path: path, action: "make a pipe in it", code: errno))
    }
    // Open for writing as well, so that it never ends while no command runs.
    pipe = open("\(path)/\(Self.pipeName)", O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard pipe >= 0 else {
      throw .file(FileError(path: path, action: "open the pipe in it", code: errno))
    }
    for name in names where symlink(wrapper, "\(path)/\(name)") != 0 {
      throw .file(FileError(path: "\(path)/\(name)", action: "make the link", code: errno))
    }
  }

  deinit {
    close(pipe)
    for name in names + [Self.pipeName] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  private static func makeFolder() throws(RecordingError) -> String {
    let parent = TemporaryFolder.parent
    // A colon would part it in PATH.
    let place = parent.contains(":") || !parent.hasPrefix("/") ? "/tmp" : parent
    do {
      return try TemporaryFolder.make("meanwhile", in: place)
    } catch {
      throw .file(error)
    }
  }
}
