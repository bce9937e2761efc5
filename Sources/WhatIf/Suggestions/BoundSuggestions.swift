internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// What would make a run shorter that cannot be run again, since not all of what it waited for is known: only what each
/// change saves at most.
struct BoundSuggestions {
  let all: [Suggestion]

  /// How many calls are suggested.
  private static let most = 3

  /// - Complexity: O(*n* log *n*) in the number of calls.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - bottleneck: What bound it.
  ///   - trials: What came of changes that were tried; nil if none were, or if running it again takes another time.
  init(_ run: Analysis, _ bottleneck: Bottleneck, _ trials: ChangeTrials?) {
    let words = KindWords(run)
    let unknown = "what it waited for is not all recorded"
    var all: [Suggestion] = []
    if bottleneck.hasMachines, bottleneck.knowsSlots {
      all.append(
        .oneMore(words, saves: bottleneck.mostSavedByOneMore, .atMost, caveats: [unknown]))
    }
    // A call that takes half its time lets no end be earlier by more than that.
    var onPath: [CallNumber: Nanoseconds] = [:]
    for part in run.observedPath.parts where part.kind == .running {
      onPath[part.call, default: 0] += part.end - part.start
    }
    let longest = onPath.first(Self.most) { ($1.value, $0.key) < ($0.value, $1.key) }
    let counts = run.table.calls.reduce(into: [Name: Int]()) { $0[$1.component, default: 0] += 1 }
    all += longest.map { call, time in
      let title = run.title(of: call)
      let component = run.table[call].component
      // What is tried of a component is tried of all of its calls.
      if counts[component] == 1,
        let saves = trials?.saved(by: .faster(run.log.names[component], .times(2)))
      {
        return .half(
          title, saves: min(saves, time / 2), atMost: time / 2, .estimate, caveats: [unknown])
      }
      return .half(title, saves: time / 2, .atMost, caveats: [unknown])
    }
    if let solo = Self.solo(run), !longest.contains(where: { $0.key == solo.call }) {
      all.append(
        .half(
          run.title(of: solo.call), saves: solo.saves, .atMost,
          caveats: [
            "whether what came after it waited for it is not recorded: it ran alone for \(timeText(solo.time))"
          ]))
    }
    self.all = all
  }

  /// The call that ran alone for longest, if that was for a twentieth of the run or more, and what it saves at most if it takes
  /// half its time; nil where what the run waited for is known, or calls run within others.
  private static func solo(
    _ run: Analysis
  ) -> (call: CallNumber, time: Nanoseconds, saves: Nanoseconds)? {
    guard run.measures.floor == nil, !run.hasNestedCalls,
      let (call, time) = SoloTimes(run).longest, time >= run.measures.makespan / 20
    else { return nil }
    let record = run.table[call]
    return (call, time, min(time, ((record.endedAt ?? 0) - (record.startedAt ?? 0)) / 2))
  }
}
