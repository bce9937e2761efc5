internal import EventLog
internal import Formatting

extension Log {
  /// How the run came to its end, in words that follow its name or stand alone.
  func words(for ending: Ending) -> String {
    let predicate = predicate(for: ending)
    return if case .limit = ending { "it was \(predicate)" } else { "it \(predicate)" }
  }

  /// The same, to be said of what stands before it: `deadlocked at 2 s: …`, `cut off at …`.
  func predicate(for ending: Ending) -> String {
    let time = timeText(end)
    switch ending {
    case .end: return "came to its end at \(time)"
    case .limit(let limit):
      let what = names[limit] == "time" ? "its time limit" : "its limit of \(names[limit])"
      return "cut off at \(what), at \(time)"
    case .deadlock(let reason): return "deadlocked at \(time): \(names[reason])"
    case .livelock(let reason):
      return "went round for ever from \(time) on: \(names[reason])"
    case .failure(let reason): return "failed at \(time): \(names[reason])"
    }
  }
}
