import EventLog
import Foundation
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Reports

@Suite struct ReportTests {
  private func comparison(_ model: Model) -> Comparison {
    Comparison(
      run: Analysis(model.run()), serial: .twin(Analysis(model.run(as: .serial))),
      allParallel: Analysis(model.run(as: .parallel)))
  }

  private func model(_ name: String, _ seconds: [Int64], parallel: Bool) -> Model {
    let components = seconds.enumerated().map {
      Model.Component(
        name: "c\($0)", takes: .constant($1 * 1_000_000_000), isParallel: parallel)
    }
    return Model(
      name: name, components: components,
      flow: components.indices.map { Model.Step(component: $0) })
  }

  @Test func `JSON has the keys that programs rely on, in their order`() throws {
    let json = SummaryReport(comparison(model("m", [4, 3, 2], parallel: true))).json
    let keys = json.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("  \""), let end = line.dropFirst(3).firstIndex(of: "\"") else {
        return nil
      }
      return String(line[line.index(line.startIndex, offsetBy: 3)..<end])
    }
    #expect(
      keys == [
        "schema", "name", "makespan_ns", "work_ns", "span_ns", "floor_ns", "lower_bound_ns",
        "greedy_bound_ns", "serial_ns", "serial_basis", "parallel_ns", "all_parallel_ns",
        "saved_ns", "speedup", "parallelism", "efficiency", "machines", "machines_inferred",
        "calls", "critical_path", "observed_path",
      ])
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["schema"] as? Int == 1)
    #expect(object?["speedup"] as? Double == 2.25)
    #expect(object?["greedy_bound_ns"] is NSNull)
  }

  @Test func `time that was lost is told as lost`() {
    let slow = Comparison(
      name: "x", run: Analysis(model("x", [7], parallel: false).run()),
      serial: .input(Analysis(model("x", [6], parallel: false).run())))
    #expect(slow.answer == "x: 6 s → 7 s, lost 1 s (0.857×); floor 7 s, reached")
    #expect(slow.saved == -1_000_000_000)
  }

  @Test func `time that was neither saved nor lost is told as nothing`() {
    let run = Analysis(model("x", [6], parallel: false).run())
    let same = Comparison(name: "x", run: run, serial: .input(run))
    #expect(same.answer == "x: 6 s → 6 s, saved nothing; floor 6 s, reached")
  }

  @Test func `twins that make other calls are never subtracted`() {
    var other = model("m", [4, 2], parallel: true)
    let run = Analysis(other.run())
    other.flow.append(Model.Step(component: 0))
    let comparison = Comparison(run: run, serial: .twin(Analysis(other.run(as: .serial))))
    #expect(comparison.serialTime == nil)
    #expect(comparison.saved == nil)
    #expect(comparison.answer.contains("one after the other it makes other calls"))
  }

  @Test func `a run that was cut off says so first`() {
    let model = model("m", [4, 4], parallel: false)
    let run = Analysis(model.run(limits: Limits(time: 5_000_000_000)))
    let comparison = Comparison(run: run, serial: .twin(run))
    #expect(comparison.answer.hasPrefix("m: cut off at its limit after 4 s"))
    #expect(SummaryReport(comparison).text.contains("the run was cut off at its limit at 4 s"))
  }

  @Test(arguments: ["\u{1b}[2J", "a\nb", "\u{202e}x", "tab\t", "\u{2028}"])
  func `a name cannot move the cursor or fake a line`(name: String) {
    var model = model("m", [4, 2], parallel: true)
    model.name = name
    model.components[0].name = name
    let comparison = comparison(model)
    for text in [
      SummaryReport(comparison).text, PathReport(comparison.run).text,
      SlackReport(comparison.run).text, EventsReport(comparison.run.log).text,
      Explanation(comparison).text,
    ] {
      #expect(
        !text.unicodeScalars.contains { scalar in
          scalar != "\n"
            && (scalar.properties.generalCategory == .control || scalar == "\u{202e}"
              || scalar == "\u{2028}")
        })
    }
  }

  @Test func `CSV quotes what would break a row`() {
    #expect(
      csvText([["a", "b,c"], ["say \"hi\"", "two\nlines"]])
        == "a,\"b,c\"\n\"say \"\"hi\"\"\",\"two\nlines\"\n")
  }

  @Test(arguments: 0..<100)
  func `every report of every scenario can be written`(seed: UInt64) throws {
    let comparison = comparison(randomModel(seed: seed))
    let summary = SummaryReport(comparison)
    #expect(summary.text.hasPrefix(comparison.answer + "\n"))
    for json in [summary.json, PathReport(comparison.run).json, SlackReport(comparison.run).json] {
      #expect(throws: Never.self, "seed \(seed)") {
        try JSONSerialization.jsonObject(with: Data(json.utf8))
      }
    }
    #expect(!Explanation(comparison).text.isEmpty)
    let rows = summary.csv.split(separator: "\n")
    #expect(rows.count == 2, "seed \(seed)")
  }
}
