import EventLog
import Simulation
import TestSupport

/// A log as lines: the second, who, what happened, by what (`<` and the numbers of lines before).
///
/// What is declared, and what only says how calls start, is left out of short stories.
func story(of log: Log) -> String {
  log.events.compactMap { line(of: $0, in: log) }.joined(separator: "\n")
}

private func line(of event: Event, in log: Log) -> String? {
  let who = "\(log.names[event.component])" + (event.call > 1 ? " \(event.call)" : "")
  let what: String
  func name(_ name: Name) -> String { log.names[name] }
  switch event.kind {
  case .logOpened, .logClosed, .machineDeclared, .componentDeclared, .stateDeclared,
    .streamDeclared, .machineReleased, .machineTaken, .callQueued:
    return nil
  case .callRequested(_, _, let arguments):
    what = "requested" + (arguments.isNone ? "" : " \(name(arguments))")
  case .callStarted: what = "started"
  case .callBlocked(let other, let condition):
    what = "blocked " + (other > 0 ? "on \(other)" : name(condition))
  case .callResumed: what = "resumed"
  case .callProgressed(let point): what = "reached \(name(point))"
  case .callSucceeded: what = "succeeded"
  case .callFailed(let reason): what = "failed: \(name(reason))"
  case .callStopped(let reason): what = "stopped: \(name(reason))"
  case .callCached(let hit, _, _): what = "cached \(hit)"
  case .cacheMissed: what = "missed"
  case .flowIterated(let iteration, let step): what = "round \(iteration) to \(step)"
  case .stateWritten(let variable, let value): what = "wrote \(name(variable))=\(name(value))"
  case .stateRead(let variable, let value): what = "read \(name(variable))=\(name(value))"
  case .stateConflict(let variable, _): what = "conflict \(name(variable))"
  case .messageSent(let stream, let item): what = "sent \(name(stream)) \(item)"
  case .messageReceived(let stream, let item): what = "took \(name(stream)) \(item)"
  case .runDeadlocked(let reason): what = "deadlock: \(name(reason))"
  case .runFailed(let reason): what = "run failed: \(name(reason))"
  case .runLivelocked(let reason): what = "livelock: \(name(reason))"
  case .runLimited(let limit): what = "limit: \(name(limit))"
  }
  let seconds = "\(Double(event.at) / 1e9)"
  return "\(seconds.hasSuffix(".0") ? String(seconds.dropLast(2)) : seconds) \(who) \(what)"
}

/// A component, by what it does.
func component(
  _ name: String, _ seconds: Double, parallel: Bool = false,
  _ change: (inout Behaviour) -> Void = { _ in }
) -> Model.Component {
  var component = Model.Component(
    name: name, takes: .constant(Nanoseconds(seconds * 1e9)), isParallel: parallel)
  change(&component.behaviour)
  return component
}

/// A condition or value of one variable or status against a number.
func expression(
  _ token: Expression.Token, _ operation: Expression.Operation, _ number: Double
) -> Expression {
  Expression("…", [token, .value(.number(number)), .operation(operation)])
}
