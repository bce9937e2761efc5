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
}
