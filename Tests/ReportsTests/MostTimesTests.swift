import EventLog
import Reports
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

/// What is told of a build of which it is not known how long its commands ran: nothing that would need that.
@Suite struct MostTimesTests {
  private func run() throws -> Analysis {
    let bytes = try Project.bytes("tools/fuzzing/seeds/build.db")
    let format = try #require(TraceFormat.all.first { InputFormat(of: bytes) == .trace($0) })
    return Analysis(try format.read(TraceInput(bytes: bytes, name: "build")).log)
  }

  @Test func `work is at most so much, and span, floor and what parallelism saved are unknown`()
    throws
  {
    let text = SummaryReport(Comparison(run: try run(), baseline: .work)).text
    for part in [
      "build: 8.75 s in parallel; what that saved is not known, since the times of its calls hold waits; floor unknown\n",
      "  work T₁  ≤ 12.75 s  4 commands in all\n",
      "  span T∞    unknown  the times of its calls hold waiting\n",
      "  floor      unknown  what needs what is known, how long each ran is not\n",
      "App.module waited for its turn and ran",
    ] { #expect(text.contains(part), "\(text)") }
    for word in ["lower bound", "efficiency", "one more", "bound by", "drag"] {
      #expect(!text.contains(word), "\(text)")
    }
  }

  @Test func `in JSON what is not known is null`() throws {
    let text = SummaryReport(Comparison(run: try run(), baseline: .work)).jsonText(with: [])
    for key in [
      "work_ns", "span_ns", "floor_ns", "lower_bound_ns", "parallelism", "efficiency", "machines",
      "utilization",
    ] { #expect(text.contains("\"\(key)\": null"), "\(key)") }
  }

  @Test func `neither a critical path nor slack is told`() throws {
    let path = PathReport(try run())
    #expect(path.text.hasPrefix("build: critical path unknown, 8.75 s observed\n"))
    #expect(!path.csv.contains("\ncritical,"))
    let slack = SlackReport(try run())
    #expect(slack.text.hasPrefix("build: slack unknown"))
    #expect(slack.text.contains("waited and ran"))
    #expect(slack.csv.contains(",4000000000,,,\n"), "\(slack.csv)")
  }
}
