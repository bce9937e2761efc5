internal import EventLog
public import Expectations
internal import Formatting
internal import Platform
public import TraceAnalysis
public import WhatIf

/// What parallelism saved and what is left to save: the measures of a run beside those of its baseline.
public struct SummaryReport: Report, Sendable, TellsTimes {
  let comparison: Comparison
  private let rerun: Rerun?
  let expectations: ExpectationsText
  var timeScale: TimeScale { comparison.timeScale }

  /// Makes the report of a comparison.
  ///
  /// - Parameters:
  ///   - comparison: The run, and what it is compared with.
  ///   - rerun: The same run, to be made again, such as by its scenario; by default from its log.
  ///   - expectations: What its scenario expects of the run, each with what was found.
  public init(
    _ comparison: Comparison, _ rerun: Rerun? = nil, expectations: [CheckedExpectation] = []
  ) {
    (self.comparison, self.rerun) = (comparison, rerun)
    self.expectations = ExpectationsText(comparison, expectations)
  }

  /// The report for people; its first line is the answer.
  public var text: String {
    // What is told of tests needs little of what is told of all runs, so both are found at once.
    let isOfTests = comparison.run.traceKind == .tests
    var ((lines, bound), tests) =
      isOfTests ? Cores.both({ ownLines }, { testLines }) : (ownLines, nil)
    if let tests { return (lines + tests).joined(separator: "\n") + "\n" }
    if let first = bound?.firstLines, !first.isEmpty { lines += [""] + first }
    if let targets = TargetsText(comparison.run, timeScale) { lines += [""] + targets.lines }
    let path = PathReport(comparison.run, timeScale)
    // What nobody saw run waited for nothing.
    if !comparison.run.knowsStarts {
      return lines.joined(separator: "\n") + "\n"
    }
    if let grouped = path.observedLinesByComponent {
      lines += [
        "", "the run waited for, by what ran (observed path; critical-path tells it in order):",
      ]
      lines += grouped
    } else {
      lines += ["", "the run waited for, from start to end (observed path):"] + path.observedLines
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is told of all runs: the answer, why it is so, and the measures; with what bound the run.
  private var ownLines: (lines: [String], bound: BoundText?) {
    let bound = boundText
    let sentences = comparison.sentences(with: bound)
    var lines = [comparison.answer]
    if !expectations.lines.isEmpty { lines += [""] + expectations.lines }
    if !sentences.isEmpty { lines += [""] + sentences.map { "  " + $0.visibleText } }
    return (lines + [""] + timesTable.lines + [""] + measuresTable.lines, bound)
  }

  /// What a run of tests has to say beside that; nil if nothing is known of its tests.
  private var testLines: [String]? {
    TestSet(comparison.run).map { TestsText($0, timeScale).lines }
  }

  /// What bound the run, and what would have made it shorter; nil if a flow orders its calls.
  var boundText: BoundText? {
    Bottleneck(comparison.run).map { bottleneck in
      let estimates = SpeedupEstimates(
        comparison.run, bottleneck, rerun ?? Rerun(comparison.run))
      return BoundText(
        comparison.run, bottleneck,
        estimates.flatMap { $0.reproduces(comparison.run) ? $0 : nil }, timeScale)
    }
  }

  /// Why the run took as long as it did, a sentence each; names stand in them as they are in the log.
  package var sentences: [String] { comparison.sentences(with: boundText) }

  /// The measures of the report: of each its name, its value and what is to be said of it.
  package var figures: [(name: String, value: String, note: String)] {
    (timesTable.rows + measuresTable.rows).map { ($0[0], $0[1], $0.count > 2 ? $0[2] : "") }
  }

  /// How long each way of running takes.
  var timesTable: Table {
    var table = Table([.left, .right, .left])
    let run = comparison.run
    let makespan = timeText(run.measures.makespan)
    switch comparison.baseline {
    case .twin:
      if let obstacle = comparison.obstacle {
        table.add("serial", "unknown", obstacle.text)
      } else {
        table.add(
          "serial", timeText(comparison.baselineTime ?? 0),
          run.isTaskGraph
            ? isOnOneWorker ? "one worker" : "one task after the other" : "nothing parallel")
      }
    case .other(let other):
      table.add(
        "baseline",
        other.knowsStarts ? timeText(other.measures.makespan) : "unknown",
        description(of: other, comparison.names.baseline))
    case .work:
      table.add(
        "serial", comparison.baselineTime.map(timeText) ?? "unknown",
        comparison.obstacle?.text ?? ownWorkText)
    case .unknown(let reason): table.add("serial", "unknown", reason)
    }
    switch comparison.baseline {
    case .other:
      table.add(
        "this run", run.knowsStarts ? makespan : "unknown",
        description(of: run, comparison.names.run))
    case .work where !run.knowsStarts:
      table.add("this run", "unknown", "only how long each call took is recorded")
    case .work: table.add("this run", makespan, recordedText)
    case .twin, .unknown:
      table.add(run.isAsDeclared ? "as declared" : "this run", makespan, runningText)
    }
    if comparison.allParallel != nil {
      let remark = comparison.allParallelObstacle?.textOfAllParallel
      let how = run.isTaskGraph ? unlimitedText : "everything parallel"
      table.add(
        "all parallel", comparison.allParallelTime.map(timeText) ?? "unknown",
        comparison.allParallelTime == nil
          ? remark ?? how : ([how] + [remark].compactMap(\.self)).joined(separator: "; "))
    }
    return table
  }

  /// What the baseline is where it is the run's own work; one call after the other, that is the run itself.
  private var ownWorkText: String {
    guard comparison.nothingRanInParallel else {
      if comparison.run.isSimulatedCode { return "its own work, one call after the other" }
      return "its own work, which contention may have made longer"
    }
    return comparison.isHeldAgainstItself
      ? "as it ran, with the time in which nothing did" : "its own work"
  }

  /// One worker cannot run a task that takes several, nor stand in for different machines.
  private var isOnOneWorker: Bool {
    let measures = comparison.run.measures
    return !measures.holdsSeveralSlots && measures.machineUses.count < 2
  }

  /// What all tasks have room on.
  private var unlimitedText: String {
    "\(comparison.run.measures.machineUses.count < 2 ? "workers" : "machines") without limit"
  }

  /// What one of two runs that are compared is called, and how much of it ran at once.
  private func description(of run: Analysis, _ name: String) -> String {
    guard run.log.header.callTimes == .measured else { return name }
    let (most, words) = (run.measures.peak, Vocabulary(run).anyCall)
    return "\(name), "
      + (most > 1 ? "at most \(most) \(words.many) at once" : "one \(words.one) after the other")
  }

  /// How a trace came about, as far as it shows.
  private var recordedText: String {
    let word = Vocabulary(comparison.run).anyCall.one
    return "as \(comparison.run.source)"
      + (comparison.nothingRanInParallel ? ", one \(word) after the other" : "")
  }

  private var runningText: String {
    let parallel = comparison.run.parallelComponents
    guard case .scenario(let setup) = comparison.run.log.header.origin else { return "this run" }
    if setup.mode != .declared {
      let isSerial = setup.mode == .serial
      if comparison.run.isTaskGraph {
        return isSerial
          ? "it ran \(isOnOneWorker ? "on one worker" : "one task after the other")"
          : "it ran on \(unlimitedText)"
      }
      return "it ran with \(isSerial ? "nothing" : "everything") parallel"
    }
    if comparison.run.isTaskGraph { return workersText }
    if parallel.isEmpty { return "nothing is parallel" }
    let shown = parallel.prefix(4).joined(separator: ", ")
    return shown + (parallel.count > 4 ? " and \(parallel.count - 4) more" : "") + " parallel"
  }

  /// How many workers tasks had.
  private var workersText: String {
    let measures = comparison.run.measures
    if measures.areMachinesInferred {
      return "workers without limit, \(measures.peak) used at once"
    }
    return comparison.run.machineWords(measures.machines)
  }

  var measuresTable: Table {
    let measures = comparison.run.measures
    let words = Vocabulary(comparison.run)
    let isTrace = comparison.run.log.header.origin.isTrace
    let machine = isTrace ? words.machine : ("machine", "machines")
    let times = comparison.run.log.header.callTimes
    let byThen = comparison.run.isWhole ? "" : ", of what was done by then"
    var table = Table([.left, .right, .left])
    table.add(
      "work T₁", (times == .least ? "≥ " : times == .most ? "≤ " : "") + timeText(measures.work),
      (WorkflowText(comparison.run, timeScale)?.size
        ?? counted(measures.calls, words.anyCall.one, words.anyCall.many))
        + (measures.holdsSeveralSlots ? ", by the slots they hold" : " in all"))
    if times == .least || times == .most {
      table.add("span T∞", "unknown", "the times of its calls hold waiting")
    } else {
      table.add("span T∞", timeText(measures.span), criticalPathText)
    }
    table.add(
      "floor", measures.floor.map(timeText) ?? "unknown",
      measures.floor == nil
        ? floorUnknownText : "everything parallel, \(machine.1) unlimited\(byThen)")
    // How many ran at once is not known without knowing when.
    if times == .measured {
      table.add(
        "lower bound", timeText(measures.lowerBound),
        "on \(counted(measures.machines, machine.0, machine.1))"
          + (measures.areMachinesInferred ? ", the most \(words.anyCall.many) at once" : "")
          + byThen)
    }
    if measures.hasPools {
      for pool in measures.machineUses.prefix(4) {
        table.add(
          "pool \(comparison.run.log.names[pool.name])".visibleText.truncated(toColumns: 24),
          timeText(pool.share), "\(timeText(pool.work)) of work in it, \(pool.slots) at once")
      }
    }
    if let bound = measures.greedyBound {
      table.add("greedy bound", timeText(bound), "no busy schedule takes longer")
    }
    if measures.span > 0, measures.floor != nil {
      table.add(
        "parallelism", ratioText(measures.work, measures.span), "\(machine.1) it could keep busy")
    }
    if let efficiency = comparison.efficiencyText {
      table.add(
        "efficiency", efficiency,
        measures.holdsSeveralSlots ? "work by \(machine.0) and time" : "speedup by \(machine.0)")
    } else if comparison.isHeldAgainstItself, measures.makespan > 0 {
      let capacity = Int128(measures.machines) * Int128(measures.makespan)
      table.add(
        "utilization", ratioText(measures.work, capacity),
        "how much of the time its \(measures.machines == 1 ? "\(machine.0) was" : "\(machine.1) were") busy"
      )
    }
    return table
  }

  private var floorUnknownText: String {
    if !comparison.run.measures.knowsRunning {
      return "what needs what is known, how long each ran is not"
    }
    return comparison.run.measures.dependencies == .nested
      ? "what came after what is known, what had to is not"
      : "the trace does not say what depends on what"
  }

  private var criticalPathText: String {
    let run = comparison.run
    switch run.measures.dependencies {
    case .recorded, .nested: break
    case .inferred,
      .unknown where Vocabulary(run).hasNamedLanes:
      return "the longest chain in the order in which it ran"
    case .unknown: return "the longest call: dependencies not recorded"
    }
    let parts = run.criticalPath.parts
    let names = parts.prefix(4).map(run.words).joined(separator: " → ")
    return "critical path: " + (names.isEmpty ? "nothing ran" : names)
      + (parts.count > 4 ? " → … (\(parts.count) parts)" : "")
  }
}

extension Comparison {
  /// Speedup by machine with 3 digits.
  var efficiencyText: String? { efficiencyParts.map { ratioText($0.0, $0.1) } }
}

extension Analysis {
  /// How the times of what was no simulation came about: `recorded`, or of what never ran `predicted`.
  var source: String { isPrediction ? "predicted" : isSimulatedCode ? "simulated" : "recorded" }

  /// `2 workers`; `6 machines of one slot each` where they cannot stand in for each other.
  func machineWords(_ count: Int) -> String {
    let uses = measures.machineUses
    guard uses.count > 1 else { return counted(count, "worker") }
    let slots = uses.allSatisfy { $0.slots == 1 } ? "one slot each" : "\(count) slots in all"
    return "\(uses.count) different machines, \(slots)"
  }

  /// Whether it is a run of code on a virtual clock, whose calls take as long whatever runs beside them.
  var isSimulatedCode: Bool { log.header.clock == .virtual && log.header.origin.isCode }

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
