import EventLog
import Foundation

/// The peers of task graphs: SimGrid simulates one, rustworkx finds its longest path.
struct GraphPeers {
  /// The program made of tools/bench-peers/simgrid.cpp.
  var simGrid: String?
  /// A Python that has rustworkx, and tools/bench-peers/rustworkx_path.py.
  var rustworkx: [String] = []

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
        guard let numbers = try PeerProgram(name: "SimGrid (\(way))", words: words).numbers(2)
        else {
          continue
        }
        report("SimGrid (\(way))", numbers[1], simulation, "tasks/s", tasks: count)
        compare("makespan", seconds: numbers[0], with: makespan)
      }
    }
    if !rustworkx.isEmpty,
      let numbers = try PeerProgram(name: "rustworkx", words: rustworkx + [file.path]).numbers(3)
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
}
