import EventLog
import Graphviz
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Diagrams

/// Large dependency diagrams become small without losing or turning anything.
@Suite struct CondensationTests {
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
    let condensation = Condensation(diagram)
    let shown = condensation.boxes.flatMap(\.calls).filter { !diagram.run.table[$0].isFlow }
    #expect(shown.sorted() == diagram.calls.map(\.number), "seed \(seed)")
    #expect(condensation.boxes.count <= Condensation.limit, "seed \(seed)")
    #expect(isAcyclic(condensation), "seed \(seed)")
    #expect(condensation.arrows.contains { $0.isCritical }, "seed \(seed)")
    for box in condensation.boxes where box.isCritical {
      #expect(box.calls.contains { diagram.critical.contains($0) }, "seed \(seed)")
    }
  }

  @Test func `the picture says what it leaves out`() {
    let diagram = DependencyDiagram(comparison(of: largeModel(seed: 1)))
    let condensation = Condensation(diagram)
    let text = diagram.graph.description
    #expect(text.contains("\(diagram.calls.count) calls as \(condensation.boxes.count) boxes"))
  }

  @Test(arguments: 0..<40)
  func `a small diagram has a box for each call and loses no link`(seed: UInt64) {
    let diagram = DependencyDiagram(comparison(of: randomModel(seed: seed)))
    let condensation = Condensation(diagram)
    #expect(!condensation.isCondensed)
    #expect(condensation.boxes.allSatisfy { $0.calls.count == 1 }, "seed \(seed)")
    #expect(condensation.arrows.count == diagram.links.count, "seed \(seed)")
  }

  /// Takes away what nothing leads to until nothing is left.
  private func isAcyclic(_ condensation: Condensation) -> Bool {
    var left = Set(condensation.boxes.indices)
    while !left.isEmpty {
      let led = Set(condensation.arrows.filter { left.contains($0.from) }.map(\.to))
      let free = left.subtracting(led)
      guard !free.isEmpty else { return false }
      left.subtract(free)
    }
    return true
  }
}
