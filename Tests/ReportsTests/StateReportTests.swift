import EventLog
import Foundation
import Reports
import Simulation
import TestSupport
import Testing

@Suite struct StateReportTests {
  private func answer(
    _ log: Log, _ instant: Nanoseconds, isBefore: Bool = false
  ) throws -> String { try StateReport(log, at: instant, isBefore: isBefore).answer }

  @Test func `the first line counts the calls by what they do`() throws {
    let log = sharedMachine.run()
    #expect(
      try answer(log, 3_500_000_000) == "shared_machine at 3.5 s: 1 running, 1 queued, 2 succeeded")
    #expect(try answer(log, 0) == "shared_machine at the start: 2 running, 1 queued, 1 blocked")
    #expect(
      try answer(log, 0, isBefore: true)
        == "shared_machine just before the start: nothing has been called")
    #expect(
      try answer(log, 4 * second, isBefore: true)
        == "shared_machine just before 4 s: 1 running, 1 queued, 2 succeeded")
    #expect(try answer(log, 4 * second) == "shared_machine at 4 s: 1 running, 3 succeeded")
    #expect(try answer(log, log.end) == "shared_machine at 7 s: 4 succeeded")
    #expect(
      try answer(log, 60 * second) == "shared_machine at 60 s, after its end at 7 s: 4 succeeded")
    let lines = log.encoded().split(separator: UInt8(ascii: "\n")).dropLast(2)
    let unclosed = try Log.read(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).log
    #expect(
      try answer(unclosed, 60 * second)
        == "shared_machine at 60 s, after the end of its log at 7 s: 4 succeeded")
  }

  @Test func `the state of what calls share is told as it was when we looked at it`() throws {
    let log = sharing().run()
    let texts = try [(0, false), (2, true), (2, false), (4, false), (60, false)].map {
      try StateReport(log, at: $0 * second, isBefore: $1).text
    }
    let middle = try StateReport(log, at: 4 * second)
    expectGolden((texts + [middle.json, middle.csv]).joined(separator: "\n"), "state.txt")
  }

  @Test func `a run that deadlocked is told with who waited for what just before`() throws {
    let log = sharing(buffer: 1).run(as: .serial)
    let texts = try [true, false].map { try StateReport(log, at: log.end, isBefore: $0).text }
    expectGolden(texts.joined(separator: "\n"), "state_deadlock.txt")
  }

  @Test func `of many calls the open ones are shown and the rest is counted`() throws {
    let parts = Array(repeating: component("part", 10, isParallel: true, onBox: true), count: 1)
    let model = Model(
      name: "many", machines: [.init(name: "box")], components: parts,
      flow: Array(repeating: .init(component: 0), count: 100))
    let report = try StateReport(model.run(), at: 805_000_000)
    let lines = report.text.split(separator: "\n")
    #expect(lines[0] == "many at 805 ms: 1 running, 19 queued, 81 succeeded")
    #expect(lines.contains("  … and 81 succeeded; --format json and csv list all"))
    #expect(lines.count == 30)
    #expect(report.csv.split(separator: "\n").count == 103)
    let early = try StateReport(model.run(), at: 5_000_000).text.split(separator: "\n")
    #expect(early.contains("  … and 60 queued, 1 succeeded; --format json and csv list all"))
  }

  @Test func `programs get everything, with the unit last`() throws {
    let report = try StateReport(sharing().run(), at: 4 * second)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(json["schema"] as? Int == 1 && json["at_ns"] as? Int == 4_000_000_000)
    #expect(json["before"] as? Bool == false && json["beyond_end"] as? Bool == false)
    #expect((json["statuses"] as? [String: Int])?["running"] == 2)
    let calls = try #require(json["calls"] as? [[String: Any]])
    #expect(calls.count == 6 && calls[5]["waits_for"] as? String == "turn")
    #expect(calls[4]["slots"] as? [Int] == [1] && calls[3]["reason"] as? String == "out of memory")
    let counts = report.csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).count
    }
    #expect(Set(counts) == [16])
  }

  @Test func `a reactive flow is told with its iteration`() throws {
    var train = component("train", 4000, isParallel: true)
    train.behaviour.effects = [.init(.write(0, [.init(.number(1))]), .at([.after(second)]))]
    var model = Model(
      name: "rounds", components: [train, component("eval", 1000)],
      variables: [.init(name: "loss", value: .number(0))],
      flow: [.init(component: 0), .init(component: 1)])
    model.isReactive = true
    let log = model.run()
    func round(at instant: Nanoseconds) throws -> (text: String, json: String) {
      let report = try StateReport(log, at: instant)
      let line = report.text.split(separator: "\n").first { $0.contains("iteration ") } ?? ""
      let words = line.split(separator: ";").first { $0.contains("iteration ") } ?? ""
      let json = report.json.split(separator: "\n").first { $0.contains("\"round\": ") } ?? ""
      return (words.split(separator: "  ").last.map(String.init) ?? "", String(json))
    }
    #expect(try round(at: 0).text == " iteration 1 went up to step 2")
    #expect(try round(at: second).text == " iteration 2 went to its end")
    #expect(try round(at: log.end).text == "iteration 3 went to its end")
    #expect(try round(at: 0).json.hasSuffix("\"round\": 1, \"round_step\": 2},"))
    #expect(try round(at: second).json.hasSuffix("\"round\": 2, \"round_step\": null},"))
  }
}
