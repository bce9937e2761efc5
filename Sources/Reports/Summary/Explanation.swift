internal import EventLog
public import TraceAnalysis
internal import Formatting

/// Every measure of a run with its formula, worked out in the numbers of that run.
public struct Explanation: Sendable, TellsTimes {
  private let comparison: Comparison
  var timeScale: TimeScale { comparison.timeScale }
  private var run: Analysis { comparison.run }
  private var measures: Measures { comparison.run.measures }

  /// Explains a comparison.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// The explanation: a paragraph for each measure.
  public var text: String {
    let paragraphs =
      [
        makespan, work, span, floor, machines, lowerBound, greedyBound, parallelism, serial, saved,
        slack, drag, observed,
      ] + oneMore
    return paragraphs.map { "  " + $0.visibleText + "\n" }.joined()
  }

  private var makespan: String {
    let last = run.table.calls.first { !$0.isEndless && $0.endedAt == measures.makespan }
    let whose = last.map { ", the end of \(run.title(of: $0.number))" } ?? ""
    return "makespan = end of the last call − 0 = \(timeText(measures.makespan))\(whose)"
  }

  private var work: String {
    let terms = run.calls.filter { $0.running > 0 }.map {
      let slots = run.table.slotCount(of: $0.number)
      return
        "\(slots > 1 ? "\(slots) · " : "")\(timeText($0.running)) (\(run.title(of: $0.number)))"
    }
    let formula = measures.holdsSeveralSlots ? "slots · running" : "running"
    return "work T₁ = Σ \(formula) = \(sum(terms)) = \(timeText(measures.work))"
  }

  private var span: String {
    let terms = run.criticalPath.parts.filter { $0.start < $0.end }.map {
      "\(timeText($0.end - $0.start)) (\(run.words(for: $0)))"
    }
    return "span T∞ = the heaviest chain over all edges but machines = \(sum(terms)) = "
      + "\(timeText(measures.span)); this chain is the critical path"
  }

  private var floor: String {
    guard let floor = measures.floor else {
      return "floor = unknown: the trace does not record what depends on what"
    }
    return "floor = the heaviest chain without blocking edges, as if everything were parallel on "
      + "machines without limit = \(timeText(floor))"
  }

  private var machines: String {
    measures.areMachinesInferred
      ? "machines P = the most calls at once = \(measures.machines), since the log does not say it"
      : "machines P = the slots of the machines that its calls may use = \(measures.machines)"
  }

  private var lowerBound: String {
    var terms = [timeText(measures.workPerMachine)]
    let busiest = measures.machineUses.first {
      $0.share == measures.machineBound && $0.share > measures.workPerMachine
    }
    if let busiest { terms.append(timeText(busiest.share)) }
    if let floor = measures.floor { terms.append(timeText(floor)) }
    terms.append(timeText(measures.longestCall))
    let floorWord = measures.floor == nil ? "" : "floor, "
    let machineWord =
      busiest.map { "⌈work/slots⌉ of \(run.log.names[$0.name]), " } ?? ""
    return
      "lower bound = max(⌈T₁/P⌉, \(machineWord)\(floorWord)longest call) = max(⌈\(timeText(measures.work))/"
      + "\(measures.machines)⌉, \(terms.dropFirst().joined(separator: ", "))) = "
      + "max(\(terms.joined(separator: ", "))) = \(timeText(measures.lowerBound))"
  }

  private var greedyBound: String {
    guard let bound = measures.greedyBound else {
      return "greedy upper bound (Graham–Brent) = not known here: it holds for task graphs on "
        + "identical workers only"
    }
    let (work, span) = (timeText(measures.work), timeText(measures.span))
    return
      "greedy upper bound (Graham–Brent) = T₁/P + (1 − 1/P) T∞ = \(work)/\(measures.machines) + "
      + "(1 − 1/\(measures.machines)) \(span) = \(timeText(bound))"
  }

  private var parallelism: String {
    guard measures.span > 0 else { return "parallelism = T₁/T∞ = not defined: nothing ran" }
    guard measures.floor != nil else {
      return "parallelism = T₁/T∞ = unknown: the trace does not record what depends on what"
    }
    return "parallelism = T₁/T∞ = \(timeText(measures.work))/\(timeText(measures.span)) = "
      + ratioText(measures.work, measures.span)
  }

  private var serial: String {
    let time = comparison.baselineTime.map(timeText) ?? "unknown"
    if let obstacle = comparison.obstacle { return "\(baselineWord) = unknown: \(obstacle.text)" }
    switch comparison.baseline {
    case .twin: return "serial = the makespan of the same scenario with nothing parallel = \(time)"
    case .other:
      return "baseline = the makespan of \(comparison.names.baseline), the first input = \(time)"
    case .work where comparison.nothingRanInParallel:
      return "serial = the makespan, since nothing ran in parallel = \(time)"
    case .work:
      return
        "serial = the running of all calls one after the other = \(time): a trace has no twin; "
        + "contention may inflate its work"
    case .unknown(let reason): return "serial = unknown: \(reason)"
    }
  }

  private var baselineWord: String {
    if case .other = comparison.baseline { "baseline" } else { "serial" }
  }

