internal import EventLog

extension Log {
  /// How the run came to its end, in words that follow its name or stand alone.
  func words(for ending: Ending) -> String {
    let time = timeText(end)
    switch ending {
    case .end: return "it came to its end at \(time)"
    case .limit(let limit):
      let what = names[limit] == "time" ? "its time limit" : "its limit of \(names[limit])"
      return "it was cut off at \(what), at \(time)"
    case .deadlock(let reason): return "it deadlocked at \(time): \(names[reason])"
    case .livelock(let reason):
      return "it went round for ever from \(time) on: \(names[reason])"
    case .failure(let reason): return "it failed at \(time): \(names[reason])"
    }
  }
}
