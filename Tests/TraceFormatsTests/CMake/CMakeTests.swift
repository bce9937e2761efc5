import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// What CMake's instrumentation means.
@Suite struct CMakeTests {
  private func read(_ input: TraceInput) throws -> Import {
    let run = try TraceFormat.cmakeInstrumentation.read(input)
    try expectSound(run)
    return run
  }

  @Test func `each step is one call, whatever ran for it, and waits for what build.ninja says`()
    throws
  {
    let run = try read(CMakeSamples.input())
    #expect(
      run.words == [
        "a.o 0–2000 on 2 rule c, target lib", "b.o 0–1000 on 1 rule c, target lib",
        "bad.o 2200–2400 on 2 rule c, target bad", "main.o 1010–3010 on 1 rule c, target app",
        "liblib.a 2010–2140 on 2 rule c, target lib", "app 3020–4530 on 1 rule c, target app",
      ])
    let analysis = Analysis(run.log)
    // a.o, then the library with its three commands, then the link with what runs after it.
    #expect(analysis.measures.floor == Nanoseconds(2000 + 130 + 1510) * 1_000_000)
    #expect(
      run.notes.contains { $0.sentence.hasPrefix("3 commands ran for a step that had begun") })
  }

  @Test func `what lasts as long as all commands does not count again`() throws {
    let run = try read(CMakeSamples.input())
    let work = (1000 + 2000 + 2000 + 130 + 200 + 1510) * 1_000_000
    #expect(Analysis(run.log).measures.work == Int128(work))
    #expect(run.notes.contains { $0.sentence.hasPrefix("2 snippets are around all") })
  }

  @Test
  func `without build.ninja steps are told apart by what they make, and the floor is unknown`()
    throws
  {
    let run = try read(CMakeSamples.input(withGraph: false))
    #expect(run.callWords.count == 6)
    #expect(!run.log.header.recordsDependencies)
    #expect(run.notes.contains { $0.sentence.contains("so the floor is unknown") })
  }

  @Test func `a command that ends with another status than 0 failed`() throws {
    let run = try read(CMakeSamples.input())
    let failed = run.log.events.compactMap { event in
      if case .callFailed(let reason) = event.kind {
        "\(run.log.names[event.component]): \(run.log.names[reason])"
      } else {
        nil
      }
    }
    #expect(failed == ["bad.o: it ended with status 1"])
  }

  @Test func `tests after the build are another part, as tests`() throws {
    var input = CMakeSamples.input()
    input.part = 2
    let run = try read(input)
    #expect(Analysis(run.log).traceKind == .tests)
    #expect(run.words == ["t1 0–500 on 1", "t2 5–890 on 2"])
    let parts = try TraceFormat.cmakeInstrumentation.parts(of: input)
    #expect(parts.map(\.calls) == [6, 2])
    #expect(parts.map(\.remark) == ["", "tests"])
    #expect(parts.map(\.isUsual) == [true, false])
  }

  @Test func `snippets in files of their own are the same build as the trace`() throws {
    let events = CMakeSamples.trace.split(separator: "\n").map { line in
      // The snippet is the `args` of its event.
      let start = line.firstRange(of: "{\"role\"")?.lowerBound ?? line.startIndex
      let end = line.firstRange(of: "},\"cat\"")?.upperBound ?? line.endIndex
      return Array(line[start..<end].dropLast(",\"cat\"".count).utf8)
    }
    var input = TraceInput(bytes: events[0], name: "build")
    input.others = events.dropFirst().enumerated().map {
      TraceInput.File(name: "snippet \($0)", bytes: $1)
    }
    input.companion = CMakeSamples.input().companion
    #expect(try read(input).words == read(CMakeSamples.input()).words)
    // With the trace beside them each is told twice.
    input.others.append(.init(name: "trace", bytes: Array(CMakeSamples.trace.utf8)))
    let both = try read(input)
    #expect(try both.words == read(CMakeSamples.input()).words)
    #expect(both.notes.contains { $0.sentence == "13 snippets are told twice." })
  }

  @Test func `a build that is made again under one roof is not one long step`() throws {
    func compile(_ start: Int) -> String {
      #"{"role":"compile","timeStart":\#(start),"duration":100,"outputs":["a.o"],"command":"g++ a"}"#
    }
    var input = TraceInput(bytes: Array(compile(1000).utf8), name: "build")
    input.others = [.init(name: "again", bytes: Array(compile(90_000).utf8))]
    #expect(try read(input).words == ["a.o 0–100 on 1", "a.o 89000–89100 on 1"])
  }

  @Test func `commands outside of what cmake ran are a build of their own`() throws {
    let snippets = [
      ("cmakeBuild", 1_000, 500), ("compile", 1_010, 100), ("compile", 3_000, 100),
      ("cmakeBuild", 5_000, 500), ("compile", 5_001, 100), ("compile", 5_500, 10),
      ("build", 5_001, 400),
    ].enumerated().map { place, snippet in
      #"{"role":"\#(snippet.0)","timeStart":\#(snippet.1),"duration":\#(snippet.2),"outputs":["\#(place)"]}"#
    }
    let input = TraceInput(bytes: Array("[\(snippets.joined(separator: ","))]".utf8), name: "b")
    let parts = try TraceFormat.cmakeInstrumentation.parts(of: input)
    #expect(parts.map(\.calls) == [1, 1, 2])
    #expect(parts.map(\.isUsual) == [false, false, true])
  }

  /// Tests of CTest, in milliseconds, in a run with as many at once as overlap.
  private func tests(_ tests: [(name: String, start: Int, end: Int)]) throws -> Import {
    let snippets = tests.map {
      #"{"role":"test","testName":"\#($0.name)","timeStart":\#($0.start + 1_000),"duration":\#($0.end - $0.start),"result":0}"#
    }
    let run = #"{"role":"ctest","timeStart":1000,"duration":9000}"#
    return try read(
      TraceInput(bytes: Array("[\(run),\(snippets.joined(separator: ","))]".utf8), name: "tests"))
  }

  /// CTest does not record DEPENDS, RUN_SERIAL or RESOURCE_LOCK.
  @Test func `a test that began later than a worker was free waited for something else`() throws {
    let run = try tests([("t1", 0, 500), ("t3", 3, 9), ("t2", 505, 1_300)])
    #expect(
      run.sentences(.inferred).contains {
        $0.hasPrefix(
          "1 test began later than a worker was free, so something held it back, the first t2")
      })
    let analysis = Analysis(run.log)
    #expect(analysis.measures.floor == nil)
    #expect(analysis.waits.isEmpty)
  }

  @Test(arguments: [
    // Each begins when one has ended, or a moment later.
    [("a", 0, 500), ("b", 1, 300), ("c", 302, 700), ("d", 510, 900)],
    // They are started one after the other.
    [("a", 0, 500), ("b", 15, 500), ("c", 30, 500)],
    [("a", 0, 100), ("b", 101, 200), ("c", 205, 300)],
  ])
  func `tests that begin when a worker is free wait for nothing else`(
    all: [(name: String, start: Int, end: Int)]
  ) throws {
    let run = try tests(all)
    #expect(run.log.header.recordsDependencies)
    #expect(!run.notes.contains { $0.sentence.contains("held") })
  }

  @Test(arguments: [
    ("[]", "None of its snippets has a time"),
    (#"{"role":"compile","timeStart":-5,"duration":3}"#, "None of its snippets has a time"),
    (#"{"role":"ctest","timeStart":5,"duration":3}"#, "tells only how long all took"),
    (
      #"[{"role":"link","timeStart":5,"duration":1},{"role":"link","timeStart":9000000000000,"duration":1}]"#,
      "More than one hundred years"
    ),
  ])
  func `what holds nothing is refused with the reason`(text: String, reason: String) {
    let error = #expect(throws: ImportError.self) {
      try TraceFormat.cmakeInstrumentation.read(TraceInput(bytes: Array(text.utf8), name: "x"))
    }
    #expect(error?.problem.contains(reason) == true, "\(error?.problem ?? "")")
  }

  @Test func `an index is told as what it is`() {
    let index = #"{"buildDir":"/b","dataDir":"/b/d","hook":"postCMakeBuild","snippets":["a.json"]}"#
    guard case .foreign(let format)? = InputFormat(of: Array(index.utf8)) else {
      Issue.record("an index is taken for something else")
      return
    }
    #expect(format.name.hasPrefix("an index of CMake's instrumentation"))
  }
}
