import Platform

/// Runs commands for tests.
public enum Shell {
  /// Runs a command and waits for its end.
  ///
  /// - Parameter command: The command; `/proc/self/exe` in it stands for the program that runs the tests.
  /// - Returns: Its status, and what it wrote, errors too, without the signs that colour it.
  /// - Throws: `Failure` if no shell could be started.
  public static func run(_ command: String) throws -> (status: Int32, output: String) {
    let own = realpath("/proc/self/exe", nil)
    defer { free(own) }
    let program = own.map { String(cString: $0) } ?? "/proc/self/exe"
    let line = command.split(separator: " ").map {
      $0 == "/proc/self/exe" ? "'\(program)'" : String($0)
    }
    guard let pipe = popen("NO_COLOR=1 " + line.joined(separator: " ") + " 2>&1", "r") else {
      throw Failure()
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    let status = pclose(pipe)
    return (status >> 8 & 0xff, String(decoding: bytes, as: UTF8.self))
  }

  /// No shell could be started.
  public struct Failure: Error {}
}
