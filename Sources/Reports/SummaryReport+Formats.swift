internal import EventLog
internal import TraceAnalysis

extension SummaryReport {
  /// The report for programs: JSON with `"schema": 1` and stable keys, times in nanoseconds.
  public var json: String {
    let paths: [(key: String, value: JSONValue)] = [
      ("critical_path", PathReport(comparison.run).criticalJSON),
      ("observed_path", PathReport(comparison.run).observedJSON),
    ]
    return JSONValue.object([("schema", .integer(1))] + fields + paths).text
  }

  /// The report for tables: a row of keys and a row of values.
  public var csv: String {
    csvText([fields.map(\.key), fields.map { $0.value.plainText }])
  }

  private var fields: [(key: String, value: JSONValue)] {
    let measures = comparison.run.measures
    return [
      ("name", .string(comparison.name)),
      ("makespan_ns", .integer(measures.makespan)),
      ("work_ns", .integer(measures.work)),
      ("span_ns", .integer(measures.span)),
      ("floor_ns", JSONValue(measures.floor)),
      ("lower_bound_ns", .integer(measures.lowerBound)),
      ("greedy_bound_ns", JSONValue(measures.greedyBound)),
      ("serial_ns", JSONValue(comparison.serialTime)),
      ("serial_basis", JSONValue(comparison.serialBasis)),
      ("parallel_ns", .integer(comparison.parallelTime)),
      ("all_parallel_ns", JSONValue(comparison.allParallel?.measures.makespan)),
      ("saved_ns", JSONValue(comparison.saved)),
      ("speedup", JSONValue(comparison.speedup)),
      ("parallelism", JSONValue(measures.floor == nil ? nil : measures.parallelism)),
      ("efficiency", JSONValue(comparison.efficiency)),
      ("machines", JSONValue(count: measures.machines)),
      ("machines_inferred", .bool(measures.areMachinesInferred)),
      ("calls", JSONValue(count: measures.calls)),
    ]
  }
}

extension JSONValue {
  /// A single value as a field of a table; empty where there is none.
  var plainText: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value.description
    case .string(let value): value
    case .array, .object: preconditionFailure("a field holds one value")
    }
  }
}
