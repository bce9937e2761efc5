import EventLog
import Graphviz
import Reports
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import Formatting

@testable import Diagrams

/// Large dependency diagrams become small without losing or turning anything.
@Suite struct GraphClusteringTests {
  /// A flow of several hundred calls of forty components on a few machines.
  private func largeModel(seed: UInt64) -> Model {
    var generator = SeededGenerator(seed: seed)
    let components = (0..<40).map { index in
      Model.Component(
        name: "component_\(index)",
        takes: .constant(Nanoseconds.random(in: 0...9, using: &generator) * 1_000_000_000),
        isParallel: Int.random(in: 0..<4, using: &generator) > 0,
        machine: index % 3 == 0 ? 0 : nil)
    }
    let steps = (0..<Int.random(in: 81...600, using: &generator)).map { _ in
      Model.Step(component: Int.random(in: components.indices, using: &generator))
    }
    return Model(
      name: "large", machines: [.init(name: "box", slots: 3)], components: components, flow: steps)
  }

  @Test(arguments: 0..<40)
  func `every call is in one box, and boxes do not lead back`(seed: UInt64) {
    let diagram = DependencyDiagram(comparison(of: largeModel(seed: seed)))
    let clustering = GraphClustering(diagram)
    let shown = clustering.boxes.flatMap(\.calls).filter { !diagram.run.table[$0].isFlow }
    #expect(shown.sorted() == diagram.calls.map(\.number), "seed \(seed)")
    #expect(clustering.boxes.count <= GraphClustering.limit, "seed \(seed)")
    #expect(isAcyclic(clustering), "seed \(seed)")
    #expect(clustering.arrows.contains { $0.isCritical }, "seed \(seed)")
    for box in clustering.boxes where box.isCritical {
      #expect(box.calls.contains { diagram.critical.contains($0) }, "seed \(seed)")
    }
  }

