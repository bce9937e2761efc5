internal import EventLog
internal import TraceAnalysis

/// What would make a run of calls shorter that need each other, found by running them again: one more machine, a call that
/// takes half its time, a call that need not queue.
struct PlanSuggestions {
  let all: [Suggestion]

  /// - Complexity: O(*n* log *n*) in the number of calls.
  init(_ run: Analysis, _ bottleneck: Bottleneck, _ estimates: SpeedupEstimates) {
    let words = KindWords(run)
    // What was simulated is run again by its own rule, and slows nothing down.
    let isSimulated = run.log.header.clock == .virtual
    let certainty: Suggestion.Certainty = isSimulated ? .exact : .estimate
    let slower = isSimulated ? [] : ["if \(words.call.many) slow each other down, it saves less"]
    var all: [Suggestion] = []
    if bottleneck.isExplained, bottleneck.hasMachines {
      let most = bottleneck.mostSavedByOneMore
      all.append(
        .oneMore(
          words, saves: min(most, estimates.replayed - estimates.withOneMore), atMost: most,
          certainty, caveats: slower))
    }
    for candidate in estimates.candidates {
      let title = run.title(of: candidate.call)
      all.append(
        .half(
          title, saves: candidate.savedIfHalf, atMost: candidate.saved, certainty, caveats: slower))
      all.append(
        Suggestion(
          "start \(title) as soon as it can", saves: candidate.savedIfFirst, certainty,
          caveats: ["others start later"]))
    }
    self.all = all
  }
}
