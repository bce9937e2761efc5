internal import FileSystem
internal import Platform

/// A pipe by which what happens elsewhere wakes who waits: neither end ever blocks.
struct WakePipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(RecordingError) {
    (readEnd, writeEnd) = try Self.make()
    for end in [readEnd, writeEnd] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  /// A pipe that programs which are started do not inherit.
  static func make() throws(RecordingError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw .file(FileError(path: "pipe", action: "make", code: errno))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// What can be read without waiting.
  func take() -> [UInt8] { Self.bytes(of: readEnd) }

  /// What can be read of a file without waiting, where reading never blocks.
  static func bytes(of file: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count > 0 {
        all += chunk[..<count]
        if count < chunk.count { return all }
      } else if count == 0 || errno != EINTR {
        return all
      }
    }
  }

  /// Closes the end that is read; a signal may still come, or a task tell of an end, so that the other stays open.
  func closeReadEnd() { close(readEnd) }
}
