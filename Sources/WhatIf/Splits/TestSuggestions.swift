internal import EventLog

/// What would make a run of tests shorter: another way to share them out, more workers, a shorter longest test.
struct TestSuggestions {
  let all: [Suggestion]

  /// How many ways are suggested; the report tells of all.
  private static let most = 3

  /// - Complexity: O(*n* log *n*) in the number of tests.
  init(_ advice: TestAdvice) {
    let (tests, now) = (advice.tests, advice.now)
    let recorded = tests.atOnce
    let least = advice.least
    let others = advice.ways.filter { way in
      // What was done already is no advice.
      advice.asRecorded.map { $0.strategy != way.strategy || $0.ends.count != advice.workers }
        ?? true
    }
    var all = others.prefix(Self.most).map { way in
      Suggestion(
        advice.runner.words(way.strategy, workers: advice.workers), saves: now - way.time,
        atMost: max(now - way.time, now - least), .estimate,
        cost: Self.cost(from: recorded, to: advice.workers, way.strategy),
        caveats: Self.caveats(way, advice))
    }
    if advice.areWorkersRecorded, let best = advice.ways.first {
      let count = advice.workers * 2
      let weights = tests.tests.map(\.duration)
      let time = Split(advice.timed, best.strategy, workers: count, weights: weights).makespan
      // More workers are only worth a word beyond what the same ones can do.
      if time < best.time {
        all.append(
          Suggestion(
            advice.runner.words(best.strategy, workers: count), saves: now - time,
            atMost: max(now - time, now - Split.leastTime(of: advice.timed, workers: count)),
            .estimate, cost: Self.cost(from: recorded, to: count, best.strategy),
            caveats: Self.caveats(best, advice)
              + [
                "beyond \(advice.workers), it saves \(Self.percent(best.time - time, of: now)) more"
              ]))
      }
    }
    self.all = all + Self.shorterTest(advice)
  }

  private static func percent(_ time: Nanoseconds, of whole: Nanoseconds) -> String {
    "\((Int128(time) * 100 + Int128(whole) / 2) / Int128(max(1, whole))) % of the time"
  }

  /// What a way costs on so many workers; where it is not known how many ran the tests, against one.
  private static func cost(
    from recorded: Int?, to count: Int, _ strategy: SplitStrategy
  ) -> String? {
    let unit = strategy.isFixed ? ("machine", "machines") : ("worker", "workers")
    let more = count - (recorded ?? 1)
    guard more > 0 else { return nil }
    return
      "\(more) more \(more == 1 ? unit.0 : unit.1)\(recorded == nil ? " than one" : ""), and what starting "
      + "\(more == 1 ? "it" : "them") takes"
  }

  /// What speaks against a way, or is not known.
  private static func caveats(_ way: TestAdvice.Way, _ advice: TestAdvice) -> [String] {
    var caveats: [String] = []
    if !advice.tests.knowsNeeds {
      caveats.append("some tests waited for something that is not recorded, and may have to again")
    }
    if way.strategy.needsDurations, advice.runner != .jest {
      caveats.append("it has to know how long tests took before")
    }
    if !way.strategy.keepsFiles, way.strategy != .loadScope, advice.tests.groups.count > 1 {
      caveats.append(
        "what is set up once for a file is set up on each worker that has a test of it")
    }
    if !advice.tests.isOrderKnown, way.strategy.dependsOnOrder {
      caveats.append("the order of the tests is not recorded, and it depends on that")
    }
    return caveats
  }

  /// The longest test at half its time, if it is what the best way takes.
  private static func shorterTest(_ advice: TestAdvice) -> [Suggestion] {
    guard let best = advice.ways.first, advice.timed.count > 1,
      let place = advice.timed.indices.max(by: {
        advice.timed[$0].duration < advice.timed[$1].duration
      }), Int128(advice.timed[place].duration) * 10 >= Int128(best.time) * 9
    else { return [] }
    var tests = advice.timed
    tests[place].duration /= 2
    let weights = advice.tests.tests.map(\.duration)
    let time = Split(tests, best.strategy, workers: advice.workers, weights: weights).makespan
    let words = advice.runner.words(best.strategy, workers: advice.workers)
    return [
      Suggestion(
        "make \(tests[place].name) take half its time or split it, with \(words)",
        saves: advice.now - time, .estimate,
        caveats: ["it is the longest test: without that, no number of workers helps further"])
    ]
  }
}
