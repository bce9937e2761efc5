import EventLog
import Foundation
import Simulation
import TraceAnalysis

/// How fast the hot paths are, how their cost grows with size, and how a peer does in the same run.
///
/// The peer of the log is Foundation's JSON coder on the same fields, which is what most people would
/// write a log of lines with. Every line ends in a digest of what was made, so that nothing is
/// measured that did not happen.
@main
enum Benchmarks {
  static func main() throws {
    let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    for size in sizes.isEmpty ? [10_000, 100_000, 1_000_000] : sizes {
      try measure("flow", flow(calls: size), calls: size)
      try measure("task graph", tasks(count: size), calls: size)
    }
  }

  private static func measure(_ what: String, _ model: Model, calls: Int) throws {
    let simulation = time { Simulator.run(model, LogHeader.Setup(text: "")) }
    let log = simulation.result
    let writing = time { log.encoded() }
    let reading = try time { try Log.read(writing.result).log }
    let analysis = time { Analysis(log) }
    let peer = try PeerLog.measure(log)
    let events = Double(log.events.count)
    print(
      "\(what) of \(calls) calls, \(log.events.count) events, \(writing.result.count / 1_000_000) MB"
    )
    report("simulate", simulation.seconds, events, digest: UInt64(log.causes.count))
    report(
      "write", writing.seconds, events, digest: UInt64(writing.result.count),
      against: peer.writing)
    report(
      "read", reading.seconds, events, digest: UInt64(reading.result.causes.count),
      against: peer.reading)
    report(
      "analyse", analysis.seconds, events, digest: UInt64(analysis.result.measures.span))
    try PictureBenchmark.measure(log)
  }

  /// Waves of a hundred parallel calls on eight slots, each wave after one call that is not parallel.
  private static func flow(calls: Int) -> Model {
    var components: [Model.Component] = []
    for index in 0..<100 {
      let takes = Nanoseconds(index % 7 + 1) * 1_000_000
      components.append(
        Model.Component(
          name: "component_\(index)", takes: .constant(takes), isParallel: index != 99,
          machine: index % 3 == 0 ? 0 : nil))
    }
    return Model(
      name: "benchmark", machines: [.init(name: "box", slots: 8)], components: components,
      flow: (0..<calls).map { Model.Step(component: $0 % 100) })
  }

  /// Up to three needs among the 200 tasks before, 1 to 1,000 s, on sixteen workers.
  private static func tasks(count: Int) -> Model {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var graph = TaskGraph()
    var components: [Model.Component] = []
    for task in 0..<count {
      let wanted = (0..<random(4)).map { _ in task - 1 - random(200) }
      graph.append(needing: Set(wanted.filter { $0 >= 0 }).sorted())
      let takes = Nanoseconds(random(1_000) + 1) * 1_000_000_000
      components.append(
        Model.Component(name: "task_\(task)", takes: .constant(takes), machine: 0))
    }
    return Model(
      name: "tasks", machines: [.init(name: "worker", slots: 16)], components: components,
      tasks: graph)
  }

  private static func report(
    _ what: String, _ seconds: Double, _ events: Double, digest: UInt64,
    against peer: Double? = nil
  ) {
    let rate = String(format: "%6.2f", events / seconds / 1e6)
    let share = String(format: "%5.0f", seconds / events * 1e9)
    let ratio = peer.map {
      String(format: ", %.1f× Foundation's JSON coder", $0 * events / seconds)
    }
    let padded = what.padding(toLength: 9, withPad: " ", startingAt: 0)
    print("  \(padded) \(rate) M events/s, \(share) ns an event\(ratio ?? "") [\(digest)]")
  }

  /// The best of three: what the code can do when nobody disturbs it.
  private static func time<Result>(
    _ work: () throws -> Result
  ) rethrows -> (result: Result, seconds: Double) {
    let clock = ContinuousClock()
    var best: (result: Result, seconds: Double)?
    for _ in 0..<3 {
      let start = clock.now
      let result = try work()
      let seconds = (clock.now - start) / .seconds(1)
      if best.map({ seconds < $0.seconds }) ?? true { best = (result, seconds) }
    }
    guard let best else { fatalError("three is more than none") }
    return best
  }
}

/// The same fields, written and read with Foundation.
private enum PeerLog {
  struct Line: Codable {
    var seq: Int
    var at: Int64
    var kind: String
    var component: String
    var call: UInt32
    var causes: [UInt32]
  }

  /// Seconds an event for writing and reading; measured on at most 20,000 events.
  static func measure(_ log: Log) throws -> (writing: Double, reading: Double) {
    let count = min(20_000, log.events.count)
    let lines = (0..<count).map { seq in
      let event = log.events[seq]
      return Line(
        seq: seq, at: event.at, kind: "\(event.kind.word)", component: log.names[event.component],
        call: event.call, causes: log.causes(of: seq).map(\.seq))
    }
    let clock = ContinuousClock()
    let encoder = JSONEncoder()
    let decoder = JSONDecoder()
    var start = clock.now
    let written = try lines.map { try encoder.encode($0) }
    let writing = (clock.now - start) / .seconds(1) / Double(count)
    start = clock.now
    let read = try written.map { try decoder.decode(Line.self, from: $0) }
    let reading = (clock.now - start) / .seconds(1) / Double(count)
    precondition(read.count == count)
    return (writing, reading)
  }
}