  /// Tasks in so many layers, each needing up to three of the layer before.
  private func layers(_ count: Int, of size: Int, seed: UInt64) -> Model {
    var generator = SeededGenerator(seed: seed)
    return tasks(
      (0..<count * size).map { task in
        guard task >= size, Int.random(in: 0..<8, using: &generator) > 0 else { return [] }
        let before = (task / size - 1) * size
        return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          before + Int.random(in: 0..<size, using: &generator)
        }
      }, takes: { _ in Nanoseconds.random(in: 1...9, using: &generator) })
  }

  /// Tasks and what each needs, on eight workers.
  private func tasks(_ needs: [[Int]], takes: (Int) -> Nanoseconds = { _ in 1 }) -> Model {
    var graph = TaskGraph()
    for needs in needs { graph.append(needing: Set(needs).sorted()) }
    return Model(
      name: "tasks", machines: [.init(name: "worker", slots: 8)],
      components: needs.indices.map {
        Model.Component(
          name: "task_\($0)", takes: .constant(takes($0) * 1_000_000_000), machine: 0)
      }, tasks: graph)
  }

  @Test(arguments: [(3, 100), (9, 40), (40, 20), (300, 2)], 0..<6 as Range<UInt64>)
  func `a task graph of any shape stands on one screen`(
    shape: (layers: Int, size: Int), seed: UInt64
  ) {
    let diagram = DependencyDiagram(
      comparison(of: layers(shape.layers, of: shape.size, seed: seed)))
    let clustering = GraphClustering(diagram)
    #expect(clustering.boxes.flatMap(\.calls).sorted() == diagram.calls.map(\.number))
    #expect(clustering.boxes.count <= GraphClustering.limit, "seed \(seed)")
    #expect(clustering.boxes.count > 3, "seed \(seed)")
    #expect(isAcyclic(clustering), "seed \(seed)")
    #expect(longestChain(of: clustering) <= PictureLimits().ranks, "seed \(seed)")
    let again = GraphClustering(diagram)
    #expect(again.boxes.map(\.calls) == clustering.boxes.map(\.calls), "seed \(seed)")
  }

  @Test(arguments: [(3, 100), (9, 40), (40, 20), (300, 2)])
  func `the picture of a large task graph is no larger than a screen and a bit`(
    shape: (layers: Int, size: Int)
  ) throws {
    for seed in 0..<3 as Range<UInt64> {
      let model = layers(shape.layers, of: shape.size, seed: seed)
      let svg = try Picture.dependencies(comparison(of: model)).render(as: .svg)
      #expect(svg.count < 500_000, "seed \(seed)")
      let text = String(decoding: svg, as: UTF8.self)
      let size = try #require(text.firstMatch(of: /width="(\d+)pt" height="(\d+)pt"/))
      #expect((Int(size.1) ?? .max) <= 2_000 && (Int(size.2) ?? .max) <= 1_300, "seed \(seed)")
    }
  }

  @Test func `more calls beside each other than one can see are grouped, few are not`() {
    func boxes(_ siblings: Int) -> Int {
      let needs = [[]] + (1...siblings).map { _ in [0] } + [Array(1...siblings)]
      return GraphClustering(DependencyDiagram(comparison(of: tasks(needs)))).boxes.count
    }
    #expect(boxes(16) == 18)
    #expect(boxes(17) == 4)
  }

  @Test func `siblings with the same neighbours are one box`() {
    // Tasks 1 to 200 need task 0; half of them are needed by one, half by the other of two.
    let needs = [[]] + (1...200).map { _ in [0] } + [Array(1...100), Array(101...200)]
    let diagram = DependencyDiagram(comparison(of: tasks(needs, takes: { $0 == 7 ? 3 : 1 })))
    let clustering = GraphClustering(diagram)
    let sizes = clustering.boxes.map { ($0.calls.count, $0.isCritical) }
    #expect(sizes.map(\.0).sorted() == [1, 1, 1, 1, 99, 100])
    #expect(sizes.count { $0.1 } == 3)
    #expect(diagram.graph.description.contains("99 × task_…"))
  }

  @Test func `chains are one box each or together`() {
    // A hundred chains of five behind one task.
    let needs = [[]] + (1...500).map { [$0 <= 100 ? 0 : $0 - 100] }
    let diagram = DependencyDiagram(comparison(of: tasks(needs, takes: { $0 == 7 ? 2 : 1 })))
    let clustering = GraphClustering(diagram)
    #expect(clustering.method == .levels)
    #expect(clustering.boxes.map(\.calls.count).sorted() == [1, 1, 1, 1, 1, 1, 495])
  }

  @Test func `a chain of very many tasks needs no deep stack`() {
    let diagram = DependencyDiagram(
      comparison(of: tasks((0..<5_000).map { $0 > 0 ? [$0 - 1] : [] })))
    let clustering = GraphClustering(diagram)
    #expect(clustering.method == .path)
    #expect((2...10).contains(clustering.boxes.count))
  }

  @Test(arguments: [
    ("short", "short"), ("CMakeFiles/uv_a.dir/src/unix/linux.c.o", "…src/unix/linux.c.o"),
    ("A.VERY.LONG.NAME.OF_A_PROCESS", "…OF_A_PROCESS"),
    ("individuals_merge_ID0000001", "individuals_merge_I…"),
    ("a/averyveryverylongfilenamewithoutend", "…filenamewithoutend"),
  ])
  func `a long name is shortened to what says most`(name: String, shown: String) {
    #expect(name.shortened(toWidth: 110, fontSize: 11) == shown)
    #expect(shown.textWidth(fontSize: 11) <= 110)
  }

  private func longestChain(of clustering: GraphClustering) -> Int {
    var steps = Array(repeating: 1, count: clustering.boxes.count)
    for _ in clustering.boxes {
      for arrow in clustering.arrows {
        steps[arrow.to] = max(steps[arrow.to], steps[arrow.from] + 1)
      }
    }
    return steps.max() ?? 0
  }

  @Test func `the picture says what it leaves out`() throws {
    let comparison = comparison(of: largeModel(seed: 1))
    let diagram = DependencyDiagram(comparison)
    let clustering = GraphClustering(diagram)
    let text = diagram.graph.description
    #expect(text.contains("\(diagram.calls.count) calls as \(clustering.boxes.count) boxes"))
    let svg = String(decoding: try Picture.dependencies(comparison).render(as: .svg), as: UTF8.self)
    for sentence in diagram.omissions(clustering) { #expect(svg.contains(sentence + ".")) }
  }

  @Test(arguments: 0..<40)
  func `a small diagram has a box for each call, and loses only links that others stand for`(
    seed: UInt64
  ) {
    let diagram = DependencyDiagram(comparison(of: randomModel(seed: seed)))
    let clustering = GraphClustering(diagram)
    #expect(!clustering.isCondensed)
    #expect(clustering.boxes.allSatisfy { $0.calls.count + $0.joins.count == 1 }, "seed \(seed)")
    let pairs = Set(diagram.links.map { [$0.from, $0.to] })
    let drawn = clustering.arrows.count + clustering.impliedCount + clustering.machineCount
    #expect(drawn == pairs.count, "seed \(seed)")
  }

  @Test func `what comes after a start says so, and stands for no arrow from the end`() throws {
    let comparison = comparison(
      of: try Scenario.read(
        """
        tasks:
          a:    { takes: 10s }
          b:    { takes: 2s, needs: [{ task: a, after: start }] }
          c:    { takes: 2s, needs: [{ task: a, after: start, lag: 1s }] }
          d:    { takes: 2s, needs: [a, b] }
          long: { takes: 30s }
        """, name: "starts"))
    let diagram = DependencyDiagram(comparison)
    #expect(GraphClustering(diagram).impliedCount == 0)
    let dot = String(decoding: try Picture.dependencies(comparison).render(as: .dot), as: UTF8.self)
    #expect(dot.contains(#"label="after start""#) && dot.contains(#"label="1 s after start""#))
    let text = diagram.text()
    #expect(text.contains("◀ a (after its start)"))
    #expect(text.contains("◀ a (1 s after its start)"))
    #expect(text.contains("◀ a (data), b (data)"))
  }

  /// Takes away what nothing leads to until nothing is left.
  private func isAcyclic(_ clustering: GraphClustering) -> Bool {
    var left = Set(clustering.boxes.indices)
    while !left.isEmpty {
      let led = Set(clustering.arrows.filter { left.contains($0.from) }.map(\.to))
      let free = left.subtracting(led)
      guard !free.isEmpty else { return false }
      left.subtract(free)
    }
    return true
  }
}
