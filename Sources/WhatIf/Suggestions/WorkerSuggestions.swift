internal import EventLog
internal import Formatting
internal import TraceAnalysis

/// On how many workers tasks should run of which only is known how long each took and what it needs, found by running them
/// on 2, 4, 8 and so on, as what they need lets them.
struct WorkerSuggestions {
  /// A number of workers for each doubling that is worth it.
  private(set) var all: [Suggestion] = []
  /// How long they take on each number, and what no number helps below.
  let remark: String

  /// How many workers are tried at most.
  private static let most = 1 << 16

  /// Runs the tasks; nil if more is known of them than that, or less.
  ///
  /// - Complexity: O(*n* log² *n*) in the number of calls.
  init?(_ run: Analysis, _ rerun: Rerun) {
    let measures = run.measures
    guard !run.knowsStarts, let floor = measures.floor, measures.work > 0,
      run.table.calls.allSatisfy({ run.table.slotCount(of: $0.number) <= 1 })
    else { return nil }
    let calls = run.table.calls.count
    let words = KindWords(run)
    let scale = TimeScale(longest: measures.work)
    let work = Nanoseconds(clamping: measures.work)
    var told = ["one after the other \(scale.text(work))"]
    var (count, before) = (2, work)
    while before > floor, count <= Self.most, count < 2 * calls,
      let taken = rerun.makespan(with: [.workers(count)])
    {
      told.append(
        "on \(counted(count, words.machine.one, words.machine.many)) \(scale.text(taken))")
      if before - taken >= max(1, work / 20) {
        all.append(
          Suggestion(
            "run them on \(count) \(words.machine.many)", saves: work - taken, .estimate,
            cost: "\(count) \(words.machine.many)",
            caveats: ["if \(words.call.many) slow each other down, it saves less"]))
      }
      (count, before) = (2 * count, min(before, taken))
    }
    remark =
      "Run in the order in which what they need lets them begin, the \(counted(calls, words.call.one, words.call.many)) take: "
      + told.joined(separator: ", ")
      + "; no number of \(words.machine.many) makes that less than \(scale.text(floor)), the longest chain."
  }
}
