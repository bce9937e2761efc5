internal import EventLog
internal import TraceAnalysis
internal import Typography

/// The measures of a run, held against its serial side: for people, for programs, for tables.
public struct SummaryReport: Sendable {
  let comparison: Comparison

  /// Makes the report of a comparison.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// The report for people; its first line is the answer.
  public var text: String {
    var lines = [comparison.answer]
    let sentences = comparison.sentences
    if !sentences.isEmpty { lines += [""] + sentences.map { "  " + $0.visibleText } }
    lines += [""] + timesTable.lines + [""] + measuresTable.lines
    let path = PathReport(comparison.run)
    lines += ["", "the run waited for, from start to end (observed path):"] + path.observedLines
    return lines.joined(separator: "\n") + "\n"
  }

  /// How long each way of running takes.
  private var timesTable: Table {
    var table = Table([.left, .right, .left])
    switch comparison.serial {
    case .twin(let twin):
      table.add(
        "serial", timeText(twin.measures.makespan),
        comparison.run.isTaskGraph ? "one worker" : "nothing parallel")
    case .input(let other):
      table.add("serial", timeText(other.measures.makespan), "\(other.name), the first input")
    case .work:
      table.add(
        "serial", timeText(comparison.run.measures.work),
        "its own work, which contention may have made longer")
    case .unknown(let reason): table.add("serial", "unknown", reason)
    }
    let run = comparison.run
    switch comparison.serial {
    case .input: table.add("this run", timeText(run.measures.makespan), "\(run.name)")
    case .work: table.add("this run", timeText(run.measures.makespan), "as recorded")
    default: table.add("as declared", timeText(run.measures.makespan), runningText)
    }
    if let allParallel = comparison.allParallel {
      table.add(
        "all parallel", timeText(allParallel.measures.makespan),
        comparison.run.isTaskGraph ? "workers without limit" : "everything parallel")
    }
    return table
  }

  private var runningText: String {
    let parallel = comparison.run.parallelComponents
    guard case .scenario(let setup) = comparison.run.log.header.origin else { return "this run" }
    if setup.mode != .declared {
      return "run with \(setup.mode == .serial ? "nothing" : "everything") parallel"
    }
    if comparison.run.isTaskGraph {
      return counted(comparison.run.measures.machines, "worker")
    }
    if parallel.isEmpty { return "nothing is parallel" }
    let shown = parallel.prefix(4).joined(separator: ", ")
    return shown + (parallel.count > 4 ? " and \(parallel.count - 4) more" : "") + " parallel"
  }

  private var measuresTable: Table {
    let measures = comparison.run.measures
    var table = Table([.left, .right, .left])
    table.add("work T₁", timeText(measures.work), "\(counted(measures.calls, "call")) in all")
    table.add("span T∞", timeText(measures.span), criticalPathText)
    table.add(
      "floor", measures.floor.map(timeText) ?? "unknown",
      measures.floor == nil
        ? "the trace does not say what depends on what" : "everything parallel, machines unlimited")
    table.add(
      "lower bound", timeText(measures.lowerBound),
      "on \(counted(measures.machines, "machine"))\(measures.areMachinesInferred ? ", the most calls at once" : "")"
    )
    if let bound = measures.greedyBound {
      table.add("greedy bound", timeText(bound), "no busy schedule takes longer")
    }
    if measures.span > 0, measures.floor != nil {
      table.add(
        "parallelism", ratioText(measures.work, measures.span), "machines it could keep busy")
    }
    if let efficiency = comparison.efficiencyText {
      table.add("efficiency", efficiency, "speedup by machine")
    }
    return table
  }

  private var criticalPathText: String {
    let run = comparison.run
    guard run.measures.floor != nil else { return "the longest call: dependencies not recorded" }
    let parts = run.criticalPath.parts
    let names = parts.prefix(4).map { run.title(of: $0.call) }.joined(separator: " → ")
    return "critical path: " + (names.isEmpty ? "nothing ran" : names)
      + (parts.count > 4 ? " → … (\(parts.count) parts)" : "")
  }
}

extension Comparison {
  /// Speedup by machine with 3 digits.
  var efficiencyText: String? {
    guard let serialTime, parallelTime > 0 else { return nil }
    return ratioText(Int128(serialTime), Int128(parallelTime) * Int128(run.measures.machines))
  }
}

extension Analysis {
  /// Whether this is a simulated run of tasks that need each other, without a flow that calls them.
  var isTaskGraph: Bool {
    guard case .scenario = log.header.origin else { return false }
    return !table.calls.isEmpty && !table.calls.contains(where: \.isFlow)
  }

  /// The names of the components that are parallel in this run and were called.
  var parallelComponents: [String] {
    var seen = Set<Name>()
    return calls.filter { $0.traits.contains(.parallel) && seen.insert($0.component).inserted }
      .map { log.names[$0.component] }
  }
}

/// `1 call`, `3 calls`.
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}
