import EventLog
import TestSupport
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Statistics of processes of the Swift compiler.
enum SwiftStatisticsSamples {
  static let small = [
    "statistics of the Swift compiler": [
      TraceInput(bytes: Array(seed("swift-stats.json").utf8), name: "stats-1795837714218036-swift")
    ]
  ]

  /// A file of a process that took so many µs.
  static func process(_ what: String, wall: Int) -> [UInt8] {
    let key = "time.swift-frontend.\(what)-x86_64_unknown_linux_gnu-o-O"
    return Array(
      #"{"time.swift.SILGen.wall":9.5,"\#(key).wall":0.\#(String(1_000_000 + wall).dropFirst()),"\#(key).user":0.1,"\#(key).sys":0.05}"#
        .utf8)
  }
}

/// What statistics of the Swift compiler mean.
@Suite struct SwiftStatisticsTests {
  private func read(_ files: [(name: String, bytes: [UInt8])]) throws -> Import {
    var input = TraceInput(bytes: files[0].bytes, name: "stats")
    input.fileName = files[0].name
    input.others = files.dropFirst().map { TraceInput.File(name: $0.name, bytes: $0.bytes) }
    let run = try TraceFormat.swiftStatistics.read(input)
    try expectSound(run)
    return run
  }

  private static let (one, two) = (
    SwiftStatisticsSamples.process("Reef-a.swift", wall: 200_000),
    SwiftStatisticsSamples.process("Reef-all", wall: 500_000)
  )

  @Test func `a process is a call that begins when the name of its file says`() throws {
    let run = try read([
      ("stats-1795837714000000-swift-frontend-x", Self.one),
      ("b/stats-1795837714100000-swift-frontend-y", Self.two),
    ])
    #expect(
      run.words == [
        "Reef-a.swift 0–200 on 1 150 ms of processor", "Reef-all 100–600 on 2 150 ms of processor",
      ])
    #expect(run.log.header.callTimes == .measured)
    #expect(!run.log.header.recordsDependencies)
    #expect(
      run.notes.contains {
        $0.sentence.hasSuffix("used a processor for 300 ms of the 700 ms that they took.")
      })
  }

  /// Phases lie within one another: 9.5 s of SILGen are no work beside that.
  @Test func `times of phases do not count`() throws {
    #expect(Analysis(try read([("stats-1-x", Self.one)]).log).measures.work == 200_000_000)
  }

  @Test func `where a file was renamed, no start is told of any`() throws {
    let run = try read([("stats-1795837714000000-swift-frontend-x", Self.one), ("mine", Self.two)])
    #expect(run.log.header.callTimes == .durations)
    #expect(run.notes.contains { $0.sentence.hasPrefix("1 file is not named as the compiler") })
  }

  @Test(arguments: [
    (
      "Time,Live,IsEntry,EventName,CounterName,CounterDelta\n1,2,\"entry\"\n",
      "times are of the processor"
    ),
    (
      "58\n{\"kind\": \"began\", \"name\": \"x\", \"process\": {\"real_pid\": 1}}\n",
      "they hold no time"
    ),
  ])
  func `what else the compiler writes is named, with why it is not read`(text: String, why: String)
  {
    guard case .foreign(let format)? = InputFormat(of: Array(text.utf8)) else {
      Issue.record("it is taken for something else")
      return
    }
    #expect(format.reason?.contains(why) == true)
  }

  /// Times in milliseconds, from MEASURED.txt.
  @Test(
    .enabled(
      if: Corpus.folder != nil,
      "MEANWHILE_CORPUS does not name a folder of real traces, so they are not tested"),
    arguments: [("stats-j1", 729, 880), ("stats-j2", 1_384, 777)])
  func `four processes took as long as was measured`(folder: String, work: Int, makespan: Int)
    throws
  {
    let paths = Corpus.files(in: ["measured-swift-frontend-stats/\(folder)"], ".json")
    #expect(paths.count == 4)
    let run = try read(
      paths.map { path in
        (String(path.dropLast(5)), try Corpus.bytes(of: path))
      })
    let measures = Analysis(run.log).measures
    #expect(measures.calls == 4)
    #expect(abs(Int(measures.work) - work * 1_000_000) <= 1_000_000)
    #expect(abs(Int(measures.makespan) - makespan * 1_000_000) <= 1_000_000)
  }
}
