import EventLog
import Foundation
import Runs
import Simulation
import TestSupport
import TraceAnalysis
import TraceFormats

/// Runs that every format is tested with.
enum SharedRuns {
  /// The inputs in `traces`: scenarios and traces of other tools.
  static let files =
    Project.scenarios.map { "\($0).yaml" } + ["build.j1.ninja_log", "build.j2.ninja_log"]

  /// An input in `traces`, as a run.
  static func run(_ file: String) throws -> Analysis {
    let folder = Project.root.appendingPathComponent("traces")
    func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }
    var options = OpeningOptions()
    if file.hasSuffix(".ninja_log") {
      options.companion = TraceInput.Companion(
        file: "build.ninja", bytes: try bytes("build.ninja"))
    }
    let name = String(file.prefix { $0 != "." })
    return try OpenedRun.open(bytes(file), name: name, options: options).analysis
  }

  /// A scenario, as a run.
  static func run(text: String) throws -> Analysis {
    try OpenedRun.open(Array(text.utf8), name: "run").analysis
  }

  /// Random runs: calls that share machines, that fail, that share state, task graphs.
  static func random(seeds: Range<UInt64>) -> [(name: String, run: Analysis)] {
    seeds.flatMap { seed in
      [
        ("model \(seed)", Analysis(randomModel(seed: seed).run(limits: Limits(events: 2_000)))),
        ("tasks \(seed)", Analysis(randomTasks(seed: seed).run(limits: Limits(events: 2_000)))),
        (
          "components \(seed)",
          Analysis(
            Simulator.run(
              randomComponents(seed: seed), LogHeader.Setup(text: "", seed: seed),
              limits: Limits(events: 500)))
        ),
      ]
    }
  }
}
