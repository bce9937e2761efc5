internal import EventLog
internal import TraceAnalysis

/// What calls a run made and how they ended, in words that hold from one run to another.
///
/// Calls that never end are not looked at, nor those that never started.
struct CallOutcomes {
  private struct Key: Hashable {
    var component: String
    var text: String
  }

  private var made: [String: Int] = [:]
  private var arguments: [Key: Int] = [:]
  private var ends: [Key: Int] = [:]

  /// Counts the calls of a run.
  ///
  /// - Complexity: O(*n*) in the number of calls.
  init(_ run: Analysis) {
    for call in run.calls where !call.isEndless && call.startedAt != nil {
      let component = run.log.names[call.component]
      made[component, default: 0] += 1
      arguments[Key(component: component, text: run.log.names[call.arguments]), default: 0] += 1
      guard let ended = call.ended, let end = Self.words(for: run.log.events[ended].kind) else {
        continue
      }
      ends[Key(component: component, text: end), default: 0] += 1
    }
  }

  private static func words(for end: Event.Kind) -> String? {
    switch end {
    case .callSucceeded: "come to its own end"
    case .callFailed: "fail"
    case .callStopped: "be stopped before its end"
    default: nil
    }
  }

  /// What is otherwise than in another run, if anything is.
  func hazard(against other: CallOutcomes) -> Counterfactual.Hazard? {
    guard made == other.made else { return .otherCalls }
    if let key = Self.first(in: arguments, moreThanIn: other.arguments) {
      return .otherArguments(key.component)
    }
    return Self.first(in: ends, moreThanIn: other.ends).map {
      .otherEnd(component: $0.component, end: $0.text)
    }
  }

  /// The first key by name of which there are more than elsewhere.
  private static func first(in counts: [Key: Int], moreThanIn other: [Key: Int]) -> Key? {
    counts.keys.filter { counts[$0, default: 0] > other[$0, default: 0] }
      .min { ($0.component, $0.text) < ($1.component, $1.text) }
  }
}
