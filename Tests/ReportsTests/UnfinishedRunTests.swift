import EventLog
import Reports
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// What is told of traces that end before their run does: nothing of savings, and no gate is open.
@Suite struct UnfinishedRunTests {
  /// Resources that were made: from when to when, in seconds; those without an end were still being made.
  private func run(_ name: String, _ resources: [(String, Int, Int?)]) throws -> Analysis {
    func message(_ what: String, _ address: String, _ second: Int) -> (Int, String) {
      (
        second,
        #"{"@message":"","type":"apply_\#(what)","@timestamp":"2026-01-01T00:00:\#(second + 10)Z","#
          + #""hook":{"resource":{"addr":"\#(address)"},"action":"create"}}"# + "\n"
      )
    }
    var messages: [(Int, String)] = []
    for (address, start, end) in resources {
      messages.append(message("start", address, start))
      if let end { messages.append(message("complete", address, end)) }
    }
    let text = messages.sorted { $0.0 < $1.0 }.map(\.1).joined()
    guard case .trace(let format) = InputFormat(of: Array(text.utf8)) else { throw NoTrace() }
    return Analysis(try format.read(TraceInput(bytes: Array(text.utf8), name: name)).log)
  }

  private struct NoTrace: Error {}

  private func whole() throws -> Analysis { try run("main", [("a", 0, 9), ("b", 0, 20)]) }
  private func part() throws -> Analysis { try run("branch", [("a", 0, 9), ("b", 0, nil)]) }

  @Test func `the first line says that the run was not at its end, and nothing of savings`() throws
  {
    let report = SummaryReport(Comparison(run: try part(), baseline: .work))
    #expect(
      report.text.hasPrefix("branch: not at its end where its trace ends, at 9 s\n"),
      "\(report.text)")
    #expect(!report.text.contains("saved at most"), "\(report.text)")
    #expect(report.text.contains("b was stopped at 9 s: it never ended"), "\(report.text)")
    let json = report.jsonText(with: [])
    #expect(json.contains(#""complete": false"#) && json.contains(#""saved_ns": null"#), "\(json)")
  }

  @Test(arguments: [true, false])
  func `a run is not compared with one that was not at its end`(isBaseline: Bool) throws {
    let (before, after) =
      isBaseline ? (try part(), try whole()) : (try whole(), try part())
    let comparison = Comparison(
      of: after, with: before, names: (baseline: before.name, run: after.name))
    #expect(comparison.saved == nil)
    #expect(
      comparison.answer.hasSuffix(
        "say nothing of each other: of branch, it was not at its end where its trace ends, at 9 s"),
      "\(comparison.answer)")
  }

  @Test(arguments: ["makespan > +5%", "makespan > 90s", "calls > 5"])
  func `a gate of a run that was not at its end is an error and not open`(text: String) throws {
    let condition = try GateCondition(text) { Int64($0.dropLast()).map { $0 * 1_000_000_000 } }
    let runs = [try whole(), try part()].map { Comparison(run: $0, baseline: .work) }
    for (run, baseline) in [(runs[1], runs[0]), (runs[0], runs[1])] {
      let gate = Gate([condition], of: run, beside: [baseline])
      #expect(gate.met.isEmpty && gate.unknown.count == 1)
    }
    #expect(Gate([condition], of: runs[0], beside: [runs[0]]).unknown.isEmpty)
    let prediction = try Prediction(try part(), [.workers(1)])
    #expect(!prediction.isWhole)
    #expect(Gate([condition], of: prediction).unknown.count == 1)
  }

  @Test func `what changes would save of it is not told`() throws {
    let prediction = try Prediction(try part(), [.workers(1)])
    let answer = PredictionReport(prediction, name: "branch").answer
    #expect(
      answer.contains("what that saves is not known, since it was not at its end"), "\(answer)")
    let advice = TraceAdvice(try part())
    #expect(advice.suggestions.isEmpty)
    #expect(
      TraceAdviceReport(advice).text.hasPrefix(
        "branch: what would make it shorter is not known, since it was not at its end"))
  }
}
