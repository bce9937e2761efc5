import EventLog
import Testing
import TraceAnalysis
import TraceFormats

@testable import Exporting

/// What is exported can be read again, and is the same run as far as the format goes.
@Suite struct RoundTripTests {
  /// The calls of a run as a Chrome trace has them: name, times, lane, and what they are in.
  private func calls(exported run: Analysis) -> [String] {
    let lanes = RunLanes(run)
    let origin = lanes.calls.first?.startedAt ?? 0
    return lanes.calls.map { call in
      let within =
        lanes.isWithin[Int(call.number) - 1]
        ? "in \(run.component(of: call.parent))" : "on \(lanes.all[lanes.lane(of: call)].title)"
      let (start, end) = ((call.startedAt ?? 0) - origin, (call.endedAt ?? 0) - origin)
      return "\(run.component(of: call.number)) \(start)–\(end) \(within)"
    }.sorted()
  }

  private func calls(imported log: Log) -> [String] {
    let run = Analysis(log)
    return run.table.calls.filter { run.component(of: $0.number) != "(blocked)" }.map { call in
      let within =
        call.parent > 0
        ? "in \(run.component(of: call.parent))" : "on \(log.names[call.machine])"
      return
        "\(run.component(of: call.number)) \(call.startedAt ?? 0)–\(call.endedAt ?? 0) \(within)"
    }.sorted()
  }

  private func check(_ run: Analysis, _ name: String) throws {
    let lanes = RunLanes(run).all.map(\.title)
    // Lanes of one name are told apart by numbers.
    guard !lanes.isEmpty, Set(lanes).count == lanes.count else { return }
    let bytes = try TraceExport.chrome.export(run).bytes
    let back = try TraceFormat.chrome.read(TraceInput(bytes: bytes, name: run.name))
    #expect(calls(imported: back.log) == calls(exported: run), "\(name)")
    let told = back.notes.filter { $0.kind != .inherent }.map(\.sentence)
    let hasMore = !run.criticalPath.parts.isEmpty || !run.observedPath.parts.isEmpty
    #expect(told.contains { $0.contains("that Meanwhile adds") } == hasMore, "\(name)")
    #expect(!told.contains { $0.contains("cross") || $0.contains("moved") }, "\(name): \(told)")
    // What never ends by itself is no work, and no trace says so.
    if !run.table.calls.contains(where: \.isEndless) {
      #expect(Analysis(back.log).measures.callTime == run.measures.callTime, "\(name)")
    }
  }

  @Test(arguments: SharedRuns.files)
  func `a Chrome trace that we wrote is read with the same names, times, lanes and work`(
    file: String
  ) throws {
    try check(SharedRuns.run(file), file)
  }

  @Test func `random runs come back too`() throws {
    for (name, run) in SharedRuns.random(seeds: 0..<60) { try check(run, name) }
  }

  @Test func `what was imported with slices within slices is exported as it was`() throws {
    let text = """
      [{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"main"}},
       {"ph":"X","name":"outer","pid":1,"tid":1,"ts":5,"dur":10},
       {"ph":"X","name":"inner","pid":1,"tid":1,"ts":7,"dur":3},
       {"ph":"X","name":"innermost","pid":1,"tid":1,"ts":7,"dur":3},
       {"ph":"X","name":"instant","pid":1,"tid":1,"ts":12,"dur":0},
       {"ph":"X","name":"next","pid":1,"tid":1,"ts":15,"dur":1.25},
       {"ph":"X","name":"other","pid":1,"tid":2,"ts":6,"dur":3}]
      """
    let first = try TraceFormat.chrome.read(TraceInput(bytes: Array(text.utf8), name: "trace"))
    let run = Analysis(first.log)
    let bytes = try TraceExport.chrome.export(run).bytes
    let trace = try CheckedChromeTrace(bytes)
    #expect(trace.problems.isEmpty, "\(trace.problems)")
    let back = try TraceFormat.chrome.read(TraceInput(bytes: bytes, name: "trace"))
    #expect(calls(imported: back.log) == calls(imported: first.log))
    #expect(Set(trace.threads.values).isSuperset(of: ["main", "thread 2"]))
  }
}

extension RoundTripTests {
  /// The calls of a run as spans have them: name, times, how they ended, and what they lie in.
  private func spans(exported run: Analysis) -> [String] {
    let calls = RunLanes(run).calls
    let origin = calls.first?.startedAt ?? 0
    return calls.map { call in
      let parent = call.parent > 0 ? run.table[call.parent] : nil
      let isWithin =
        parent.map {
          guard let start = $0.startedAt, let end = $0.endedAt else { return false }
          return start <= call.startedAt ?? 0 && call.endedAt ?? 0 <= end
        } ?? false
      return words(call, run, origin, within: isWithin ? parent : nil)
    }.sorted()
  }

  private func words(
    _ call: CallRecord, _ run: Analysis, _ origin: Nanoseconds, within parent: CallRecord?
  ) -> String {
    let end = call.ended.map { run.log.events[$0].kind }
    let hasFailed = if case .callFailed = end { true } else { false }
    return
      "\(run.component(of: call.number)) \((call.startedAt ?? 0) - origin)–"
      + "\((call.endedAt ?? 0) - origin)\(hasFailed ? ", failed" : "")"
      + (parent.map { " in \(run.component(of: $0.number))" } ?? "")
  }

  private func checkSpans(_ run: Analysis, _ name: String) throws {
    guard run.table.calls.contains(where: { $0.startedAt != nil }) else { return }
    let format = try #require(TraceFormat.all.first { $0.name == "an OTLP trace" })
    let bytes = try TraceExport.otlp.export(run).bytes
    #expect(InputFormat(of: bytes) == .trace(format), "\(name)")
    let back = try format.read(TraceInput(bytes: bytes, name: run.name))
    let imported = Analysis(back.log)
    let spans = imported.table.calls.map { call in
      words(call, imported, 0, within: call.parent > 0 ? imported.table[call.parent] : nil)
    }.sorted()
    let expected = self.spans(exported: run)
    #expect(spans == expected, "\(name): \(zip(spans, expected).first { $0 != $1 } ?? ("", ""))")
  }

  @Test(arguments: SharedRuns.files)
  func `spans that we wrote are read with the same names, times, parents and ends`(file: String)
    throws
  {
    try checkSpans(SharedRuns.run(file), file)
  }

  @Test func `spans of random runs come back too`() throws {
    for (name, run) in SharedRuns.random(seeds: 0..<40) { try checkSpans(run, name) }
  }
}

extension TraceFormat {
  /// The format of Chrome traces, by how it is called.
  fileprivate static var chrome: TraceFormat {
    get throws { try #require(all.first { $0.name == "a Chrome trace" }) }
  }
}
