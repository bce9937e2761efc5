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

  /// A flow of components one after the other, of which the fourth is parallel.
  private func source(ofComponents count: Int) throws -> PageSource {
    let components = (0..<count).map { "c\($0): { takes: \($0 + 1)s, parallel: \($0 == 3) }" }
    let yaml =
      "components:\n" + components.map { "  \($0)\n" }.joined() + "flow:\n"
      + (0..<count).map { "  - run: c\($0)\n" }.joined()
    return try pageSource(Array(yaml.utf8), name: "many")
  }

  @Test func `of nine components all switches can be combined, and not all of it is listed`() throws
  {
    let page = try PageData(sources: [try source(ofComponents: 9)])
    let variants = try page.run().object("variants")
    #expect(try variants.list("runs").map { try $0.number("mask") } == Array(0..<512))
    #expect(
      page.withoutData.contains("All 512 combinations of parallel components were simulated."))
    let listed = page.withoutData.matches(of: /data-mask="(\d+)"/).compactMap { Int($0.output.1) }
    #expect(listed.count == 64 && Set(listed).isSuperset(of: [8, 0, 511, 9, 264]))
    #expect(page.withoutData.contains("… and 448 more that were simulated"))
  }

  @Test func `of many components the page says which combinations were simulated`() throws {
    let page = try PageData(sources: [try source(ofComponents: 12)])
    let variants = try page.run().object("variants")
    let masks = try variants.list("runs").map { try $0.number("mask") }
    #expect(try variants.number("declared") == 8)
    #expect(masks.prefix(3) == [8, 0, 4_095] && Set(masks).count == masks.count)
    let turned = masks.map { ($0 ^ 8).nonzeroBitCount }
    let counts = (0...4).map { count in turned.count { $0 == count } }
    #expect(counts == [1, 12, 66, 220, 495])
    #expect(
      page.withoutData.contains(
        "795 of 4096 combinations were simulated: those with up to 4 components otherwise than "
          + "declared, nothing parallel, and everything."))
  }

  @Test
  func `a variant that ends badly bears a sign, and so does one against which something speaks`()
    throws
  {
    let stuck = try PageData("traces/stuck_on_failure.yaml").withoutData
    #expect(stuck.contains(/<tr data-mask="2" class="bad">.*✕ deadlocked at 5 s/))
    let racing = try PageData("traces/hidden_race.yaml").withoutData
    #expect(racing.contains(/<tr data-mask="3" class="risky">.*⚠ report would read loss/))
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
