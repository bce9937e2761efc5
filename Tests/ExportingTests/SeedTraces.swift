import Foundation
import Runs
import TestSupport
import TraceFormats

/// Small traces, at least one of each format that is read, with what goes with them.
enum SeedTraces {
  private static let folder = Project.root.appendingPathComponent("tools/fuzzing/seeds")
  private static let companions = [
    "dbt.json": "dbt-manifest.json", "terraform.jsonl": "terraform.dot",
  ]

  /// The names of their files.
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    .filter { !companions.values.contains($0) }

  /// One of them, as a run.
  static func run(_ name: String) throws -> OpenedRun {
    func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }
    var options = OpeningOptions()
    if let file = companions[name] {
      options.companion = TraceInput.Companion(file: file, bytes: try bytes(file))
    }
    return try OpenedRun.open(bytes(name), name: name, options: options)
  }
}
