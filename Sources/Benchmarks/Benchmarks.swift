import ArgumentParser
import EventLog
import Foundation
import Simulation
import TraceAnalysis

/// How fast the hot paths are, how their cost grows with size, and how peers do in the same run.
///
/// Every line ends in a digest of what was made, so that nothing is measured that did not happen.
/// Times are those of the processor, the best of three, for us as for the peers.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "How fast the hot paths are, beside peers.")

  @OptionGroup var options: BenchmarkOptions

  func run() throws {
    if let other = options.against {
      let ours = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      return try RevisionBenchmark(other: URL(fileURLWithPath: other), ours: ours)
        .measure(sizes: options.sizes)
    }
    var (growth, traces) = (Growth(), Growth())
    for size in options.sizes {
      if options.includes(.tasks) { try Self.measureTasks(count: size, options, &growth) }
      if options.includes(.flow) { try Self.measureFlow(calls: size) }
      if options.includes(.queue) {
        try QueueBenchmark(peers: options.queue).measure(customers: size)
        try ComponentBenchmark.measureCrowd(components: size)
      }
      // So many runs of a thousand tasks take long: only if asked for.
      if options.only == .runs {
        try RunsBenchmark(
          graph: options.graphRuns, queue: options.queue, simGrid: options.simgrid
        ).measure(runs: size)
      }
      if options.includes(.trace) {
        let seconds = try TraceBenchmark(walk: options.walk, group: options.group)
          .measure(slices: size)
        traces.add(size: size, [("import", seconds)])
      }
      // Half of a page of a scenario is running it in other ways: only if asked for.
      if options.only == .page { try PageBenchmark.measure(calls: size) }
      if options.includes(.tests) {
        try TestReportBenchmark(load: options.load).measure(tests: size)
      }
    }
    if options.includes(.record), let largest = options.sizes.max() {
      try RecordBenchmark(strace: options.strace).measure(commands: largest)
    }
    if options.includes(.tracing), let largest = options.sizes.max() {
      try TracingBenchmark(spans: largest).measure()
    }
    if options.includes(.search) {
      try SearchBenchmark(
        peers: options.search, folder: options.problems, seconds: options.seconds
      ).measure()
    }
    if options.includes(.tasks) { growth.report() }
    if options.includes(.trace) { traces.report("a slice") }
  }

  private static func measureFlow(calls: Int) throws {
    let model = Workload.flow(calls: calls)
    print("flow of \(calls) calls")
    let simulation = Measurement { Simulator.run(model, LogHeader.Setup(text: "")) }
    let log = simulation.result
    simulation.report("simulate", of: log.events.count, "events", digest: log.causes.count)
    try measureLog(log)
    let analysis = Measurement { Analysis(log) }
    analysis.report(
      "analyse", of: log.events.count, "events", digest: Int(analysis.result.measures.span))
    try PictureBenchmark.measure(log)
  }

  private static func measureTasks(
    count: Int, _ options: BenchmarkOptions, _ growth: inout Growth
  ) throws {
    let graph = Workload.tasks(count: count)
    print("task graph of \(count) tasks")
    let scenario = try ScenarioBenchmark(peer: options.scenario).measure(graph)
    let model = graph.model
    let memory = Memory.growth { Simulator.run(model, LogHeader.Setup(text: "")) }
    let simulation = Measurement { Simulator.run(model, LogHeader.Setup(text: "")) }
    let log = simulation.result
    simulation.report("simulate", of: log.events.count, "events", digest: log.causes.count)
    print(
      "  memory    \(memory.peak / count) bytes a task at the peak, of which the log keeps "
        + "\(memory.kept / count): \(memory.kept / log.events.count) an event")
    let (writing, reading) = try measureLog(log)
    let path = Measurement { PathAnalysis(log) }
    path.report("path", of: log.events.count, "events", digest: Int(path.result.digest))
    let analysis = Measurement { Analysis(log) }
    analysis.report(
      "analyse", of: log.events.count, "events", digest: Int(analysis.result.measures.makespan))
    try PredictionBenchmark.measure(log, reading: reading)
    try PictureBenchmark.measure(log)
    growth.add(
      size: count,
      [
        ("simulate", simulation.seconds), ("write", writing), ("read", reading),
        ("path", path.seconds), ("analyse", analysis.seconds), ("scenario", scenario),
      ])
    try options.graphPeers.measure(
      graph, simulation: simulation.seconds, makespan: analysis.result.measures.makespan,
      path: path.seconds, span: analysis.result.measures.span)
  }

  /// Writes and reads a log; gives the seconds that each took.
  @discardableResult
  private static func measureLog(_ log: Log) throws -> (writing: Double, reading: Double) {
    let peer = try PeerLog.measure(log)
    let count = log.events.count
    // In pieces as a file is written, but to nowhere: disks are not what is measured.
    let writing = Measurement {
      var size = 0
      log.encode { size += $0.count }
      return size
    }
    writing.report(
      "write", of: count, "events", digest: writing.result, per: peer.writing,
      "Foundation's JSON coder")
    let bytes = log.encoded()
    let reading = try Measurement { try Log.read(bytes).log }
    reading.report(
      "read", of: count, "events", digest: reading.result.causes.count, per: peer.reading,
      "Foundation's JSON coder")
    return (writing.seconds, reading.seconds)
  }
}

/// What is compared with a peer's longest path: critical path, slack and drag, and no more.
private struct PathAnalysis {
  let digest: Nanoseconds

  init(_ log: Log) {
    let graph = RunGraph(log: log, table: CallTable(log))
    let timing = Timing(graph)
    let path = CriticalPath(graph, timing)
    let slack = Slack(graph, timing, path)
    digest = timing.span &+ slack.drag.reduce(0, &+) &+ Nanoseconds(path.parts.count)
  }
}
