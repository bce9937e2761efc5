internal import EventLog
internal import TraceAnalysis

/// What would make a run shorter that cannot be run again, since not all of what it waited for is known: only what each
/// change saves at most.
struct BoundSuggestions {
  let all: [Suggestion]

  /// How many calls are suggested.
  private static let most = 3

  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ run: Analysis, _ bottleneck: Bottleneck) {
    let words = KindWords(run)
    let unknown = "what it waited for is not all recorded"
    var all: [Suggestion] = []
    if bottleneck.hasMachines {
      all.append(
        .oneMore(words, saves: bottleneck.mostSavedByOneMore, .atMost, caveats: [unknown]))
    }
    // A call that takes half its time lets no end be earlier by more than that.
    var onPath: [CallNumber: Nanoseconds] = [:]
    for part in run.observedPath.parts where part.kind == .running {
      onPath[part.call, default: 0] += part.end - part.start
    }
    let longest = onPath.first(Self.most) { ($1.value, $0.key) < ($0.value, $1.key) }
    all += longest.map { call, time in
      .half(run.title(of: call), saves: time / 2, .atMost, caveats: [unknown])
    }
    self.all = all
  }
}
