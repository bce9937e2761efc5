internal import EventLog
internal import TraceAnalysis
internal import Formatting
internal import WhatIf

extension SummaryReport {
  /// The report for programs: JSON with `"schema": 1` and stable keys, times in nanoseconds.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(jsonFields, notes)
  }

  /// What it tells programs, for a report that holds it.
  var jsonFields: [(key: String, value: JSONValue)] {
    let (fields, estimates) = fields
    let expected: [(key: String, value: JSONValue)] =
      expectations.checked.isEmpty ? [] : [("expectations", JSONValue(expectations.entries))]
    let paths: [(key: String, value: JSONValue)] = [
      ("never_called", .array(comparison.run.neverCalled.map(JSONValue.string))),
      ("look_first", JSONValue(estimates?.candidates ?? [], comparison.run)),
      ("critical_path", PathReport(comparison.run).criticalJSON),
      ("observed_path", PathReport(comparison.run).observedJSON),
    ]
    return fields + expected + paths
  }

  /// The report in Markdown: the answer, what bound the run, and the times and measures as tables.
  public var markdown: String {
    var lines = ["**\(comparison.answer.markdownText)**"]
    let sentences = comparison.sentences(with: boundText)
    if expectations.answer != nil { lines += [""] + expectations.markdownLines }
    if !sentences.isEmpty { lines += [""] + sentences.map { "- " + $0.markdownText } }
    lines += [""] + timesTable.markdownLines(head: ["", "time", ""])
    lines += [""] + measuresTable.markdownLines(head: ["measure", "value", ""])
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report for tables: a row of keys and a row of values.
  public var csv: String {
    let fields = fields.values
    return csvText([fields.map(\.key), fields.map { $0.value.plainText }])
  }

  /// All that is one value, in the order of the document; and what is known of single calls.
  private var fields: (values: [(key: String, value: JSONValue)], estimates: SpeedupEstimates?) {
    let bound = boundText
    return (
      measureFields + Self.boundFields(comparison.run, bound) + endFields, bound?.estimates
    )
  }

  /// Whether the measures are of all that was to be done, and how the run ended.
  private var endFields: [(key: String, value: JSONValue)] {
    [
      ("complete", .bool(comparison.run.isWhole)),
      ("ending", .string(comparison.run.endingSentence)),
    ]
  }

  private var measureFields: [(key: String, value: JSONValue)] {
    let measures = comparison.run.measures
    let knowsStarts = comparison.run.knowsStarts
    // What ran at once is known where it is known when and how long each call ran.
    let knowsLanes = measures.knowsRunning && knowsStarts
    return [
      ("name", .string(comparison.name)),
      ("makespan_ns", JSONValue(knowsStarts ? measures.makespan : nil)),
      ("work_ns", JSONValue(measures.knowsRunning ? measures.work : nil)),
      ("span_ns", JSONValue(measures.knownSpan)),
      ("floor_ns", JSONValue(measures.floor)),
      ("dependencies", .string(measures.dependencies.word)),
      ("lower_bound_ns", JSONValue(knowsLanes ? measures.lowerBound : nil)),
      ("greedy_bound_ns", JSONValue(measures.greedyBound)),
      ("serial_ns", JSONValue(comparison.baselineTime)),
      ("serial_basis", JSONValue(comparison.baselineTime == nil ? nil : comparison.baseline.word)),
      ("parallel_ns", JSONValue(knowsStarts ? comparison.parallelTime : nil)),
      ("all_parallel_ns", JSONValue(comparison.allParallelTime)),
      ("saved_ns", JSONValue(comparison.saved)),
      ("speedup", JSONValue(comparison.speedup)),
      ("parallelism", JSONValue(measures.floor == nil ? nil : measures.parallelism)),
      ("efficiency", JSONValue(comparison.efficiency)),
      ("utilization", JSONValue(knowsLanes ? measures.utilization : nil)),
      ("machines", JSONValue(knowsLanes ? Int128(measures.machines) : nil)),
      ("machines_inferred", .bool(measures.areMachinesInferred)),
      ("calls", JSONValue(count: measures.calls)),
      ("baseline_calls", JSONValue(comparison.sharedWork?.counts.first)),
      ("shared_calls", JSONValue(comparison.sharedWork?.counts.both)),
      ("shared_work_baseline_ns", JSONValue(comparison.sharedWork?.before)),
      ("shared_work_ns", JSONValue(comparison.sharedWork?.after)),
      ("not_compared", JSONValue(comparison.obstacle?.text)),
    ]
  }

  /// What bound a run that no flow orders; without values for any other.
  private static func boundFields(
    _ run: Analysis, _ text: BoundText?
  ) -> [(key: String, value: JSONValue)] {
    func known(_ time: Nanoseconds) -> JSONValue {
      JSONValue(run.measures.knowsRunning && run.knowsStarts ? time : nil)
    }
    let (bottleneck, estimates) = (text?.bottleneck, text?.estimates)
    return [
      ("work_per_machine_ns", known(run.measures.workPerMachine)),
      ("machine_bound_ns", known(run.measures.machineBound)),
      ("bound_by", JSONValue(bottleneck?.bound.rawValue)),
      ("all_busy_ns", JSONValue(bottleneck?.allBusy)),
      (
        "bound_by_pool",
        JSONValue(
          run.measures.hasPools ? bottleneck?.machine.map { run.log.names[$0.name] } : nil)
      ),
      ("observed_waiting_ns", JSONValue(run.measures.floor == nil ? nil : bottleneck?.waiting)),
      ("unexplained_ns", JSONValue(run.measures.floor == nil ? nil : bottleneck?.unexplained)),
      ("one_more_least_ns", JSONValue(bottleneck?.leastWithOneMore)),
      ("one_more_saved_at_most_ns", JSONValue(text?.mostSavedByOneMore)),
      ("replayed_ns", JSONValue(estimates?.replayed)),
      ("one_more_replayed_ns", JSONValue(estimates?.withOneMore)),
      ("one_more_saved_ns", JSONValue(text?.savedByOneMore)),
    ]
  }
}

extension JSONValue {
  /// The calls to look at first.
  fileprivate init(_ candidates: [SpeedupEstimates.Candidate], _ run: Analysis) {
    self = .array(
      candidates.map { candidate in
        .object([
          ("call", JSONValue(count: candidate.call)),
          ("component", .string(run.component(of: candidate.call))),
          ("running_ns", .integer(run.table[candidate.call].running)),
          ("drag_ns", .integer(run.slack.drag[Int(candidate.call) - 1])),
          ("saved_ns", .integer(candidate.saved)),
          ("saved_if_first_ns", .integer(candidate.savedIfFirst)),
          ("waited_ns", .integer(candidate.waited)), ("alone_ns", .integer(candidate.alone)),
          ("needs", JSONValue(count: candidate.needs)),
          ("needed_by", JSONValue(count: candidate.dependents)),
        ])
      })
  }
}

extension Dependencies {
  /// The word for it in JSON.
  fileprivate var word: String {
    switch self {
    case .recorded: "recorded"
    case .nested: "nested"
    case .inferred: "inferred"
    case .unknown: "unknown"
    }
  }
}

extension Baseline {
  /// The word for it in JSON: `twin`, `work` or `input`; nil where there is none.
  var word: String? {
    switch self {
    case .twin: "twin"
    case .other: "input"
    case .work: "work"
    case .unknown: nil
    }
  }
}
