internal import EventLog
internal import Formatting

extension Ending {
  /// How a run came to its end at an instant, in words that follow its name or stand alone.
  func words(at time: Nanoseconds) -> String {
    if case .limit = self { "it was \(predicate(at: time))" } else { "it \(predicate(at: time))" }
  }

  /// The same, to be said of what stands before it: `deadlocked at 2 s: …`, `cut off at …`.
  func predicate(at time: Nanoseconds) -> String {
    let time = timeText(time)
    switch self {
    case .end: return "came to its end at \(time)"
    case .limit(let limit):
      let what = limit == "time" ? "its time limit" : "its limit of \(limit)"
      return "cut off at \(what), at \(time)"
    case .deadlock(let reason): return "deadlocked at \(time): \(reason)"
    case .livelock(let reason): return "went round for ever from \(time) on: \(reason)"
    case .failure(let reason): return "failed at \(time): \(reason)"
    }
  }
}

extension Log {
  /// How the run came to its end, in words that follow its name or stand alone.
  func words(for ending: Ending) -> String { ending.words(at: end) }

  /// The same, to be said of what stands before it.
  func predicate(for ending: Ending) -> String { ending.predicate(at: end) }
}
