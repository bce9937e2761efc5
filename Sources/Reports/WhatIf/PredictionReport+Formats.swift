internal import EventLog
internal import Formatting
internal import TraceAnalysis
internal import WhatIf

extension PredictionReport {
  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    let (unchanged, after) = (prediction.unchanged.measures, prediction.after.measures)
    let isWhole = prediction.isWhole
    let bound = isWhole ? prediction.bound : nil
    return JSONValue.report(
      [
        ("name", .string(name)), ("before_ns", .integer(unchanged.makespan)),
        ("after_ns", .integer(after.makespan)),
        ("saved_ns", prediction.isSavingKnown ? .integer(prediction.saved) : .null),
        (
          "speedup",
          JSONValue(
            prediction.isSavingKnown && after.makespan > 0
              ? Double(unchanged.makespan) / Double(after.makespan) : nil)
        ),
        ("bound_ns", JSONValue(bound)),
        (
          "gap",
          JSONValue(
            bound.flatMap { $0 > 0 ? Double(after.makespan - $0) / Double($0) : nil })
        ),
        ("changes", .array(prediction.changes.map { .string($0.option) })),
        ("hazards", .array(hazards.map(JSONValue.string))),
        ("is_whole", .bool(isWhole)),
        ("is_estimate", .bool(prediction.isEstimate)),
        ("is_anomaly", .bool(prediction.isAnomaly)),
        ("recorded_ns", .integer(prediction.before.measures.makespan)),
        ("replay_error", JSONValue(prediction.error)),
        (
          "unexplained",
          .array(
            prediction.unexplained.map {
              .object([("lane", .string($0.lane)), ("time_ns", .integer($0.time))])
            })
        ),
        ("critical_path_before", PathReport(prediction.unchanged).criticalJSON),
        ("critical_path_after", PathReport(prediction.after).criticalJSON),
        ("observed_path_before", PathReport(prediction.unchanged).observedJSON),
        ("observed_path_after", PathReport(prediction.after).observedJSON),
        ("moved", .array(moved.map(json))),
      ], notes)
  }

  private func json(_ component: RunChanges.Component) -> JSONValue {
    .object([
      ("component", .string(component.name)),
      ("calls_before", .integer(component.calls.expected)),
      ("calls_after", .integer(component.calls.actual)),
      ("running_before_ns", .integer(component.running.expected)),
      ("running_after_ns", .integer(component.running.actual)),
      ("moved", .integer(component.moved)),
      ("least_shift_ns", .integer(component.shift.lowerBound)),
      ("most_shift_ns", .integer(component.shift.upperBound)),
    ])
  }

  /// The report for tables: a row for each component that changes.
  public var csv: String {
    csvText(
      [
        [
          "component", "calls_before", "calls_after", "running_before_ns", "running_after_ns",
          "moved", "least_shift_ns", "most_shift_ns",
        ]
      ]
        + moved.map {
          [
            $0.name, "\($0.calls.expected)", "\($0.calls.actual)", "\($0.running.expected)",
            "\($0.running.actual)", "\($0.moved)", "\($0.shift.lowerBound)",
            "\($0.shift.upperBound)",
          ]
        })
  }
}
