import EventLog
import Graphviz
import Scenarios
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// What is folded still shows where the paths lead through it, and begins and ends when it did.
@Suite struct FoldedPathTests {
  /// Shards on workers between a first and a last task.
  private func drawing(
    _ count: Int, workers: Int, size: PictureStyle.Size?, seed: UInt64 = 1
  ) throws -> GanttDrawing {
    var generator = SeededGenerator(seed: seed)
    let times = (0..<count).map { _ in Int.random(in: 1...60, using: &generator) }
    let shards = times.enumerated().map { "  shard_\($0): { takes: \($1)s, needs: [split] }\n" }
    let all = (0..<count).map { "shard_\($0)" }.joined(separator: ", ")
    let text =
      "tasks:\n  split: { takes: 1s }\n" + shards.joined()
      + "  merge: { takes: 5s, needs: [\(all)] }\nworkers: \(workers)\n"
    let comparison = comparison(of: try Scenario.read(text, name: "m"))
    return GanttDrawing(GanttChart(comparison), PictureStyle(size: size))
  }

  /// A machine, a timer of the flow, and the time until a call is tried again.
  @Test func `what the end waited for has a line where nothing ran`() throws {
    let text = """
      components:
        b: { takes: 3s, machine: box, parallel: true }
        c: { takes: 3s, machine: box }
        d: { takes: 2s, fails: { calls: [1] }, retries: { times: 1, backoff: 4s } }
      machines: { box: {} }
      flow: [{ run: b }, { run: c }, { wait: 1s }, { run: d }]
      """
    let comparison = comparison(of: try Scenario.read(text, name: "m"))
    let drawing = GanttDrawing(GanttChart(comparison))
    let bars = drawing.detail.rows.flatMap { $0.row.lanes.flatMap(\.bars) }
    let lines = drawing.lines(along: drawing.chart.observed, bars)
    #expect(lines.map(\.start) == [drawing.scale.x(0)])
    #expect(lines.map(\.end) == [drawing.scale.x(15_000_000_000)])
  }

  @Test(arguments: [(200, 50), (400, 60), (90, 30)], 0..<4)
  func `the observed path is drawn from start to end, through whatever is folded`(
    size: (tasks: Int, workers: Int), seed: UInt64
  ) throws {
    for sheet in [nil, PictureStyle.Size.slide] {
      let drawing = try drawing(size.tasks, workers: size.workers, size: sheet, seed: seed)
      let chart = drawing.chart
      let lines = drawing.detail.rows.flatMap { row in
        drawing.lines(along: chart.observed, row.row.lanes.flatMap(\.bars))
      }.sorted { $0.start < $1.start }
      var end = drawing.scale.x(0)
      for line in lines {
        #expect(line.start <= end + 1, "seed \(seed)")
        end = max(end, line.end)
      }
      #expect(end >= drawing.scale.x(chart.comparison.run.measures.makespan) - 0.01)
    }
  }

  @Test(arguments: 0..<8)
  func
    `each call of the critical path is framed, or lies under a line that legend and note explain`(
      seed: UInt64
    ) throws
  {
    var drawing = try drawing(300, workers: 60, size: .slide, seed: seed)
    let run = drawing.chart.comparison.run
    let folded = drawing.detail.rows.flatMap(\.foldedCriticalBars)
    let framed = drawing.detail.bars.filter(\.isCritical)
    let path = Set(run.criticalPath.parts.map(\.call))
    #expect(Set((folded + framed).map(\.call)) == path, "seed \(seed)")
    let text = drawing.draw().description
    let isFolded = !folded.isEmpty
    #expect(text.contains("on the critical path, folded") == isFolded, "seed \(seed)")
    #expect(text.contains("of the critical path lie") == isFolded, "seed \(seed)")
    let lines = drawing.detail.rows.map { row in
      drawing.lines(along: drawing.chart.critical, row.foldedCriticalBars).count
    }.reduce(0, +)
    #expect(text.matches(of: /class="strong"/).count == (isFolded ? lines + 1 : 0))
    // A terminal has more rows.
    let words = LevelOfDetail.criticalWords(RowPlan(drawing.chart).run)
    #expect(drawing.chart.text(columns: 80).contains("in the folded rows") == (words != nil))
  }

  @Test(arguments: [(200, 50), (90, 30)], 0..<4)
  func `a band begins with its first bar and ends with its last`(
    size: (tasks: Int, workers: Int), seed: UInt64
  ) throws {
    let drawing = try drawing(size.tasks, workers: size.workers, size: .slide, seed: seed)
    for row in drawing.detail.rows where row.row.isBand {
      let blocks = row.marks.compactMap { if case .block(let block) = $0 { block } else { nil } }
      let activity: Activity = row.row.isQueue ? .queued : .running
      let bars = row.row.lanes.flatMap(\.bars).filter { $0.activity == activity }
      #expect(blocks.map(\.start).min() == bars.map(\.start).min(), "seed \(seed)")
      #expect(blocks.map(\.end).max() == bars.map(\.end).max(), "seed \(seed)")
      for (one, next) in zip(blocks, blocks.dropFirst()) { #expect(one.end <= next.start) }
    }
  }
}
