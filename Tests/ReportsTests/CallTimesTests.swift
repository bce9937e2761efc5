import EventLog
import Reports
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// What reports say of traces that do not tell when calls ran, or for how long themselves.
@Suite struct CallTimesTests {
  /// Tests of 3 s and 2 s, one after the other, of whose times so much is known.
  private func run(_ times: LogHeader.CallTimes) throws -> Analysis {
    var text = ""
    for (kind, test, at) in [
      ("runStarted", "", 0), ("testStarted", "T.a", 0), ("testEnded", "T.a", 3),
      ("testStarted", "T.b", 3), ("testEnded", "T.b", 5), ("runEnded", "", 5),
    ] {
      text +=
        #"{"kind":"event","payload":{"kind":"\#(kind)","testID":"\#(test)","instant":{"absolute":\#(at)}},"version":0}"#
        + "\n"
    }
    let input = TraceInput(bytes: Array(text.utf8), name: "suite")
    let format = TraceFormat.all.first { $0.name == "an event stream of Swift Testing" }
    let log = try #require(format).read(input).log
    guard times != .measured else { return Analysis(log) }
    var lines = openedLines(of: log)
    lines[0] = lines[0].replacing(
      #""part":1"#, with: #""part":1,"times":"\#(times.rawValue)""#)
    return Analysis(try Log.read(sealed(lines)).log)
  }

  @Test(arguments: [
    (
      LogHeader.CallTimes.measured,
      "suite: 5 s, nothing ran in parallel; floor unknown, critical path 5 s"
    ),
    (
      .least,
      "suite: 5 s in parallel; what that saved is not known, since the times of its calls hold waits; floor unknown"
    ),
    (
      .durations,
      "suite: 5 s of 3 tests, when each ran is not recorded; no number of workers makes it faster than 3 s, its longest"
    ),
  ])
  func `the first line claims nothing that is not known`(
    times: LogHeader.CallTimes, answer: String
  ) throws {
    #expect(try Comparison(run: run(times), baseline: .work).answer == answer)
  }

  @Test func `a summary without measured times has no bound and no efficiency`() throws {
    for times in [LogHeader.CallTimes.least, .durations] {
      let text = SummaryReport(Comparison(run: try run(times), baseline: .work)).text
      for word in ["lower bound", "efficiency", "bound by", "one after the other"] {
        #expect(!text.contains(word), "\(text)")
      }
    }
    let least = SummaryReport(Comparison(run: try run(.least), baseline: .work)).text
    #expect(least.contains("≥ 5 s"))
    let durations = SummaryReport(Comparison(run: try run(.durations), baseline: .work)).text
    #expect(durations.contains("this run  unknown"))
  }

  @Test func `of durations alone no time of the run, no machine and no observed path is told`()
    throws
  {
    let run = try run(.durations)
    let path = PathReport(run)
    #expect(path.text.hasPrefix("suite: "))
    #expect(path.text.contains("when each call ran is not recorded\n"))
    #expect(path.text.contains("observed path: unknown"))
    #expect(!path.csv.contains("observed,"))
    let summary = SummaryReport(Comparison(run: run, baseline: .work)).jsonText(with: [])
    for field in [
      "makespan_ns", "parallel_ns", "machines", "utilization", "lower_bound_ns", "machine_bound_ns",
    ] {
      #expect(summary.contains("\"\(field)\": null"), "\(field)")
    }
    #expect(summary.contains("\"observed_path\": []"))
    #expect(summary.contains("\"work_ns\": 5000000000"))
  }

  @Test func `runs of which only durations are known are not subtracted`() throws {
    let comparison = Comparison(
      of: try run(.durations), with: try run(.measured), names: ("before", "after"))
    #expect(comparison.obstacle == .startsUnknown)
    #expect(comparison.saved == nil)
  }
}
