public import EventLog
internal import Formatting
internal import TraceAnalysis

/// The events of a log as a listing for people or as CSV; programs read the log itself, which is JSON.
public struct EventsReport: Sendable, TellsTimes {
  let log: Log
  var timeScale: TimeScale { log.timeScale }
  /// Calls as far as they answer others.
  private let answers: CachedAnswers

  /// Makes the report of a log.
  ///
  /// - Complexity: O(1).
  public init(_ log: Log) {
    self.log = log
    answers = CachedAnswers(log)
  }

  /// The report for people: a line for each event, with its causes.
  public var text: String {
    var table = Table([.right, .right, .left, .left, .left])
    table.add("seq", "at", "kind", "component", "causes")
    for (seq, event) in log.events.enumerated() {
      table.add(
        String(seq), timeText(event.at), "\(event.kind.word)", subject(of: seq),
        causes(of: seq))
    }
    return ([heading, ""] + table.lines).joined(separator: "\n") + "\n"
  }

  private var heading: String {
    "\(log.header.title.visibleText): \(log.events.count) events in \(timeText(log.end))"
  }

  /// The report for tables: a row for each event.
  ///
  /// The events in Markdown, as they are listed for people.
  public var markdown: String { text.markdownBlock }

  /// What only some kinds of event say has columns of its own.
  public var csv: String {
    let header =
      ["seq", "at_ns", "kind", "component", "call", "causes"]
      + EventColumn.allCases.map(\.rawValue)
    return csvText(
      [header]
        + log.events.enumerated().map { seq, event in
          let columns = log.columns(of: event)
          return [
            "\(seq)", "\(event.at)", "\(event.kind.word)", log.names[event.component],
            event.call > 0 ? "\(event.call)" : "", causes(of: seq),
          ] + EventColumn.allCases.map { columns[$0] ?? "" }
        })
  }

  /// Who or what an event happened to, and what is to be said of it.
  package func subject(of seq: Int) -> String {
    let event = log.events[seq]
    let name = log.names[event.component]
    switch event.kind {
    case .machineDeclared(let machine, let slots):
      return "\(machineText(log.names[machine])), \(slots == 1 ? "1 slot" : "\(slots) slots")"
    case .componentDeclared(let machine, let traits, let atOnce):
      var words = [name]
      if traits.contains(.parallel) { words.append("parallel") }
      if traits.contains(.forever) { words.append("never ends") }
      if atOnce > 1 { words.append("\(atOnce) calls at once") }
      if !machine.isNone { words.append("on \(machineText(log.names[machine]))") }
      return words.joined(separator: ", ")
    case .machineTaken(let machine, let slot):
      return "\(name) (call \(event.call)) on \(log.names[machine]) \(slot) too"
    case .callStarted(let machine, let slot) where !machine.isNone:
      return "\(name) (call \(event.call)) on \(log.names[machine]) \(slot)"
    case .callRequested(_, _, let arguments) where !arguments.isNone:
      return "\(name) (call \(event.call)) with \(log.names[arguments])"
    case .callBlocked(let other, let condition):
      let awaited = other > 0 ? "call \(other)" : log.names[condition]
      return "\(name) (call \(event.call)) on \(awaited)"
    case .callCached(let hit, _, let arguments):
      let with = arguments.isNone ? "" : " with \(log.names[arguments])"
      let component = log.names[answers.component(of: hit)]
      let outcome = answers.outcome(of: hit, at: seq).words.map { ", which \($0)" } ?? ""
      return "\(name) (call \(event.call)) had \(component) (call \(hit))\(with)\(outcome)"
    case .cacheMissed(let key): return "\(name) (call \(event.call)) \(log.names[key])"
    case .flowIterated(let iteration, let step):
      let end = step > 0 ? "up to step \(step)" : "to its end"
      return "\(name) (call \(event.call)) iteration \(iteration), \(end)"
    case .stateDeclared(let variable, let value):
      return "\(log.names[variable]) = \(log.value(value).shown)"
    case .stateWritten(let variable, let value), .stateRead(let variable, let value):
      return "\(name) (call \(event.call)) \(log.names[variable]) = \(log.value(value).shown)"
    case .stateConflict(let variable, let other):
      return "\(name) (call \(event.call)) \(log.names[variable]), against event \(other)"
    case .streamDeclared(let stream, let buffer):
      let room =
        buffer > 0 ? "\(buffer == 1 ? "1 item" : "\(buffer) items")" : "any number of items"
      return "\(log.names[stream]), room for \(room)"
    case .callProgressed(let point):
      return "\(name) (call \(event.call))" + (point.isNone ? "" : " \(log.names[point])")
    case .messageSent(let stream, let item), .messageReceived(let stream, let item):
      return "\(name) (call \(event.call)) item \(item) of \(log.names[stream])"
    case .runDeadlocked(let reason), .runLivelocked(let reason), .runFailed(let reason):
      return log.names[reason]
    case .callFailed(let reason), .callStopped(let reason):
      return "\(name) (call \(event.call))" + (reason.isNone ? "" : ": \(log.names[reason])")
    case .runLimited(let limit): return log.names[limit]
    default: return event.call > 0 ? "\(name) (call \(event.call))" : name
    }
  }

  private func causes(of seq: Int) -> String {
    log.causes(of: seq).map {
      "\($0.edge.word) \($0.seq)" + ($0.isInferred ? " inferred" : "")
    }.joined(separator: ", ")
  }
}

extension CachedAnswers.Outcome {
  /// What is to be said of a call that answers another one; nil if it had succeeded.
  var words: String? {
    switch self {
    case .notEnded: "had not ended"
    case .failed: "had failed"
    case .stopped: "had been stopped"
    case .succeeded: nil
    }
  }
}
