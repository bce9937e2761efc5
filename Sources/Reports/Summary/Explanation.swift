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
    formulas.map { paragraph in
      "  " + paragraph.map(\.text).joined(separator: "; ").visibleText + "\n"
    }.joined()
  }

  /// The measures, those together that follow from one another.
  package var formulas: [[Formula]] {
    [
      [makespan], [work], [span], [floor], [machines], [lowerBound], [greedyBound], [parallelism],
      [serial], saved, slack, [drag], [observed],
    ] + oneMore
  }

  private var makespan: Formula {
    let last = run.table.calls.first { !$0.isEndless && $0.endedAt == measures.makespan }
    return Formula(
      name: "makespan", formula: "end of the last call − 0", value: timeText(measures.makespan),
      note: last.map { ", the end of \(run.title(of: $0.number))" } ?? "",
      time: Int128(measures.makespan))
  }

  private var work: Formula {
    let calls = run.calls.filter { $0.running > 0 }
    let terms = calls.prefix(Self.mostTerms).map {
      let slots = run.table.slotCount(of: $0.number)
      return
        "\(slots > 1 ? "\(slots) · " : "")\(timeText($0.running)) (\(run.title(of: $0.number)))"
    }
    return Formula(
      name: "work", symbol: "T₁",
      formula: "Σ \(measures.holdsSeveralSlots ? "slots · running" : "running")",
      numbers: [sum(terms, of: calls.count)], value: timeText(measures.work), time: measures.work)
  }

  private var span: Formula {
    let terms = run.criticalPath.parts.filter { $0.start < $0.end }.map {
      "\(timeText($0.end - $0.start)) (\(run.words(for: $0)))"
    }
    return Formula(
      name: "span", symbol: "T∞", formula: "the heaviest chain over all edges but machines",
      numbers: [sum(terms, of: terms.count)], value: timeText(measures.span),
      note: "; this chain is the critical path", time: Int128(measures.span))
  }

  private var floor: Formula {
    guard let floor = measures.floor else {
      return Formula(
        name: "floor", formula: "",
        value: "unknown: the trace does not record what depends on what")
    }
    return Formula(
      name: "floor",
      formula: "the heaviest chain without blocking edges, as if everything were parallel on "
        + "machines without limit", value: timeText(floor), time: Int128(floor))
  }

  private var machines: Formula {
    measures.areMachinesInferred
      ? Formula(
        name: "machines", symbol: "P", formula: "the most calls at once",
        value: "\(measures.machines)", note: ", since the log does not say it")
      : Formula(
        name: "machines", symbol: "P",
        formula: "the slots of the machines that its calls may use", value: "\(measures.machines)")
  }

  private var lowerBound: Formula {
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
    return Formula(
      name: "lower bound", formula: "max(⌈T₁/P⌉, \(machineWord)\(floorWord)longest call)",
      numbers: [
        "max(⌈\(timeText(measures.work))/\(measures.machines)⌉, "
          + "\(terms.dropFirst().joined(separator: ", ")))",
        "max(\(terms.joined(separator: ", ")))",
      ], value: timeText(measures.lowerBound), time: Int128(measures.lowerBound))
  }

  private var greedyBound: Formula {
    let name = "greedy upper bound (Graham–Brent)"
    guard let bound = measures.greedyBound else {
      return Formula(
        name: name, formula: "",
        value: "not known here: it holds for task graphs on identical workers only")
    }
    let (work, span) = (timeText(measures.work), timeText(measures.span))
    return Formula(
      name: name, formula: "T₁/P + (1 − 1/P) T∞",
      numbers: ["\(work)/\(measures.machines) + (1 − 1/\(measures.machines)) \(span)"],
      value: timeText(bound), time: Int128(bound))
  }

  private var parallelism: Formula {
    func formula(_ value: String, _ numbers: [String] = []) -> Formula {
      Formula(name: "parallelism", formula: "T₁/T∞", numbers: numbers, value: value)
    }
    guard measures.span > 0 else { return formula("not defined: nothing ran") }
    guard measures.floor != nil else {
      return formula("unknown: the trace does not record what depends on what")
    }
    return formula(
      ratioText(measures.work, measures.span),
      ["\(timeText(measures.work))/\(timeText(measures.span))"])
  }

  private var serial: Formula {
    if let obstacle = comparison.obstacle {
      return Formula(name: baselineWord, formula: "", value: "unknown: \(obstacle.text)")
    }
    func formula(_ formula: String, note: String = "") -> Formula {
      Formula(
        name: baselineWord, formula: formula,
        value: comparison.baselineTime.map(timeText) ?? "unknown", note: note,
        time: comparison.baselineTime.map { Int128($0) })
    }
    switch comparison.baseline {
    case .twin: return formula("the makespan of the same scenario with nothing parallel")
    case .other: return formula("the makespan of \(comparison.names.baseline), the first input")
    case .work where comparison.nothingRanInParallel:
      return formula("the makespan, since nothing ran in parallel")
    case .work:
      return formula(
        "the running of all calls one after the other",
        note: ": a trace has no twin; contention may inflate its work")
    case .unknown(let reason):
      return Formula(name: "serial", formula: "", value: "unknown: \(reason)")
    }
  }

  private var baselineWord: String {
    if case .other = comparison.baseline { "baseline" } else { "serial" }
  }

  private var saved: [Formula] {
    let word = baselineWord
    guard let before = comparison.baselineTime, let saved = comparison.saved else {
      return [
        Formula(name: "saved", formula: "\(word) − this run", value: "unknown, as \(word) is")
      ]
    }
    let (serial, parallel) = (timeText(before), timeText(comparison.parallelTime))
    let difference = Formula(
      name: "saved", formula: "\(word) − this run", numbers: ["\(serial) − \(parallel)"],
      value: timeText(saved), time: Int128(saved))
    guard comparison.parallelTime > 0 else { return [difference] }
    let ratio = ratioText(before, comparison.parallelTime)
    let speedup = Formula(
      name: "speedup", formula: "\(word)/this run", numbers: ["\(serial)/\(parallel)"],
      value: "\(ratio)×")
    guard let efficiency = comparison.efficiencyText else { return [difference, speedup] }
    let ofSlots = measures.holdsSeveralSlots
    return [
      difference, speedup,
      Formula(
        name: "efficiency", formula: ofSlots ? "T₁/(P · makespan)" : "speedup/P",
        numbers: [
          ofSlots
            ? "\(timeText(measures.work))/(\(measures.machines) · \(parallel))"
            : "\(ratio)/\(measures.machines)"
        ], value: efficiency),
    ]
  }

  /// Slack and free float, at the call that has most of it.
  private var slack: [Formula] {
    let ran = run.calls.filter { $0.startedAt != nil && !$0.isEndless }
    let most = ran.max {
      let (left, right) = (run.slack.total[Int($0.number) - 1], run.slack.total[Int($1.number) - 1])
      return left < right
    }
    guard let call = most, let started = call.started, let ended = call.ended else {
      return [
        Formula(name: "slack", formula: "", value: "latest start − earliest start: nothing ran")
      ]
    }
    let slack = run.slack.total[Int(call.number) - 1]
    let earliest = run.timing.earliest[started]
    let (end, free) = (run.timing.earliest[ended], run.slack.free[Int(call.number) - 1])
    return [
      Formula(
        name: "slack of \(run.title(of: call.number))", formula: "latest start − earliest start",
        numbers: ["\(timeText(earliest + slack)) − \(timeText(earliest))"], value: timeText(slack)),
      Formula(
        name: "its free float", formula: "earliest start of what follows − its earliest end",
        numbers: ["\(timeText(end + free)) − \(timeText(end))"], value: timeText(free)),
    ]
  }

  /// Drag, at the call that has most of it.
  private var drag: Formula {
    let general = "T∞ − T∞ with one call taking no time"
    let most = run.calls.max {
      run.slack.drag[Int($0.number) - 1] < run.slack.drag[Int($1.number) - 1]
    }
    guard measures.span > 0 else {
      return Formula(name: "drag", formula: "", value: "\(general): nothing ran")
    }
    guard let call = most, run.slack.drag[Int(call.number) - 1] > 0 else {
      return Formula(
        name: "drag", formula: general, value: "0 s for every call",
        note: ": several chains are equally heavy")
    }
    let drag = run.slack.drag[Int(call.number) - 1]
    return Formula(
      name: "drag of \(run.title(of: call.number))", formula: "T∞ − T∞ with it taking no time",
      numbers: ["\(timeText(measures.span)) − \(timeText(measures.span - drag))"],
      value: timeText(drag))
  }

  private var observed: Formula {
    var times: [ObservedPath.Kind: Nanoseconds] = [:]
    for part in run.observedPath.parts { times[part.kind, default: 0] += part.end - part.start }
    let words: [(ObservedPath.Kind, String)] = [
      (.running, "running"), (.waitingForMachine, "waiting for a machine"),
      (.timer, "timers"),
      (.unexplained, "unexplained"),
    ]
    let terms = words.compactMap { kind, word in times[kind].map { "\(timeText($0)) \(word)" } }
    return Formula(
      name: "observed path", formula: sum(terms, of: terms.count),
      value: timeText(measures.makespan),
      note: ", the makespan")
  }

  /// What one more machine can do at most, where no flow orders the calls.
  private var oneMore: [[Formula]] {
    guard let bottleneck = Bottleneck(run), bottleneck.hasMachines, bottleneck.knowsSlots else {
      return []
    }
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
      } ?? "max(⌈T₁/(P + 1)⌉, \(chain))"
    let isOfAll = bottleneck.machine == nil
    let saved = measures.makespan - bottleneck.leastWithOneMore
    let busy = bottleneck.machine.map { "all of \(run.log.names[$0.name])" } ?? "all machines"
    return [
      [
        Formula(
          name: "least on one more machine", formula: formula,
          numbers: isOfAll ? ["max(⌈\(work)/\(bottleneck.slots + 1)⌉, \(limit))"] : [],
          value: least),
        Formula(
          name: "saved by it", formula: "at most makespan − least",
          numbers: ["\(timeText(measures.makespan)) − \(least)"], value: timeText(saved),
          note: bottleneck.mostSavedByOneMore < saved
            ? ", and no more than the observed path waited, \(timeText(run.observedPath.waiting))"
            : ""),
      ],
      [
        Formula(
          name: "\(busy) busy",
          formula: "\(timeText(bottleneck.allBusy)) of \(timeText(measures.makespan))",
          value: percentText(bottleneck.allBusy, measures.makespan))
      ],
    ]
  }

  /// Terms with plus signs; of many, the first ones and how many more.
  private func sum(_ terms: [String], of count: Int) -> String {
    guard !terms.isEmpty else { return "0 s" }
    let shown = terms.prefix(Self.mostTerms).joined(separator: " + ")
    return count > Self.mostTerms ? "\(shown) + … (\(count - Self.mostTerms) more)" : shown
  }

  private static let mostTerms = 6
}
