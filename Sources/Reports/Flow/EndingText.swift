internal import EventLog
internal import TraceAnalysis
internal import Formatting

extension Ending {
  /// How a run came to its end at an instant, in words that follow its name or stand alone.
  func words(at time: Nanoseconds) -> String {
    RunOutcome.End(self).words(at: time)
  }

  /// The same, to be said of what stands before it: `deadlocked at 2 s: …`, `cut off at …`.
  func predicate(at time: Nanoseconds) -> String { RunOutcome.End(self).predicate(at: time) }
}

extension Log {
  /// How the run came to its end, in words that follow its name or stand alone.
  func words(for ending: Ending) -> String { ending.words(at: end) }

  /// The same, to be said of what stands before it.
  func predicate(for ending: Ending) -> String { ending.predicate(at: end) }
}

extension RunOutcome {
  /// How the run came to its end, in words that follow its name or stand alone.
  var sentence: String { end.words(at: endedAt) }
}

extension RunOutcome.End {
  /// How a run came to its end at an instant, in words that follow its name or stand alone.
  func words(at instant: Nanoseconds) -> String {
    switch self {
    case .limit, .cut: "it was \(predicate(at: instant))"
    case .open: "its log was not closed"
    case .starved(let starved): starved.sentence
    default: "it \(predicate(at: instant))"
    }
  }

  /// What is to be said of a run that ended so, behind its name.
  func predicate(at instant: Nanoseconds) -> String {
    let time = timeText(instant)
    switch self {
    case .whole: return "came to its end at \(time)"
    case .open: return "was not closed"
    case .cut: return "not at its end where its trace ends, at \(time)"
    case .stuck(let blocker): return "never gets past \(blocker)"
    case .starved(let starved): return "does not come to its end: \(starved.sentence)"
    case .limit(let limit):
      let what = limit == "time" ? "its time limit" : "its limit of \(limit)"
      return "cut off at \(what), at \(time)"
    case .deadlock(let reason): return "deadlocked at \(time): \(reason)"
    case .livelock(let reason): return "went round for ever from \(time) on: \(reason)"
    case .failure(let reason): return "failed at \(time): \(reason)"
    }
  }
}

extension Analysis {
  /// How the run ended if it came to no good end of its own, in words; nil if it did.
  var endText: String? { ending == .end ? nil : log.words(for: ending) }

  /// How the run came to its end, in words.
  var endingSentence: String {
    guard ending == .end else { return log.words(for: ending) }
    guard isFinished else { return RunOutcome(self).sentence }
    return blockerText.map { "it never got past \($0)" } ?? starvation?.sentence
      ?? log.words(for: ending)
  }

  /// What a report says first of a run that did not do all that it was to do; nil of one that did.
  var partRemark: String? {
    isWhole ? nil : "  \(endingSentence); this is of what was done by then".visibleText
  }
}
