internal import EventLog
internal import Simulation
internal import TraceAnalysis

/// A recorded run of tests, run again with the tests shared out as pytest-xdist does it.
///
/// A test keeps its worker for as long as it did, with what was set up and taken down for it; what else the runner does, but
/// for what came before the first test, takes no time.
struct SplitRun {
  /// The log of the run.
  let log: Log
  /// No way to share the tests out takes less.
  let bound: Nanoseconds

  /// - Parameters:
  ///   - run: The run as it was recorded, or with other changes.
  ///   - strategy: How tests are shared out.
  ///   - workers: Among how many; nil for as many as there were.
  /// - Throws: `ChangeError` if it is no run of tests, or nothing is known of when they ran.
  /// - Complexity: O(*n* log *n*) in the number of tests.
  init(_ run: Analysis, _ strategy: SplitStrategy, workers: Int?) throws(ChangeError) {
    guard let set = TestSet(run), !set.tests.isEmpty else {
      throw ChangeError(
        change: .split(strategy),
        problem: "Only tests are shared out so, and this is no run of tests. Take another --policy."
      )
    }
    guard set.hasStarts else {
      throw ChangeError(
        change: .split(strategy),
        problem:
          "Only how long tests took is recorded, not how they ran: there is no run to compare with. "
          + "`advise --workers N` shares them out.")
    }
    let count = workers ?? max(1, set.workers.isEmpty ? set.atOnce ?? 1 : set.workers.count)
    var xdist = XdistRun(set.tests, strategy, workers: count)
    xdist.run()
    bound = set.startUp.addingClamped(Split.leastTime(of: set.tests, workers: count))
    log = Self.log(of: xdist.orders, set, header: run.log.header)
  }

  private struct Moment {
    var at: Nanoseconds
    var worker: Int
    var test: Int
    var isEnd: Bool
  }

  /// Writes down who ran what: each worker one test after the other.
  private static func log(of orders: [[Int]], _ set: TestSet, header: LogHeader) -> Log {
    var moments: [Moment] = []
    for (worker, tests) in orders.enumerated() {
      var at = set.startUp
      for test in tests {
        moments.append(Moment(at: at, worker: worker, test: test, isEnd: false))
        at = at.addingClamped(set.tests[test].duration)
        moments.append(Moment(at: at, worker: worker, test: test, isEnd: true))
      }
    }
    // At one instant each worker ends a test before it starts the next, as they stand.
    let sequence = moments.indices.sorted { (moments[$0].at, $0) < (moments[$1].at, $1) }
    var journal = CallJournal(header: header)
    let machine = journal.declareMachine(journal.name("worker"), slots: UInt32(orders.count))
    var calls = [CallNumber](repeating: 0, count: set.tests.count)
    var released = [Int](repeating: -1, count: orders.count)
    for place in sequence {
      let moment = moments[place]
      let slot = UInt32(moment.worker + 1)
      if moment.isEnd {
        journal.end(calls[moment.test], as: .callSucceeded, at: moment.at)
        released[moment.worker] = journal.release(
          slot, of: machine, after: calls[moment.test], at: moment.at)
      } else {
        let call = journal.request(
          journal.name(set.tests[moment.test].name), at: moment.at)
        calls[moment.test] = call
        journal.start(call, on: machine, slot: slot, at: moment.at)
        if released[moment.worker] >= 0 {
          journal.cause(released[moment.worker], .machine, isInferred: true)
        }
      }
    }
    return journal.close()
  }
}
