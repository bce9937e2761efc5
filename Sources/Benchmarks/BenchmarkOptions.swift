import ArgumentParser

/// What is measured.
enum Subject: String, CaseIterable, ExpressibleByArgument {
  case tasks, flow, queue, runs, trace, tests, record, tracing, search, page
}

/// The words after the program's name: what is measured, at which sizes, beside which peers.
struct BenchmarkOptions: ParsableArguments {
  @Argument(
    help: "Numbers of calls, in the order in which they are measured.", transform: size)
  var sizes = [10_000, 100_000, 1_000_000]

  @Option(help: "Measure nothing but this.")
  var only: Subject?

  @Option(
    help: "A folder with meanwhile and benchmarks of another revision, to be measured beside ours.")
  var against: String?

  @Option(help: "The program made of tools/bench-peers/simgrid.cpp.")
  var simgrid: String?

  @Option(parsing: .upToNextOption, help: "A Python and tools/bench-peers/rustworkx_path.py.")
  var rustworkx: [String] = []

  @Option(parsing: .upToNextOption, help: "A Python and tools/bench-peers/mm1.py.")
  var queue: [String] = []

  @Option(
    name: .customLong("graph-runs"), parsing: .upToNextOption,
    help: "A Python and tools/bench-peers/graph_runs.py.")
  var graphRuns: [String] = []

  @Option(parsing: .upToNextOption, help: "A Python and tools/bench-peers/yaml_load.py.")
  var scenario: [String] = []

  @Option(help: "The program made of tools/bench-peers/simdjson_walk.cpp.")
  var walk: String?

  @Option(parsing: .upToNextOption, help: "A Python and tools/bench-peers/chrome_group.py.")
  var group: [String] = []

  @Option(parsing: .upToNextOption, help: "A Python and tools/bench-peers/json_load.py.")
  var load: [String] = []

  @Option(
    parsing: .upToNextOption, help: "A Python and tools/bench-peers/schedule_search.py.")
  var search: [String] = []

  @Option(help: "A folder of scheduling problems to search instead of made ones.")
  var problems: String?

  @Option(help: "How long everybody may search for a schedule of each problem.")
  var seconds = 1.0

  @Option(help: "The program strace.")
  var strace: String?

  func validate() throws {
    for (name, words) in [
      ("rustworkx", rustworkx), ("queue", queue), ("scenario", scenario), ("group", group),
      ("load", load), ("search", search), ("graph-runs", graphRuns),
    ]
    where ![0, 2].contains(words.count) {
      throw ValidationError("--\(name) needs a Python and a script.")
    }
  }

  /// Whether something is to be measured.
  func includes(_ subject: Subject) -> Bool { only == nil || only == subject }

  var graphPeers: GraphPeers { GraphPeers(simGrid: simgrid, rustworkx: rustworkx) }

  private static func size(_ word: String) throws -> Int {
    guard let size = Int(word), (1...10_000_000).contains(size) else {
      throw ValidationError("Expected a number of calls from 1 to 10000000, found \(word).")
    }
    return size
  }
}
