import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// An event stream of Swift Testing, line by line; times in tenths of a second since boot.
struct SwiftTestingSample {
  private(set) var bytes: [UInt8] = []
  var version = #""6.3.0""#

  /// Two functions of a suite that start at once and end one after the other.
  static var parallel: Self {
    var sample = Self()
    sample.test("T.S", "suite")
    sample.test("T.S/a()/T.swift:1:1")
    sample.test("T.S/b()/T.swift:2:1")
    sample.event("runStarted", nil, 0)
    sample.event("testStarted", "T.S", 0)
    sample.event("testStarted", "T.S/a()/T.swift:1:1", 1)
    sample.event("testStarted", "T.S/b()/T.swift:2:1", 1)
    sample.event("testEnded", "T.S/a()/T.swift:1:1", 5)
    sample.event("testEnded", "T.S/b()/T.swift:2:1", 8)
    sample.event("testEnded", "T.S", 9)
    sample.event("runEnded", nil, 10)
    return sample
  }

  mutating func test(_ id: String, _ kind: String = "function") {
    line("test", #"{"id":"\#(id)","kind":"\#(kind)","name":"n","tags":[],"timeLimit":1}"#)
  }

  mutating func event(_ kind: String, _ test: String?, _ at: Int, _ more: String = "") {
    let id = test.map { #","testID":"\#($0)""# } ?? ""
    line(
      "event",
      #"{"instant":{"absolute":3649.\#(at)00000001,"since1970":1.5},"kind":"\#(kind)","iteration":1\#(id)\#(more)}"#
    )
  }

  private mutating func line(_ kind: String, _ payload: String) {
    bytes += #"{"kind":"\#(kind)","payload":\#(payload),"version":\#(version)}"#.utf8
    bytes += "\n".utf8
  }

  func read() throws(ImportError) -> Import {
    try TraceFormat.swiftTesting.read(TraceInput(bytes: bytes, name: "tests"))
  }
}

/// What an event stream of Swift Testing means.
@Suite struct SwiftTestingTests {
  private let a = "T.a()/T.swift:1:1"
  private let b = "T.b()/T.swift:2:1"

  private func stream(_ events: (String, String?, Int, String)...) -> SwiftTestingSample {
    var sample = SwiftTestingSample()
    sample.test(a)
    sample.test(b)
    for (kind, test, at, more) in events { sample.event(kind, test, at, more) }
    return sample
  }

  /// Intervals that overlap hold waiting: no more work is told than the run had time.
  @Test func `parallel tests wait inside their intervals, which is no work`() throws {
    let run = try SwiftTestingSample.parallel.read()
    try expectSound(run)
    let measures = Analysis(run.log).measures
    #expect(measures.work <= Int128(measures.makespan))
    #expect(run.log.header.callTimes == .least)
    let comparison = Comparison(run: Analysis(run.log), baseline: .work)
    #expect(comparison.obstacle == .timesHoldWaits)
    #expect(comparison.saved == nil && !comparison.nothingRanInParallel)
    #expect(run.callWords.contains { $0.hasPrefix("waiting for a thread ") })
    #expect(run.notes.contains { $0.kind == .inferred && $0.sentence.contains("--no-parallel") })
  }

  @Test(arguments: [#""6.3.0""#, "0", "1", "6.2", #""6.4""#])
  func `tests that follow one another are measured as they are`(version: String) throws {
    var sample = SwiftTestingSample(version: version)
    sample.test(a)
    sample.test(b)
    for (kind, test, at) in [
      ("runStarted", nil, 0), ("testStarted", a, 1), ("testEnded", a, 4), ("testStarted", b, 4),
      ("testEnded", b, 6), ("runEnded", nil, 7),
    ] as [(String, String?, Int)] { sample.event(kind, test, at) }
    let run = try sample.read()
    try expectSound(run)
    #expect(!run.callWords.contains { $0.hasPrefix("waiting") })
    #expect(run.log.header.callTimes == .measured)
    #expect(run.notes.allSatisfy { $0.kind != .inferred && $0.kind != .skipped })
    let measures = Analysis(run.log).measures
    #expect(measures.makespan == 700_000_000)
    #expect(measures.work == 500_000_000)
  }

  @Test func `skipped tests are counted, and a known issue is no failure`() throws {
    let known = #","issue":{"isKnown":true,"isFailure":false}"#
    let run = try stream(
      ("runStarted", nil, 0, ""), ("testStarted", a, 1, ""), ("issueRecorded", a, 2, known),
      ("testSkipped", b, 2, ""), ("testEnded", a, 3, ""), ("runEnded", nil, 4, "")
    ).read()
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 test was skipped") })
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 known issue") })
    #expect(failures(run).isEmpty)
  }

  @Test func `a failed test has the first issue as its reason`() throws {
    func issue(_ text: String) -> String {
      #","issue":{"isKnown":false},"messages":[{"symbol":"fail","text":"\#(text)"}]"#
    }
    let run = try stream(
      ("runStarted", nil, 0, ""), ("testStarted", a, 1, ""), ("issueRecorded", a, 2, issue("1st")),
      ("issueRecorded", a, 2, issue("2nd")), ("testEnded", a, 3, ""), ("runEnded", nil, 4, "")
    ).read()
    #expect(failures(run) == ["1st"])
  }

  @Test func `lines out of the order of time, and several runs, change nothing of the last`() throws
  {
    let run = try stream(
      ("runStarted", nil, 0, ""), ("testStarted", b, 1, ""), ("runStarted", nil, 2, ""),
      ("testEnded", a, 5, ""), ("testStarted", a, 3, ""), ("runEnded", nil, 6, "")
    ).read()
    try expectSound(run)
    #expect(run.callWords.count == 2)
    #expect(run.notes.map(\.count) == [1])
    #expect(run.notes[0].sentence.contains("earlier run"))
  }

  @Test func `tests of a run that was cut off are stopped and counted`() throws {
    let run = try stream(
      ("runStarted", nil, 0, ""), ("testStarted", a, 1, ""), ("testStarted", b, 3, "")
    ).read()
    try expectSound(run)
    #expect(run.notes.contains { $0.sentence.hasPrefix("2 tests never ended") })
  }

  private func failures(_ run: Import) -> [String] {
    run.log.events.compactMap {
      if case .callFailed(let reason) = $0.kind { run.log.names[reason] } else { nil }
    }
  }
}
