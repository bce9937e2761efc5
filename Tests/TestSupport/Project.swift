public import Foundation

/// Where things of the project are, seen from the tests.
public enum Project {
  /// The project's folder.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file of the project as text.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The bytes of a file of the project, by its path from the top.
  public static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appendingPathComponent(path)))
  }

  /// The scenarios in `traces`, by name.
  public static var scenarios: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/traces")) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// Scenarios that together use every feature there is, whose logs and pictures are kept in full.
  public static let representativeScenarios = [
    "backpressure", "dashboard", "failing_work", "lost_wakeup", "never_past", "random_durations",
    "same_arguments", "share_variables", "shared_machine", "stream_while_training",
    "stuck_on_failure", "task_graph", "toy_app", "toy_blocking_first", "toy_parallel",
    "toy_two_parallel", "toy_two_parallel_not_started",
  ]

  /// A program of the project, as it was built beside the tests.
  public static func product(_ name: String) -> URL {
    Bundle.allBundles.lazy
      .map { $0.bundleURL.deletingLastPathComponent().appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent(name)
  }
}
