internal import EventLog
internal import TraceAnalysis

/// What the things of a run are called where it comes from: a build has commands and jobs.
struct Vocabulary {
  /// What a call is called, and several.
  let call: (one: String, many: String)
  /// What calls run on where machines have no names, and several.
  let machine: (one: String, many: String)
  /// Whether machines are lanes with names of their own, such as threads, of which only the order of calls is known.
  let hasNamedLanes: Bool
  /// How the formats of traces of requests begin.
  private static let tracers = ["OTLP", "OpenTelemetry", "Jaeger", "Zipkin"]
  private let log: Log
  private let hasPools: Bool
  private let isTaskGraph: Bool

  init(_ run: Analysis) {
    log = run.log
    hasPools = run.table.hasPools
    isTaskGraph = run.isTaskGraph
    guard let format = run.traceFormat else {
      call = ("task", "tasks")
      machine = ("worker", "workers")
      hasNamedLanes = false
      return
    }
    // On the lanes of services nothing runs one after the other.
    hasNamedLanes =
      !run.isBuild && !Self.tracers.contains(where: { format.hasPrefix($0) })
      && run.measures.dependencies != .recorded
    if run.isBuild {
      call = ("command", "commands")
      machine = ("job", "jobs")
    } else if format.hasPrefix("Chrome") {
      call = ("call", "calls")
      machine = ("thread", "threads")
    } else if format.hasPrefix("dask") {
      call = ("task", "tasks")
      machine = ("worker", "workers")
    } else {
      call = ("call", "calls")
      machine = ("machine", "machines")
    }
  }

  private var isTrace: Bool { log.header.origin.isTrace }

  /// A declared machine by its name: `machine press`, `pool link`.
  func machine(_ name: Name) -> String {
    "\(isTrace ? "pool" : "machine") \(log.names[name])"
  }

  /// What a call waited for: `a job`, `pool link`, `machine press`, `its turn`.
  func reason(_ reason: WaitReason) -> String {
    switch reason {
    case .turn: "its turn"
    case .lane: "a \(machine.one)"
    case .machine(let name):
      name.isNone ? "a machine" : isWorker(name) ? "a \(machine.one)" : machine(name)
    }
  }

  /// Whether a machine is the workers of a task graph, which have no name of their own.
  private func isWorker(_ name: Name) -> Bool { isTaskGraph && log.names[name] == "worker" }

  /// What calls of a run can wait for: `a machine or their turn`.
  var reasons: String {
    guard isTrace else { return "a machine or their turn" }
    return "a \(machine.one)" + (hasPools ? " or a pool" : "")
  }
}
