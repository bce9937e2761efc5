import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Job logs of GNU parallel to which a later call appended, or in which slots were free.
@Suite struct GNUParallelTests {
  private func read(_ rows: [(number: Int, start: Double, time: Double)]) throws -> Import {
    let text = rows.map {
      "\($0.number)\t:\t\(1_795_837_000 + $0.start)\t\($0.time)\t0\t0\t0\t0\tsleep \($0.number)\n"
    }
    return try readSound(
      TaskSamples.input(
        "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
          + text.joined()))
  }

  @Test func `jobs of a later call of GNU parallel could begin when that did`() throws {
    let run = try read([
      (1, 0, 3), (2, 0, 4), (3, 3, 2), (1, 35, 3), (2, 35, 4), (4, 38, 6),
    ])
    let asked = Analysis(run.log).calls.map { run.log.events[$0.requested].at / 1_000_000_000 }
    #expect(asked == [0, 0, 0, 35, 35, 35])
    #expect(run.hasNote("3 rows are of a later call of GNU parallel"))
  }

  /// GNU parallel comes to its first jobs one after the other, and to the others only then.
  @Test func `a job that waited for a slot is asked for when the first jobs had begun`() throws {
    let run = try read([(1, 0, 4), (2, 1, 4), (3, 2, 9), (4, 4, 3), (5, 5, 3)])
    let calls = Analysis(run.log).calls.map { call in
      [call.requested, call.started ?? 0].map { run.log.events[$0].at / 1_000_000_000 }
    }
    #expect(calls == [[0, 0], [0, 1], [0, 2], [2, 4], [2, 5]])
  }

  @Test func `slots that were free most of the time did not bound a run of GNU parallel`() throws {
    let resumed = Analysis(
      try read([(1, 0, 3), (2, 0, 4), (3, 3, 2), (1, 35, 3), (2, 35, 4), (4, 38, 6)]).log)
    #expect(Bottleneck(resumed)?.bound == .unknown)
    let delayed = Analysis(try read([(1, 0, 9), (2, 6, 9), (3, 12, 9), (4, 18, 9)]).log)
    #expect(Bottleneck(delayed)?.bound == .unknown)
    let busy = Analysis(try read([(1, 0, 9), (2, 0, 9), (3, 9, 9), (4, 9, 9)]).log)
    #expect(Bottleneck(busy)?.bound == .machines)
  }

  /// GNU parallel begins jobs in the order of their numbers, so that what begins after a higher number was tried before.
  @Test func `a job that was tried again waited for no slot, and its tries are told`() throws {
    let run = try read([(1, 0, 1), (3, 0, 9), (4, 1, 2), (2, 6, 1)])
    let waits = Analysis(run.log).calls.map { call in
      run.log.events[call.started ?? 0].at - run.log.events[call.requested].at
    }
    #expect(waits == [0, 0, 1_000_000_000, 0])
    #expect(run.hasNote("1 job was tried again (--retries)"))
    #expect(!run.notes.contains { $0.sentence.contains("no row, the first") })
  }

  @Test func `numbers without a row are jobs of which nothing is known`() throws {
    let run = try read([(2, 0, 1), (5, 0, 1)])
    #expect(run.hasNote("3 jobs have no row, the first Seq 1"))
    let whole = try read([(1, 0, 1), (2, 0, 1)])
    #expect(!whole.notes.contains { $0.sentence.contains("no row, the first") })
    // A number that somebody wrote is no count.
    let huge = try read([(1, 0, 1), (9_223_372_036_854_775_807, 0, 1)])
    #expect(!huge.notes.contains { $0.sentence.contains("no row, the first") })
  }

  @Test func `a decimal comma is read`() throws {
    let run = try readSound(
      TaskSamples.input(
        "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
          + "1\t:\t1796070466,730\t     0,303\t0\t0\t0\t0\tsleep 0.3\n"))
    #expect(Analysis(run.log).measures.makespan == 303_000_000)
  }
}
