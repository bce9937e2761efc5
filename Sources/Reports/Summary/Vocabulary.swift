internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What the things of a run are called where it comes from: a build has commands and jobs.
struct Vocabulary {
  /// What a call is called, and several.
  let call: (one: String, many: String)
  /// What anything that is counted as a call is called, and several: jobs and steps of a workflow have no word in common.
  let anyCall: (one: String, many: String)
  /// What calls run on where machines have no names, and several.
  let machine: (one: String, many: String)
  /// Whether machines are lanes with names of their own, such as threads, of which only the order of calls is known.
  let hasNamedLanes: Bool
  private let log: Log
  private let hasPools: Bool
  private let isTaskGraph: Bool

  init(_ run: Analysis) {
    log = run.log
    hasPools = run.table.hasPools
    isTaskGraph = run.isTaskGraph
    let kind = run.traceKind
    // On the lanes of services, and of tests, nothing runs one after the other.
    hasNamedLanes =
      (kind == .program || kind == .pipeline)
      && run.measures.dependencies != .recorded
    let words = KindWords(run)
    (call, machine) = (words.call, words.machine)
    anyCall = kind == nil || kind == .workflow ? ("call", "calls") : words.call
  }

  private var isTrace: Bool { log.header.origin.isTrace }

  /// A declared machine by its name: `machine press`, `pool link`.
  func machine(_ name: Name) -> String {
    isTrace ? "pool \(log.names[name])" : machineText(log.names[name])
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
