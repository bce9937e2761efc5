internal import EventLog
internal import Formatting
internal import TraceAnalysis

extension Comparison.Obstacle {
  /// Why a run is not subtracted from its baseline, in words that follow its time.
  var text: String {
    switch self {
    case .runEnded(let run): run.sentence
    case .baselineEnded, .otherCalls, .succeeds, .fewerSucceed:
      "one after the other \(textOfAllParallel)"
    case .otherWork(let shared): "not the same work, \(shared.text)"
    case .idle(let time): "its calls do not fill it, nothing ran for \(timeText(time))"
    case .timesHoldWaits:
      "what that saved is not known, since the times of its calls hold waits"
    case .startsUnknown: "when each ran is not recorded"
    case .tooLong: "one after the other its calls take longer than can be told"
    case .unknown(let reason): reason
    }
  }

  /// The same of the run with everything parallel.
  var textOfAllParallel: String {
    switch self {
    case .baselineEnded(let run): run.sentence
    case .otherCalls: "it makes other calls"
    case .succeeds(let component): "\(component) comes to its own end"
    case .fewerSucceed: "not as many calls come to their own end"
    default: text
    }
  }
}

extension SharedWork {
  /// `5 of 120 calls are in both`.
  var text: String {
    let most = max(counts.first, counts.second)
    return "\(counts.both) of \(counted(most, "call")) \(counts.both == 1 ? "is" : "are") in both"
  }
}
