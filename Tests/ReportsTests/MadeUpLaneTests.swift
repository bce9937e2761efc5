import EventLog
import Reports
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Pipelines of which neither what needs what is known nor how many could run at once, so that lanes are made up for them.
@Suite struct MadeUpLaneTests {
  /// Resources that were made: from when to when, in seconds.
  private func run(_ resources: [(String, Int, Int)]) throws -> Analysis {
    func message(_ what: String, _ address: String, _ second: Int) -> (Int, String) {
      (
        second,
        #"{"@message":"","type":"apply_\#(what)","@timestamp":"2026-01-01T00:00:\#(second + 10)Z","#
          + #""hook":{"resource":{"addr":"\#(address)"},"action":"create"}}"# + "\n"
      )
    }
    let messages = resources.flatMap {
      [message("start", $0.0, $0.1), message("complete", $0.0, $0.2)]
    }
    let text = messages.sorted { $0.0 < $1.0 }.map(\.1).joined()
    guard case .trace(let format) = InputFormat(of: Array(text.utf8)) else { throw NoTrace() }
    return Analysis(try format.read(TraceInput(bytes: Array(text.utf8), name: "apply")).log)
  }

  private struct NoTrace: Error {}

  private func report(_ run: Analysis) -> SummaryReport {
    SummaryReport(Comparison(run: run, baseline: .work))
  }

  /// Two at once, where ten may be.
  private static let few = [("a", 0, 10), ("b", 0, 9), ("c", 10, 20)]

  @Test
  func
    `a lane that was made up bounds nothing, since that it was busy says only that something ran`()
    throws
  {
    let run = try run(Self.few)
    let text = report(run).text
    #expect(!text.contains("bound by"), "\(text)")
    #expect(
      text.contains(
        "what bound it is not known, since dependencies are not recorded; at most 2 resources ran at once, "
          + "1.45 on average"), "\(text)")
    let json = report(run).json
    #expect(json.contains(#""bound_by": "unknown""#), "\(json)")
    #expect(json.contains(#""one_more_saved_at_most_ns": null"#), "\(json)")
  }

  @Test func `one more slot is advised only where all that there are were in use`() throws {
    func advises(_ run: Analysis) -> Bool {
      TraceAdvice(run).suggestions.contains { $0.change.hasPrefix("run one more slot") }
    }
    #expect(!advises(try run(Self.few)))
    let ten = (0..<10).map { ("r\($0)", 0, 10 + $0) }
    #expect(advises(try run(ten + [("last", 10, 30)])))
  }

  /// A request and what it asks of two others, as spans of Zipkin: name, parent, start and end in milliseconds.
  private func request() throws -> Analysis {
    let spans = [("get", 0, 0, 100), ("load", 1, 0, 90), ("look", 1, 0, 80)].enumerated().map {
      let (name, parent, start, end) = $1
      return #"{"traceId":"1","id":"\#($0 + 1)","name":"\#(name)","#
        + (parent > 0 ? #""parentId":"\#(parent)","# : "")
        + #""timestamp":\#(1_700_000_000_000_000 + start * 1_000),"duration":\#((end - start) * 1_000),"#
        + #""localEndpoint":{"serviceName":"\#(name)"}}"#
    }
    let bytes = Array("[\(spans.joined(separator: ","))]".utf8)
    guard case .trace(let format) = InputFormat(of: bytes) else { throw NoTrace() }
    return Analysis(try format.read(TraceInput(bytes: bytes, name: "request")).log)
  }

  @Test
  func `a change is told with what it saves where it was tried, and with the most that it could`()
    throws
  {
    // With half of `load`, the request waits for `look`.
    let advice = TraceAdvice(try request())
    let half = try #require(advice.suggestions.first { $0.change.contains("load take half") })
    #expect(half.certainty == .estimate && half.saves == 10_000_000)
    #expect(half.atMost == 45_000_000)
    let trials = try #require(advice.trials)
    let tried = trials.singles.filter { $0.changes[0].option.contains("load=2") }
    #expect(tried.map { trials.unchanged - $0.makespan } == [half.saves])
  }

  @Test
  func `what savings are told against is told with them where it is not how long the run took`()
    throws
  {
    let apart = try run([("a", 0, 10), ("b", 0, 4), ("c", 12, 15), ("d", 17, 19)])
    let advice = TraceAdvice(apart)
    let trials = try #require(advice.trials)
    #expect(trials.unchanged == 10_000_000_000)
    let text = TraceAdviceReport(advice).text
    #expect(
      text.contains(
        "each of these alone, by what-if, told against the 10 s that it takes when it is run again unchanged, "
          + "where 19 s were recorded:"), "\(text)")
    #expect(
      !TraceAdviceReport(TraceAdvice(try run([("a", 0, 9), ("b", 0, 4)]))).text.contains(
        "told against"))
  }
}
