import Foundation
import Scenarios
import Simulation

/// A task graph read as a scenario in YAML, against PyYAML with the same library for YAML under it.
///
/// PyYAML makes dictionaries and lists of the text; we make a model of it, in which every name is looked up
/// and every mistake would have been told with its place.
struct ScenarioBenchmark {
  /// A Python that has PyYAML, and tools/bench-peers/yaml_load.py; empty for none.
  var peer: [String] = []
  private static let peerName = "PyYAML's CSafeLoader"

  /// The most tasks that the peer is given: a million take it minutes, and each longer than among few.
  private static let mostOfPeer = 100_000

  /// Reads the scenario of a task graph, lets the peer do so, and prints how they did.
  ///
  /// - Returns: The seconds that it took.
  func measure(_ tasks: RandomTasks) throws -> Double {
    let text = tasks.yaml
    let count = tasks.seconds.count
    let memory = try Memory.growth { try Scenario.read(text, name: "tasks") }
    let reading = try Measurement { try Scenario.read(text, name: "tasks") }
    precondition(reading.result.tasks == tasks.graph, "the scenario says what it was written from")
    let other = try peer.isEmpty ? nil : measurePeer(count: count)
    reading.report(
      "scenario", of: count, "tasks", digest: text.utf8.count,
      per: other?.seconds, Self.peerName)
    print(
      "  memory    \(memory.peak / count) bytes a task at the peak, of which the model keeps "
        + "\(memory.kept / count)" + (other.map { "; \(Self.peerName) \($0.peak)" } ?? ""))
    return reading.seconds
  }

  /// Seconds and bytes at the peak that a task takes.
  private func measurePeer(count: Int) throws -> (seconds: Double, peak: Int)? {
    let count = min(count, Self.mostOfPeer)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Workload.tasks(count: count).yaml.write(to: file, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try PeerProgram(name: Self.peerName, words: peer + [file.path]).numbers(2)
      .map { ($0[0] / Double(count), Int($0[1]) / count) }
  }
}
