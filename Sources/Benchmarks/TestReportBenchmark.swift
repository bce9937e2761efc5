import EventLog
import Foundation
import Reports
import TraceAnalysis
import TraceFormats
import WhatIf

/// A report of tests read, shared out in every way and answered, against Python's `json` loading the same file.
struct TestReportBenchmark {
  /// A Python, and tools/bench-peers/json_load.py; empty for none.
  var load: [String] = []

  /// Reads a report of so many tests, lets Python load it, and prints how both did.
  func measure(tests: Int) throws {
    let text = Workload.testReport(tests: tests)
    print("CTRF report of \(tests) tests, \(text.count / 1_000_000) MB")
    let input = TraceInput(bytes: text, name: "tests")
    guard case .trace(let format)? = InputFormat(of: text) else {
      preconditionFailure("a report is known as one")
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let loading =
      try load.isEmpty
      ? nil : PeerProgram(name: "Python's json", words: load + [file.path]).numbers(1)
    let reading = try Measurement { try format.read(input).log }
    reading.report(
      "import", of: tests, "tests", digest: reading.result.events.count,
      per: loading.map { $0[0] / Double(tests) }, "Python's json")
    let answering = Measurement {
      SummaryReport(Comparison(run: Analysis(reading.result), baseline: .work)).text
    }
    answering.report(
      "summary", of: tests, "tests", digest: answering.result.count,
      per: loading.map { $0[0] / Double(tests) }, "Python's json")
    let wait = reading.wait + answering.wait
    print(
      String(
        format: "  waited    %.0f ms for both, with all cores%@", wait * 1e3,
        loading.map { String(format: ", %.2f× Python's json", wait / $0[0]) } ?? ""))
    let advising = Measurement { TraceAdvice(Analysis(reading.result)).suggestions }
    advising.report(
      "advise", of: tests, "tests", digest: advising.result.count,
      per: loading.map { $0[0] / Double(tests) }, "Python's json")
  }
}

extension Workload {
  /// Tests of files of twenty on eight workers, as a reporter of CTRF writes them.
  static func testReport(tests: Int) -> [UInt8] {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var text = Array(#"{"reportFormat":"CTRF","results":{"tool":{"name":"x"},"tests":[\#n"#.utf8)
    text.reserveCapacity(tests * 240)
    var clocks = [Int](repeating: 1_795_478_071_000, count: 8)
    for test in 0..<tests {
      let (worker, file, time) = (test % 8, test / 20, 1 + random(300))
      text += (test > 0 ? ",\n" : "").utf8
      text += #"{"name":"case \#(test) works","status":"passed","duration":\#(time),"#.utf8
      text += #""start":\#(clocks[worker]),"stop":\#(clocks[worker] + time),"#.utf8
      text += #""threadId":"\#(worker)","suite":"suite \#(file)","#.utf8
      text += #""filePath":"src/part/file_\#(file).test.ts","retries":0,"flaky":false}"#.utf8
      clocks[worker] += time + 1
    }
    text += "\n]}}\n".utf8
    return text
  }
}
