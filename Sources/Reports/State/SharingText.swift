internal import EventLog
internal import TraceAnalysis
internal import Formatting

/// What went through the streams of a run, and where its shared state was in doubt, in sentences.
struct SharingText: TellsTimes {
  private let run: Analysis
  var timeScale: TimeScale { run.timeScale }

  init(_ run: Analysis) { self.run = run }

  /// The sentences.
  var sentences: [String] {
    guard run.log.events.contains(where: { $0.isAboutSharing }) else { return [] }
    return run.streams.flatMap(sentences) + conflictSentences
  }

  private func sentences(of use: StreamUse) -> [String] {
    let name = run.log.names[use.stream]
    guard use.sent > 0 else { return ["nothing went through \(name)"] }
    let room = use.buffer > 0 ? " of its room for \(use.buffer)" : ""
    var sentence =
      "\(counted(Int(use.sent), "item")) went into \(name)"
      + (use.received == use.sent
        ? " and out again"
        : ", \(use.received == 0 ? "none" : "\(use.received)") of them out again")
      + (use.mostHeld == 0
        ? "; none had to wait in its buffer"
        : "; its buffer held at most \(use.mostHeld)\(room)")
    if use.waitedForItems > 0 {
      sentence += "; who takes them waited \(timeText(use.waitedForItems)) for items"
    }
    if use.waitedForRoom > 0 {
      sentence += "; who puts them in waited \(timeText(use.waitedForRoom)) for room"
    }
    return [sentence]
  }

  /// Writes that nothing put in order: which of them stays is chance.
  private var conflictSentences: [String] {
    var conflicts: [Name: (count: Int, at: Nanoseconds, by: CallNumber, other: CallNumber)] = [:]
    var order: [Name] = []
    for event in run.log.events {
      guard case .stateConflict(let variable, let other) = event.kind else { continue }
      if conflicts[variable] == nil {
        let other = run.log.events[Int(other)].call
        conflicts[variable] = (0, event.at, event.call, other)
        order.append(variable)
      }
      conflicts[variable]?.count += 1
    }
    return order.prefix(4).compactMap { variable in
      guard let conflict = conflicts[variable] else { return nil }
      let more = conflict.count > 1 ? ", and so \(counted(conflict.count, "time")) in all" : ""
      return "\(run.log.names[variable]) was written by \(run.title(of: conflict.by)) at "
        + "\(timeText(conflict.at)) and by \(run.title(of: conflict.other)) before, in no order "
        + "that holds\(more); `meanwhile races` says why"
    }
  }
}

extension Event {
  fileprivate var isAboutSharing: Bool {
    switch kind {
    case .streamDeclared, .stateConflict: true
    default: false
    }
  }
}
