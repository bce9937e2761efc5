import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis

@testable import Page

/// What a page says of runs in other ways.
@Suite struct PageVariantTests {
  @Test(arguments: [
    "toy_two_parallel", "hidden_race", "shared_machine", "hyperparameters", "backpressure",
    "share_variables", "dashboard", "stuck_on_failure",
  ])
  func `the variant that was declared takes as long as the run`(scenario: String) throws {
    let source = try pageSource("traces/\(scenario).yaml")
    let run = try PageData(sources: [source]).run()
    let variants = try run.object("variants")
    let declared = try variants.number("declared")
    let same = try variants.list("runs").filter { try $0.number("mask") == declared }
    #expect(same.count == 1)
    let makespan = try same[0].number("makespan") * run.number("unit")
    #expect(makespan == Int(source.comparison.parallelTime))
  }

  @Test func `all sets of few components are there, each once`() throws {
    let variants = try PageData("traces/toy_two_parallel.yaml").run().object("variants")
    let masks = try variants.list("runs").map { try $0.number("mask") }
    #expect(masks == Array(0..<8))
    let makespans = try variants.list("runs").map { try $0.number("makespan") }
    #expect(makespans == [9, 5, 7, 4, 9, 5, 7, 4])
    let saved = try variants.list("runs").map { try $0.number("saved") }
    #expect(saved == makespans.map { 9 - $0 })
  }

  @Test func `a race that a flag would bring about is told`() throws {
    let page = try PageData("traces/hidden_race.yaml")
    let runs = try page.run().object("variants").list("runs")
    let words = "report would read loss before train has written it"
    let racing = try runs.filter { ($0["answer"] as? String)?.hasSuffix(words) ?? false }
      .map { try $0.number("mask") }
    #expect(racing == [3, 7])
    #expect(page.withoutData.components(separatedBy: words).count == 3)
  }

  @Test func `of many components some sets are there, and the run as it was`() throws {
    let components = (0..<9).map { "c\($0): { takes: \($0 + 1)s, parallel: \($0 == 3) }" }
    let yaml =
      "components:\n" + components.map { "  \($0)\n" }.joined() + "flow:\n"
      + (0..<9).map { "  - run: c\($0)\n" }.joined()
    let run = try PageData(sources: [try pageSource(Array(yaml.utf8), name: "many")]).run()
    let variants = try run.object("variants")
    let masks = try variants.list("runs").map { try $0.number("mask") }
    #expect(try variants.number("declared") == 8)
    #expect(masks == [8, 0, 511] + (0..<9).map { 8 ^ 1 << $0 }.filter { $0 != 0 })
  }

  @Test(arguments: [
    ("toy_two_parallel.yaml", "workers", [9, 5, 4]),
    ("shared_machine.yaml", "slots of box", [7, 4, 4]),
    ("task_graph.yaml", "workers", [9, 8, 8]),
  ])
  func `a run is made again with other numbers`(
    file: String, axis: String, times: [Int]
  ) throws {
    let sweep = try PageData("traces/\(file)").run().object("sweep")
    #expect(sweep["axis"] as? String == axis)
    let points = try sweep.list("points")
    #expect(try points.prefix(times.count).map { try $0.number("makespan") } == times)
  }

  @Test func `runs that cannot be made again have no variants`() throws {
    let run = try PageData("traces/load_while_training.json").run()
    #expect(run["variants"] is NSNull && run["sweep"] is NSNull)
  }
}
