import Foundation

/// Another tool that does the same, as a program that prints numbers.
struct PeerProgram {
  var name: String
  /// The program's path and its arguments.
  var words: [String]
  /// A peer that takes longer is given up.
  private static let longest = 120.0

  /// The numbers that the program prints, or nil with a note where it does not print so many.
  func numbers(_ count: Int) throws -> [Double]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let deadline = Date(timeIntervalSinceNow: Self.longest)
    while process.isRunning, Date() < deadline { usleep(20_000) }
    if process.isRunning {
      process.terminate()
      process.waitUntilExit()
      print("  \(name): given up after \(Int(Self.longest)) s")
      return nil
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard process.terminationStatus == 0, numbers.count == count else {
      print("  \(name): failed with status \(process.terminationStatus)")
      return nil
    }
    return numbers
  }
}