  private var saved: String {
    guard let before = comparison.baselineTime, let saved = comparison.saved else {
      return "saved = \(baselineWord) − this run = unknown, as \(baselineWord) is"
    }
    let word = baselineWord
    let (serial, parallel) = (timeText(before), timeText(comparison.parallelTime))
    let difference = "saved = \(word) − this run = \(serial) − \(parallel) = \(timeText(saved))"
    guard comparison.parallelTime > 0 else { return difference }
    let speedup = ratioText(before, comparison.parallelTime)
    let ratio = "\(difference); speedup = \(word)/this run = \(serial)/\(parallel) = \(speedup)×"
    guard let efficiency = comparison.efficiencyText else { return ratio }
    let formula =
      measures.holdsSeveralSlots
      ? "T₁/(P · makespan) = \(timeText(measures.work))/(\(measures.machines) · \(parallel))"
      : "speedup/P = \(speedup)/\(measures.machines)"
    return "\(ratio); efficiency = \(formula) = \(efficiency)"
  }

  /// Slack and free float, at the call that has most of it.
  private var slack: String {
    let ran = run.calls.filter { $0.startedAt != nil && !$0.isEndless }
    let most = ran.max {
      let (left, right) = (run.slack.total[Int($0.number) - 1], run.slack.total[Int($1.number) - 1])
      return left < right
    }
    guard let call = most, let started = call.started, let ended = call.ended else {
      return "slack = latest start − earliest start: nothing ran"
    }
    let slack = run.slack.total[Int(call.number) - 1]
    let earliest = run.timing.earliest[started]
    return "slack of \(run.title(of: call.number)) = latest start − earliest start = "
      + "\(timeText(earliest + slack)) − \(timeText(earliest)) = \(timeText(slack)); its free float = "
      + "earliest start of what follows − its earliest end = "
      + "\(timeText(run.timing.earliest[ended] + run.slack.free[Int(call.number) - 1])) − "
      + "\(timeText(run.timing.earliest[ended])) = "
      + timeText(run.slack.free[Int(call.number) - 1])
  }

  /// Drag, at the call that has most of it.
  private var drag: String {
    let most = run.calls.max {
      run.slack.drag[Int($0.number) - 1] < run.slack.drag[Int($1.number) - 1]
    }
    guard measures.span > 0 else {
      return "drag = T∞ − T∞ with one call taking no time: nothing ran"
    }
    guard let call = most, run.slack.drag[Int(call.number) - 1] > 0 else {
      return "drag = T∞ − T∞ with one call taking no time = 0 s for every call: several chains are "
        + "equally heavy"
    }
    let drag = run.slack.drag[Int(call.number) - 1]
    return "drag of \(run.title(of: call.number)) = T∞ − T∞ with it taking no time = "
      + "\(timeText(measures.span)) − \(timeText(measures.span - drag)) = \(timeText(drag))"
  }

  private var observed: String {
    var times: [ObservedPath.Kind: Nanoseconds] = [:]
    for part in run.observedPath.parts { times[part.kind, default: 0] += part.end - part.start }
    let words: [(ObservedPath.Kind, String)] = [
      (.running, "running"), (.waitingForMachine, "waiting for a machine"),
      (.timer, "timers"),
      (.unexplained, "unexplained"),
    ]
    let terms = words.compactMap { kind, word in times[kind].map { "\(timeText($0)) \(word)" } }
    return "observed path = \(sum(terms)) = \(timeText(measures.makespan)), the makespan"
  }

  /// What one more machine can do at most, where no flow orders the calls.
  private var oneMore: [String] {
    guard let bottleneck = Bottleneck(run), bottleneck.hasMachines else { return [] }
    let chain = measures.floor == nil ? "longest call" : "T∞"
    let least = timeText(bottleneck.leastWithOneMore)
    let limit = timeText(measures.floor == nil ? measures.longestCall : measures.span)
    let work = timeText(bottleneck.machine?.work ?? measures.work)
    let formula =
      bottleneck.machine.map {
        measures.hasPools
          ? "max(⌈work/(slots + 1)⌉ of pool \(run.log.names[$0.name]), the shares of the other "
            + "pools, \(chain))"
          : "max(⌈work/(slots + 1)⌉ of \(run.log.names[$0.name]), the shares of the others, \(chain))"
      }
      ?? "max(⌈T₁/(P + 1)⌉, \(chain)) = max(⌈\(work)/\(bottleneck.slots + 1)⌉, \(limit))"
    let busy = bottleneck.machine.map { "all of \(run.log.names[$0.name])" } ?? "all machines"
    return [
      "least on one more machine = \(formula) = \(least); saved by it = at most makespan − least = "
        + "\(timeText(measures.makespan)) − \(least) = "
        + timeText(measures.makespan - bottleneck.leastWithOneMore)
        + (bottleneck.mostSavedByOneMore < measures.makespan - bottleneck.leastWithOneMore
          ? ", and no more than the observed path waited, \(timeText(run.observedPath.waiting))"
          : ""),
      "\(busy) busy = \(timeText(bottleneck.allBusy)) of \(timeText(measures.makespan)) = "
        + percentText(bottleneck.allBusy, measures.makespan),
    ]
  }

  /// Terms with plus signs; of many, the first ones and how many more.
  private func sum(_ terms: [String]) -> String {
    guard !terms.isEmpty else { return "0 s" }
    let shown = terms.prefix(6).joined(separator: " + ")
    return terms.count > 6 ? "\(shown) + … (\(terms.count - 6) more)" : shown
  }
}
