import EventLog
import Foundation

/// The peers of task graphs: SimGrid simulates one, rustworkx finds its longest path.
struct GraphPeers {
  /// The program made of tools/bench-peers/simgrid.cpp.
  var simGrid: String?
  /// A Python that has rustworkx, and tools/bench-peers/rustworkx_path.py.
  var rustworkx: [String] = []
  /// A peer that takes longer is given up.
  private static let longest = 120.0

  /// Lets the peers do the same, and prints how they did.
  func measure(
    _ tasks: RandomTasks, simulation: Double, makespan: Nanoseconds, path: Double,
    span: Nanoseconds
  ) throws {
    guard simGrid != nil || !rustworkx.isEmpty else { return }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try tasks.text.write(to: file, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let count = tasks.seconds.count
    if let simGrid {
      for way in ["activities", "actors"] {
        let words = [simGrid, file.path, String(RandomTasks.workers), way]
        guard let numbers = try run(words, as: "SimGrid (\(way))", count: 2) else { continue }
        report("SimGrid (\(way))", numbers[1], simulation, "tasks/s", tasks: count)
        compare("makespan", seconds: numbers[0], with: makespan)
      }
    }
    if !rustworkx.isEmpty,
      let numbers = try run(rustworkx + [file.path], as: "rustworkx", count: 3)
    {
      report(
        "rustworkx (path alone)", numbers[1], path, "path + slack + drag", tasks: count)
      report(
        "rustworkx (graph and path)", numbers[1] + numbers[2], path, "path + slack + drag",
        tasks: count)
      compare("longest path", seconds: numbers[0], with: span)
    }
  }

  private func report(
    _ peer: String, _ seconds: Double, _ ours: Double, _ what: String, tasks: Int
  ) {
    let rate = String(format: "%.0f", Double(tasks) / seconds)
    let padded = peer.padding(toLength: 26, withPad: " ", startingAt: 0)
    print(
      "  \(padded) "
        + String(
          format: "%.3f s, \(rate) tasks/s; ours %.3f s: %.2f× (\(what))", seconds, ours,
          seconds / ours))
  }

  private func compare(_ what: String, seconds: Double, with ours: Nanoseconds) {
    let ratio = seconds * 1e9 / Double(ours)
    guard abs(ratio - 1) > 1e-9 else { return }
    print(String(format: "    its \(what) is %.4f of ours", ratio))
  }

  /// The numbers that a peer prints, or nil with a note where it does not.
  private func run(_ words: [String], as peer: String, count: Int) throws -> [Double]? {
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
      print("  \(peer): given up after \(Int(Self.longest)) s")
      return nil
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard process.terminationStatus == 0, numbers.count == count else {
      print("  \(peer): failed with status \(process.terminationStatus)")
      return nil
    }
    return numbers
  }
}
