internal import EventLog
internal import Formatting

extension StateReport {
  /// The report for programs: everything, times in nanoseconds.
  public func jsonText(with notes: [InputNotes]) -> String {
    let counts = Self.order.map { status in
      (key: "\(status)", value: JSONValue(count: snapshot.statuses[status]))
    }
    return JSONValue.report(
      [
        ("name", .string(log.header.title)), ("at_ns", .integer(instant)),
        ("before", .bool(isBefore)), ("beyond_end", .bool(isBeyondEnd)),
        ("end_ns", .integer(log.end)), ("events_by_then", JSONValue(count: snapshot.events)),
        ("events", JSONValue(count: log.events.count)), ("over", .bool(snapshot.ending != nil)),
        ("ending", JSONValue(snapshot.ending.map(log.words(for:)))),
        ("statuses", .object(counts)), ("calls", .array(callsJSON)),
        ("machines", .array(machinesJSON)), ("variables", .array(variablesJSON)),
        ("streams", .array(streamsJSON)), ("components", .array(componentsJSON)),
      ], notes)
  }

  private func name(_ name: Name) -> JSONValue { name.isNone ? .null : .string(log.names[name]) }

  private func number(_ call: CallNumber) -> JSONValue {
    call > 0 ? JSONValue(count: call) : .null
  }

  private var callsJSON: [JSONValue] {
    let holdings = snapshot.holdings
    return snapshot.calls.map { call in
      let wait = words(for: call.wait)
      return .object([
        ("call", JSONValue(count: call.number)), ("component", name(call.component)),
        ("parent", number(call.parent)), ("step", number(call.step)),
        ("with", name(call.arguments)), ("status", .string("\(call.status)")),
        ("waits_for", JSONValue(wait?.kind)), ("on", number(wait?.call ?? 0)),
        ("for", name(wait?.name ?? .none)),
        ("place", call.place > 0 ? JSONValue(count: call.place) : .null),
        ("machine", name(call.machine)),
        ("slots", .array((holdings[call.number] ?? []).map { JSONValue(count: $0) })),
        ("reason", name(call.reason)), ("requested_ns", .integer(call.requestedAt)),
        ("started_ns", JSONValue(call.startedAt)), ("since_ns", .integer(call.since)),
        ("round", call.iteration > 0 ? JSONValue(count: call.iteration) : .null),
        ("round_step", call.iterationStep > 0 ? JSONValue(count: call.iterationStep) : .null),
      ])
    }
  }

  /// What is waited for: the word for its kind, and the call or the name that it is.
  private func words(
    for wait: RunSnapshot.Wait?
  ) -> (kind: String, call: CallNumber, name: Name)? {
    switch wait {
    case nil: nil
    case .call(let call): ("call", call, .none)
    case .condition(let condition): ("condition", 0, condition)
    case .turn(let call): ("turn", call, .none)
    case .machine(let machine): ("machine", 0, machine)
    }
  }

  private var machinesJSON: [JSONValue] {
    snapshot.machines.map { machine in
      .object([
        ("machine", name(machine.name)),
        ("slots", machine.slots > 0 ? JSONValue(count: machine.slots) : .null),
        (
          "held",
          .array(
            machine.occupants.map {
              .object([("slot", JSONValue(count: $0.slot)), ("call", JSONValue(count: $0.call))])
            })
        ),
      ])
    }
  }

  private var variablesJSON: [JSONValue] {
    snapshot.variables.map { variable in
      .object([
        ("variable", name(variable.name)), ("value", JSONValue(log.value(variable.value))),
        ("writes", JSONValue(count: variable.writes)), ("call", number(variable.writer)),
        ("written_ns", JSONValue(variable.writes > 0 ? variable.writtenAt : nil)),
      ])
    }
  }

  private var streamsJSON: [JSONValue] {
    snapshot.streams.map { stream in
      .object([
        ("stream", name(stream.name)),
        ("buffer", stream.buffer > 0 ? JSONValue(count: stream.buffer) : .null),
        ("held", JSONValue(count: stream.held)), ("sent", JSONValue(count: stream.sent)),
        ("received", JSONValue(count: stream.received)),
      ])
    }
  }

  private var componentsJSON: [JSONValue] {
    snapshot.components.map { component in
      .object(
        [
          ("component", name(component.name)), ("declared", .bool(component.isDeclared)),
          ("flow", .bool(component.traits.contains(.flow))),
          ("parallel", .bool(component.traits.contains(.parallel))),
          ("forever", .bool(component.traits.contains(.forever))),
          ("at_once", JSONValue(count: component.atOnce)),
          ("machine", name(component.machine)),
        ]
          + Self.order.map { (key: "\($0)", value: JSONValue(count: component.statuses[$0])) })
    }
  }

  /// The report for tables: a row for each call, slot that is held, variable and stream.
  public var csv: String {
    let header = [
      "kind", "name", "call", "status", "since_ns", "waits_for", "on", "for", "machine", "slot",
      "reason", "value", "sent", "received", "round", "round_step",
    ]
    func row(_ fields: KeyValuePairs<String, String>) -> [String] {
      header.map { key in fields.first { $0.key == key }?.value ?? "" }
    }
    var rows = [header]
    for call in snapshot.calls {
      let wait = words(for: call.wait)
      rows.append(
        row([
          "kind": "call", "name": log.names[call.component], "call": "\(call.number)",
          "status": "\(call.status)", "since_ns": "\(call.since)", "waits_for": wait?.kind ?? "",
          "on": wait.flatMap { $0.call > 0 ? "\($0.call)" : nil } ?? "",
          "for": log.names[wait?.name ?? .none], "machine": log.names[call.machine],
          "reason": log.names[call.reason], "round": call.iteration > 0 ? "\(call.iteration)" : "",
          "round_step": call.iterationStep > 0 ? "\(call.iterationStep)" : "",
        ]))
    }
    for machine in snapshot.machines {
      rows += machine.occupants.map { slot, call in
        row([
          "kind": "slot", "name": log.names[machine.name], "call": "\(call)",
          "machine": log.names[machine.name], "slot": "\(slot)",
        ])
      }
    }
    for variable in snapshot.variables {
      let isWritten = variable.writes > 0
      rows.append(
        row([
          "kind": "variable", "name": log.names[variable.name],
          "call": isWritten ? "\(variable.writer)" : "",
          "since_ns": isWritten ? "\(variable.writtenAt)" : "",
          "value": log.value(variable.value).shown,
        ]))
    }
    for stream in snapshot.streams {
      rows.append(
        row([
          "kind": "stream", "name": log.names[stream.name], "value": "\(stream.held)",
          "sent": "\(stream.sent)", "received": "\(stream.received)",
        ]))
    }
    return csvText(rows)
  }
}
