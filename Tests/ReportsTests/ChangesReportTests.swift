import EventLog
import Foundation
import Reports
import Simulation
import TestSupport
import Testing

@Suite struct ChangesReportTests {
  private func changes(_ expected: Log, _ actual: Log) -> ChangesReport {
    ChangesReport(expected: expected, actual: actual, names: ("a", "b"))
  }

  private func answer(_ expected: Log, _ actual: Log) -> String { changes(expected, actual).answer }

  private func toy(_ change: (inout Model) -> Void) -> Log {
    var model = toyTwoParallel
    change(&model)
    // What the runs are runs of is the same, so that only what happens counts.
    return Simulator.run(model, LogHeader.Setup(text: toyTwoParallel.yaml))
  }

  @Test func `the first line says whether and where they differ`() {
    let toy = toyTwoParallel.run()
    #expect(answer(toy, toy) == "a → b: the same, all 20 events")
    let longer = self.toy { $0.components[2].takes = .constant(2_500_000_000) }
    #expect(
      answer(toy, longer)
        == "a → b: first difference at seq 14, at 2 s: call.succeeded analyze (call 4) 500 ms later"
    )
    #expect(answer(longer, toy).hasSuffix("call.succeeded analyze (call 4) 500 ms earlier"))
    let other = self.toy { $0.components[1].takes = .constant(second) }
    #expect(
      answer(toy, other)
        == "a → b: first difference at seq 14, at 1 s: expected call.succeeded analyze (call 4), "
        + "actual call.succeeded baseline_1 (call 3)")
    let more = self.toy { $0.machines = [.init(name: "box"), .init(name: "idle")] }
    #expect(
      answer(toy, more).hasPrefix(
        "a → b: first difference at seq 1, at 0 s: expected component.declared flow, actual "
          + "machine.declared machine box, 1 slot; what happens is the same"))
    let serial = self.toy { $0.components[0].isParallel = false }
    #expect(
      answer(toy, serial)
        == "a → b: first difference at seq 2, at 0 s, and in what happens at seq 8, at 0 s: expected "
        + "call.requested baseline_1 (call 3), actual call.blocked flow (call 1) on call 2")
  }

  @Test func `a log that ends where the other goes on is told so`() throws {
    let toy = toyTwoParallel.run()
    let lines = toy.encoded().split(separator: UInt8(ascii: "\n")).dropLast(2)
    let unclosed = try Log.read(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).log
    #expect(
      answer(toy, unclosed)
        == "a → b: first difference at seq 18, at 4 s: expected call.succeeded train (call 2), actual "
        + "nothing")
    #expect(
      answer(unclosed, toy).hasSuffix("expected nothing, actual call.succeeded train (call 2)"))
    #expect(changes(toy, unclosed).text.contains("  b  its log was not closed"))
  }

  @Test func `what the logs say of themselves comes before what happens`() {
    let texts = ["a\nb\n", "a\r\nb\n", "a\n  c", "a\n"]
    let setups =
      texts.map { LogHeader.Setup(text: $0) } + [
        LogHeader.Setup(text: "a\nb\n", seed: 7, mode: .serial)
      ]
    let logs = setups.map { Simulator.run(toyApp, $0) }
    let sentences = logs.dropFirst().map { log in
      changes(logs[0], log).text.split(separator: "\n").dropFirst().prefix { $0.hasPrefix("  ") }
        .joined(separator: "|")
    }
    #expect(
      sentences == [
        "  the scenarios differ from line 1: `a` and `a\\r`",
        "  the scenarios differ from line 2: `b` and `c`",
        "  the scenarios differ from line 2: `b` and an empty line",
        "  seeds 0 and 7|  modes declared and serial",
      ])
    // Twice the same with other words before it is still the same.
    #expect(!changes(logs[0], logs[1]).isChanged)
    #expect(
      changes(logs[0], logs[1]).answer.hasSuffix(
        "the same, all 18 events; but not all that led to them"))
    var builder = LogBuilder(header: LogHeader(name: "t", origin: .trace(format: "x", part: 1)))
    let trace = builder.close()
    #expect(
      changes(logs[0], trace).text.contains("  a simulated run, and a trace of the format x\n"))
    builder = LogBuilder(header: LogHeader(name: "t", origin: .trace(format: "y", part: 2)))
    let part = builder.close()
    #expect(
      changes(trace, part).text.contains(
        "  traces of the formats x and y\n  parts 1 and 2 of their traces\n"))
  }

  @Test func `what came of a difference is told as it was when we looked at it`() {
    let shared = changes(sharing().run(), sharing(each: 500).run())
    var well = toyTwoParallel
    well.components[2].takes = .constant(5 * second)
    var failing = well
    failing.components[1].behaviour.failure = .init()
    failing.components[1].behaviour.failure?.reason = "out of memory"
    let failed = changes(well.run(), failing.run())
    let box = changes(sharedMachine.run(), sharedMachine.run(as: .serial))
    let same = changes(toyApp.run(), toyApp.run())
    var silent = sharing()
    silent.components[0].behaviour.effects.removeLast()
    silent.variables[1].name = "epochs"
    silent.flow.removeLast()
    let variables = changes(sharing().run(), silent.run())
    expectGolden(
      ([shared, failed, box, variables, same].map(\.text) + [
        shared.json, shared.csv, same.json, same.csv,
      ])
      .joined(separator: "\n"), "changes.txt")
  }

  @Test func `programs get both events with their causes`() throws {
    let report = changes(sharedMachine.run(), sharedMachine.run(as: .serial))
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(json["schema"] as? Int == 1 && json["same"] as? Bool == false)
    let happening = try #require(json["happening"] as? [String: [String: Any]])
    #expect(happening["expected"]?["kind"] as? String == "call.requested")
    #expect(happening["actual"]?["kind"] as? String == "call.blocked")
    let causes = try #require(happening["actual"]?["causes"] as? [[String: Any]])
    #expect(causes.map { $0["edge"] as? String } == ["program"])
    let counts = report.csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).count
    }
    // The scenario's line has a comma in it, in quotation marks.
    #expect(Set(counts).isSubset(of: [5]), "\(report.csv)")
  }

  @Test func `of very many components those that changed most are shown`() {
    func many(_ milliseconds: (Int) -> Int64) -> Log {
      let components = (0..<100).map { component("part \($0)", milliseconds($0), isParallel: true) }
      return Model(
        name: "many", components: components, flow: components.indices.map { .init(component: $0) }
      ).run()
    }
    let text = changes(many { _ in 1000 }, many { 1000 + Int64($0 % 50) }).text
    let lines = text.split(separator: "\n")
    #expect(lines.contains("  … and 58 more that differ; --format json and csv list all"))
    #expect(lines.contains("  … and 2 components as before"))
    let first = lines.firstIndex { $0.hasPrefix("  component") } ?? 0
    #expect(lines[first + 1].contains("part 49"))
  }

  @Test func `streams through which another number of items went are told`() {
    var longer = sharing()
    longer.components[0].takes = .constant(6 * second)
    let report = changes(sharing().run(), longer.run())
    let lines = report.text.split(separator: "\n").map(String.init)
    let start = lines.firstIndex(of: "items through streams:") ?? 0
    #expect(
      lines[start...] == [
        "items through streams:", "  stream   items in  items out",
        "  batches     4 → 6      4 → 6",
      ], "\(report.text)")
    #expect(report.csv.contains("sent,batches,4,6,2\nreceived,batches,4,6,2"))
    #expect(
      report.json.contains(
        "\"stream\": \"batches\", \"expected_sent\": 4, \"actual_sent\": 6"), "\(report.json)")
    #expect(!changes(toyApp.run(), toyApp.run()).text.contains("streams"))
  }
}
