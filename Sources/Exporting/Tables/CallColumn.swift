internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// A column of the table of calls, the same in CSV and in a database.
enum CallColumn: String, CaseIterable {
  case call, component, arguments, parent, step, machine, slot, slots, lane, status, reason
  case requested = "requested_ns"
  case queuedAt = "queued_ns"
  case started = "started_ns"
  case ended = "ended_ns"
  case waiting = "waiting_ns"
  case blocked = "blocked_ns"
  case running = "running_ns"
  case slack = "slack_ns"
  case freeFloat = "free_float_ns"
  case drag = "drag_ns"
  case critical = "critical_ns"
  case observed = "observed_ns"
  case isCritical = "is_critical"
  case isObserved = "is_observed"
  case isFlow = "is_flow"
  case isParallel = "is_parallel"
  case isEndless = "is_endless"

  /// What the column holds for a call; null where there is nothing or it is not known.
  func value(of call: CallRecord, in run: ExportedRun) -> JSONValue {
    let index = Int(call.number) - 1
    return switch self {
    case .call: JSONValue(count: call.number)
    case .component: .string(run.name(of: call))
    case .arguments: call.arguments.isNone ? .null : .string(run.log.names[call.arguments])
    case .parent: call.parent > 0 ? JSONValue(count: call.parent) : .null
    case .step: call.step > 0 ? JSONValue(count: call.step) : .null
    case .machine: call.machine.isNone ? .null : .string(run.log.names[call.machine])
    case .slot: call.slot > 0 ? JSONValue(count: call.slot) : .null
    case .slots:
      call.startedAt == nil || call.slot == 0
        ? .null : JSONValue(count: run.run.table.slotCount(of: call.number))
    case .lane: JSONValue(run.lanes.laneOfCall[index].map { run.lanes.all[$0].title })
    case .status: .string(run.status(of: call))
    case .reason: JSONValue(run.reason(of: call))
    case .requested: .integer(call.requestedAt)
    case .queuedAt: JSONValue(run.queuedAt(call))
    case .started: JSONValue(call.startedAt)
    case .ended: JSONValue(call.endedAt)
    case .waiting: .integer(run.queued(call))
    case .blocked: .integer(run.blocked(call))
    case .running: .integer(call.running)
    case .slack: JSONValue(run.slack(call, \.total))
    case .freeFloat: JSONValue(run.slack(call, \.free))
    case .drag: JSONValue(run.slack(call, \.drag))
    case .critical: .integer(run.critical[index] ?? 0)
    case .observed: .integer(run.observed[index] ?? 0)
    case .isCritical: .bool(run.critical[index] != nil)
    case .isObserved: .bool(run.observed[index] != nil)
    case .isFlow: .bool(call.isFlow)
    case .isParallel: .bool(call.traits.contains(.parallel))
    case .isEndless: .bool(call.isEndless)
    }
  }

  /// Whether the column holds text.
  var isText: Bool {
    switch self {
    case .component, .arguments, .machine, .lane, .status, .reason: true
    default: false
    }
  }
}
