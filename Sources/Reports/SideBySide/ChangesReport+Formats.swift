internal import EventLog
internal import TraceAnalysis
internal import Formatting

extension ChangesReport {
  /// The report for programs: all that differs, times in nanoseconds.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(fields, notes)
  }

  /// What is told to programs.
  var fields: [(key: String, value: JSONValue)] {
    [
      ("expected", .string(names.expected)),
      ("actual", .string(names.actual)), ("same", .bool(!isChanged)),
      ("headers", .array(header.fields.map(json(of:)))),
      ("difference", json(of: difference)), ("happening", json(of: effect ?? difference)),
      ("measures", .array(measuresJSON)), ("components", .array(componentsJSON)),
      ("variables", .array(variablesJSON)), ("streams", .array(streamsJSON)),
      ("ending", endingJSON),
    ]
  }

  private func json(of field: HeaderText.Field) -> JSONValue {
    .object([
      ("field", .string(field.key)), ("expected", .string(field.expected)),
      ("actual", .string(field.actual)), ("sentence", .string(field.sentence)),
    ])
  }

  private func json(of difference: LogDifference?) -> JSONValue {
    guard let difference else { return .null }
    return .object([
      ("expected", difference.isExpected ? json(of: difference.seq, in: events.expected) : .null),
      ("actual", difference.isActual ? json(of: difference.actualSeq, in: events.actual) : .null),
    ])
  }

  /// An event, with its causes.
  private func json(of seq: Int, in events: EventsReport) -> JSONValue {
    let causes = events.log.causes(of: seq).map { cause in
      JSONValue.object(
        [("edge", .string(cause.edge.word)), ("inferred", .bool(cause.isInferred))]
          + fields(of: Int(cause.seq), in: events))
    }
    return .object(fields(of: seq, in: events) + [("causes", .array(causes))])
  }

  private func fields(of seq: Int, in events: EventsReport) -> [(key: String, value: JSONValue)] {
    let log = events.log
    let event = log.events[seq]
    let component: JSONValue =
      event.component.isNone ? .null : .string(log.names[event.component])
    return [
      ("seq", JSONValue(count: seq)), ("kind", .string("\(event.kind.word)")),
      ("component", component), ("call", event.call > 0 ? JSONValue(count: event.call) : .null),
      ("text", .string(events.subject(of: seq))), ("at_ns", .integer(event.at)),
    ]
  }

  private var measuresJSON: [JSONValue] {
    (outcome?.changes.measures ?? []).map { measure in
      .object([
        ("measure", .string(measure.key)), ("expected", JSONValue(measure.expected)),
        ("actual", JSONValue(measure.actual)), ("change", JSONValue(measure.change)),
      ])
    }
  }

  private var changedComponents: [RunChanges.Component] {
    (outcome?.changes.components ?? []).filter(\.isChanged)
  }

  private var componentsJSON: [JSONValue] {
    changedComponents.map { component in
      let shift = component.moved > 0 ? component.shift : nil
      return .object([
        ("component", .string(component.name)),
        ("expected_calls", JSONValue(count: component.calls.expected)),
        ("actual_calls", JSONValue(count: component.calls.actual)),
        ("expected_running_ns", .integer(component.running.expected)),
        ("actual_running_ns", .integer(component.running.actual)),
        ("paired", JSONValue(count: component.paired)),
        ("moved", JSONValue(count: component.moved)),
        ("least_shift_ns", JSONValue(shift?.lowerBound)),
        ("most_shift_ns", JSONValue(shift?.upperBound)),
        ("ended_otherwise", JSONValue(count: component.endedOtherwise)),
      ])
    }
  }

  private var variablesJSON: [JSONValue] {
    (outcome?.changes.variables ?? []).map { variable in
      .object([
        ("variable", .string(variable.name)),
        ("expected", variable.expected.map(JSONValue.init) ?? .null),
        ("actual", variable.actual.map(JSONValue.init) ?? .null),
      ])
    }
  }

  private var streamsJSON: [JSONValue] {
    (outcome?.changes.streams ?? []).map { stream in
      .object([
        ("stream", .string(stream.name)),
        ("expected_sent", JSONValue(count: stream.sent.expected)),
        ("actual_sent", JSONValue(count: stream.sent.actual)),
        ("expected_received", JSONValue(count: stream.received.expected)),
        ("actual_received", JSONValue(count: stream.received.actual)),
      ])
    }
  }

  private var endingJSON: JSONValue {
    guard let outcome else { return .null }
    return .object([
      ("expected", .string(outcome.expected.endingSentence)),
      ("actual", .string(outcome.actual.endingSentence)),
    ])
  }

  /// The report for tables: a row for each thing that differs.
  public var csv: String { csvText(Self.header + rows) }

  /// The names of the columns of the table.
  static let header = [["kind", "name", "expected", "actual", "change"]]

  /// What differs, a row each.
  var rows: [[String]] {
    var rows: [[String]] = []
    rows += header.fields.map { ["header", $0.key, $0.expected, $0.actual, ""] }
    for (kind, difference) in [("difference", difference), ("happening", effect ?? difference)] {
      guard let difference else { continue }
      rows.append([
        kind, "seq", difference.isExpected ? "\(difference.seq)" : "",
        difference.isActual ? "\(difference.actualSeq)" : "", "",
      ])
    }
    for measure in outcome?.changes.measures ?? [] {
      rows.append([
        "measure", measure.key, Self.text(measure.expected), Self.text(measure.actual),
        Self.text(measure.change),
      ])
    }
    for component in changedComponents {
      let (calls, running) = (component.calls, component.running)
      rows.append([
        "calls", component.name, "\(calls.expected)", "\(calls.actual)",
        "\(calls.actual - calls.expected)",
      ])
      rows.append([
        "running_ns", component.name, "\(running.expected)", "\(running.actual)",
        "\(running.actual - running.expected)",
      ])
      rows.append(["moved", component.name, "", "\(component.moved)", ""])
      rows.append(["ended_otherwise", component.name, "", "\(component.endedOtherwise)", ""])
    }
    for variable in outcome?.changes.variables ?? [] {
      rows.append([
        "variable", variable.name, variable.expected?.shown ?? "", variable.actual?.shown ?? "", "",
      ])
    }
    for stream in outcome?.changes.streams ?? [] {
      for (kind, items) in [("sent", stream.sent), ("received", stream.received)] {
        rows.append([
          kind, stream.name, "\(items.expected)", "\(items.actual)",
          "\(Int64(items.actual) - Int64(items.expected))",
        ])
      }
    }
    return rows
  }

  private static func text(_ number: Int128?) -> String { number.map(String.init) ?? "" }
}

extension RunChanges.Measure {
  /// Its name with its unit.
  var key: String { name == "calls" ? name : "\(name)_ns" }

  /// By how much it is more in the second run.
  var change: Int128? {
    guard let expected, let actual else { return nil }
    return actual - expected
  }
}
