import EventLog
import Foundation
import Scenarios
import Simulation
import WhatIf

/// Many runs with other draws: of a task graph against SimPy and SimGrid, of a queue against Cimba's trials.
///
/// All draw the times of all tasks anew for each run, and give how long runs take on average. Peers make fewer runs of the graph, since they take
/// longer; what is compared is processor time for a run. On several cores it is the time of the wall clock.
struct RunsBenchmark {
  /// A Python that has SimPy and Cimba, and the scripts graph_runs.py and mm1.py of tools/bench-peers; empty for none.
  var graph: [String] = []
  var queue: [String] = []
  /// The program made of tools/bench-peers/simgrid.cpp.
  var simGrid: String?
  private static let tasks = 1_000
  private static let trials = 100

  /// Runs the graph so often, and the queue a hundred times with as many customers as there are runs.
  func measure(runs: Int) throws {
    let graph = Workload.tasks(count: Self.tasks)
    let model = try graph.randomModel()
    print("\(runs) runs of \(Self.tasks) tasks, each run with other times")
    let setup = LogHeader.Setup(text: "")
    let many = Measurement { MonteCarlo(model, setup, runs: runs, examining: 0) }
    let share = many.seconds / Double(runs)
    let mean = many.result.mean ?? 0
    many.report("runs", of: runs * Self.tasks, "tasks", digest: Int(mean))
    let critical = Measurement { MonteCarlo(model, setup, runs: min(runs, 100)).criticality.count }
    print(
      String(
        format: "  critical   %.0f µs more for a run that is looked at for what is critical",
        (critical.seconds / Double(min(runs, 100)) - share) * 1e6))
    measureCores(model, setup, runs: runs)
    let fewer = max(1, runs / 50)
    let text = try TemporaryGraph(graph.text)
    for (name, words) in peers(of: text.path, runs: fewer) {
      guard let numbers = try PeerProgram(name: name, words: words).numbers(2) else { continue }
      let other = numbers[1] / Double(fewer)
      print(
        String(
          format: "  %@ %.0f µs for a run; ours %.0f µs: %.1f×",
          name.padding(toLength: 26, withPad: " ", startingAt: 0), other * 1e6, share * 1e6,
          other / share))
      print(
        String(
          format: "    its runs take %.3f of ours on average", numbers[0] * 1e9 / Double(mean)))
    }
    try measureTrials(customers: runs)
  }

  private func peers(of graph: String, runs: Int) -> [(String, [String])] {
    let workers = String(RandomTasks.workers)
    var peers: [(String, [String])] = []
    if !self.graph.isEmpty {
      for (name, way) in [("SimPy (a process a task)", "tasks"), ("SimPy (workers)", "workers")] {
        peers.append((name, self.graph + [way, graph, workers, String(runs)]))
      }
    }
    if let simGrid {
      peers.append(("SimGrid (actors)", [simGrid, graph, workers, "actors", String(runs)]))
    }
    return peers
  }

  /// The same runs one after the other and on all cores, by the wall clock.
  private func measureCores(_ model: Model, _ setup: LogHeader.Setup, runs: Int) {
    var model = model
    model.tasks?.prepareToRun()
    let fixed = model
    let one = wallTime {
      for run in 0..<runs {
        var setup = setup
        setup.seed = UInt64(run)
        _ = Simulator.makespan(fixed, setup)
      }
    }
    let all = wallTime { _ = MonteCarlo(fixed, setup, runs: runs, examining: 0) }
    print(
      String(
        format: "  all cores  %.3f s by the wall clock, %.3f s on one: %.2f× with %d", all, one,
        one / all, ProcessInfo.processInfo.activeProcessorCount))
  }

  /// A hundred trials of the queue, each with other draws, on all cores.
  private func measureTrials(customers: Int) throws {
    let model = try Scenario.read(try QueueBenchmark.text(customers: customers), name: "mm1")
    let setup = LogHeader.Setup(text: "")
    print("\(Self.trials) trials of a queue of \(customers) customers")
    let ours = Measurement { MonteCarlo(model, setup, runs: Self.trials, examining: 0) }
    ours.report(
      "trials", of: Self.trials * customers, "customers", digest: Int(ours.result.mean ?? 0))
    let wall = wallTime { _ = MonteCarlo(model, setup, runs: Self.trials, examining: 0) }
    guard !queue.isEmpty else { return }
    let words = queue + ["cimba", String(customers), String(Self.trials)]
    guard let numbers = try PeerProgram(name: "Cimba", words: words).numbers(3) else { return }
    print(
      String(
        format:
          "  Cimba      %.3f s of the processor; ours %.3f s: %.2f×; by the wall clock %.3f s and %.3f s: %.2f×",
        numbers[1], ours.seconds, numbers[1] / ours.seconds, numbers[2], wall, numbers[2] / wall))
    print(String(format: "    they wait %.2f s on average; by theory 9 s", numbers[0]))
  }

  /// The seconds that something takes by the wall clock, the best of three.
  private func wallTime(_ work: () -> Void) -> Double {
    (0..<3).map { _ in
      let start = ContinuousClock.now
      work()
      return (ContinuousClock.now - start) / .seconds(1)
    }.min() ?? 0
  }
}

/// A file that is gone when nobody needs it any more.
private final class TemporaryGraph {
  let path: String

  init(_ text: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    path = file.path
    try text.write(to: file, atomically: false, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension RandomTasks {
  /// The graph with times that are exponential, with its seconds as their means.
  fileprivate func randomModel() throws -> Model {
    var model = self.model
    for (task, seconds) in seconds.enumerated() {
      let mean = Nanoseconds(seconds) * 1_000_000_000
      model.components[task].takes = .random(try Distribution(.exponential(mean: mean)))
    }
    return model
  }
}
