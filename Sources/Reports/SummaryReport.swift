internal import EventLog
internal import TraceAnalysis
internal import Formatting

/// The measures of a run, held against its serial side: for people, for programs, for tables.
public struct SummaryReport: Sendable {
  let comparison: Comparison

  /// Makes the report of a comparison.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// The report for people; its first line is the answer.
  public var text: String {
    var lines = [comparison.answer]
    let bound = boundText
    let sentences = comparison.sentences(with: bound)
    if !sentences.isEmpty { lines += [""] + sentences.map { "  " + $0.visibleText } }
    lines += [""] + timesTable.lines + [""] + measuresTable.lines
    if let first = bound?.firstLines, !first.isEmpty { lines += [""] + first }
    let path = PathReport(comparison.run)
    lines += ["", "the run waited for, from start to end (observed path):"] + path.observedLines
    return lines.joined(separator: "\n") + "\n"
  }

  /// What bound the run, and what would have made it shorter; nil if a flow orders its calls.
  var boundText: BoundText? {
    Bottleneck(comparison.run).map {
      BoundText(comparison.run, $0, Prospects(comparison.run, $0))
    }
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
      let isAlone = comparison.run.measures.peak <= 1
      table.add(
        "serial", timeText(comparison.run.measures.work),
        "its own work\(isAlone ? "" : ", which contention may have made longer")")
    case .unknown(let reason): table.add("serial", "unknown", reason)
    }
    let run = comparison.run
    switch comparison.serial {
    case .input: table.add("this run", timeText(run.measures.makespan), "\(run.name)")
    case .work: table.add("this run", timeText(run.measures.makespan), recordedText)
    default:
      table.add(
        run.isAsDeclared ? "as declared" : "this run", timeText(run.measures.makespan), runningText)
    }
    if comparison.allParallel != nil {
      let remark = comparison.allParallelRemark
      let how = comparison.run.isTaskGraph ? "workers without limit" : "everything parallel"
      table.add(
        "all parallel", comparison.allParallelTime.map(timeText) ?? "unknown",
        comparison.allParallelTime == nil
          ? remark ?? how : ([how] + [remark].compactMap(\.self)).joined(separator: "; "))
    }
    return table
  }

  /// How a trace came about, as far as it shows.
  private var recordedText: String {
    "as recorded" + (comparison.run.measures.peak <= 1 ? ", one call after the other" : "")
  }

  private var runningText: String {
    let parallel = comparison.run.parallelComponents
    guard case .scenario(let setup) = comparison.run.log.header.origin else { return "this run" }
    if setup.mode != .declared {
      let isSerial = setup.mode == .serial
      if comparison.run.isTaskGraph {
        return isSerial ? "it ran on one worker" : "it ran on workers without limit"
      }
      return "it ran with \(isSerial ? "nothing" : "everything") parallel"
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
    let byThen = comparison.run.isWhole ? "" : ", of what was done by then"
    var table = Table([.left, .right, .left])
    table.add("work T₁", timeText(measures.work), "\(counted(measures.calls, "call")) in all")
    table.add("span T∞", timeText(measures.span), criticalPathText)
    table.add(
      "floor", measures.floor.map(timeText) ?? "unknown",
      measures.floor == nil
        ? "the trace does not say what depends on what"
        : "everything parallel, machines unlimited\(byThen)")
    table.add(
      "lower bound", timeText(measures.lowerBound),
      "on \(counted(measures.machines, "machine"))"
        + (measures.areMachinesInferred ? ", the most calls at once" : "") + byThen)
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

  /// Whether this is a run of a scenario just as that says.
  var isAsDeclared: Bool {
    guard case .scenario(let setup) = log.header.origin else { return false }
    return setup.mode == .declared
  }

  /// The names of the components that are parallel in this run and were called.
  var parallelComponents: [String] {
    var seen = Set<Name>()
    return calls.filter { $0.traits.contains(.parallel) && seen.insert($0.component).inserted }
      .map { log.names[$0.component] }
  }
}
