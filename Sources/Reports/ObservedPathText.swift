internal import EventLog
package import TraceAnalysis

/// The observed path for people: what happened in each stretch of it, and why what comes next waited for it.
///
///     d waited for machine lathe, held by a, then b, then c
///     compile ran, and what comes next needed its data
package struct ObservedPathText {
  private let run: Analysis
  private let vocabulary: Vocabulary
  /// The parts of the path; those in which one call waits for one machine together.
  package let stretches: [[ObservedPath.Part]]

  /// The path of a run.
  package init(_ run: Analysis) {
    self.run = run
    vocabulary = Vocabulary(run)
    var stretches: [[ObservedPath.Part]] = []
    for part in run.observedPath.parts {
      if let before = stretches.last?.last, part.kind == .waitingForMachine,
        before.kind == part.kind,
        before.call == part.call
      {
        stretches[stretches.count - 1].append(part)
      } else {
        stretches.append([part])
      }
    }
    self.stretches = stretches
  }

  /// What happened in a stretch, by its place.
  package func words(forStretch index: Int) -> String {
    let parts = stretches[index]
    let part = parts[0]
    let title = run.title(of: part.call)
    switch part.kind {
    case .running: return "\(title) \(ran)" + (part.via.map { reason($0, part, index) } ?? "")
    case .waitingForMachine:
      let time = part.start..<parts[parts.count - 1].end
      let name = vocabulary.reason(run.reason(of: part.call, waitingIn: time))
      return "\(title) waited for \(name)" + holders(in: parts)
    case .timer: return run.words(forTimerOf: part.call, until: part.end)
    case .unexplained: return "nothing the log explains"
    }
  }

  /// What a call did that was open, as far as that is known.
  private var ran: String {
    run.measures.knowsRunning ? "ran" : "waited for its turn and ran"
  }

  /// Who held a machine while a call waited for it, in order; of many the first and the last.
  private func holders(in parts: [ObservedPath.Part]) -> String {
    var holders = parts.map(\.behind).filter { $0 > 0 }.map(run.title)
    if holders.count > 3 {
      holders[1...(holders.count - 2)] = ["\(holders.count - 2) more"]
    }
    return holders.isEmpty ? "" : ", held by " + holders.joined(separator: ", then ")
  }

  /// Why what comes next waited for a call.
  private func reason(_ via: Edge, _ part: ObservedPath.Part, _ index: Int) -> String {
    switch via {
    case .blocking:
      run.table[part.call].traits.contains(.parallel)
        ? ", and its end made the flow run again" : ", waited for because it is not parallel"
    // Steps of a job come one after the other, whatever they need.
    case .data where run.traceKind == .workflow: ""
    case .data: ", and what comes next needed its data"
    case .queue where run.traceKind == .workflow:
      ", and another of its matrix waited for that (max-parallel)"
    case .queue: ", waited for by the next call of it"
    case .time: ", by a timer"
    case .machine: next(after: index).map { waiting($0, during: part) } ?? ""
    case .program: ""
    }
  }

  /// The call that runs next on the path.
  private func next(after index: Int) -> CallNumber? {
    stretches.dropFirst(index + 1).first { $0[0].kind == .running }?[0].call
  }

  /// What a call waited for while another held it.
  private func waiting(_ call: CallNumber, during part: ObservedPath.Part) -> String {
    let start = max(part.start, run.table[call].requestedAt)
    guard start < part.end else { return "" }
    let name = vocabulary.reason(run.reason(of: call, waitingIn: start..<part.end))
    return ", and \(run.title(of: call)) waited for \(name) meanwhile"
  }
}
