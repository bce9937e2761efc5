import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What tasks run on, in words: workers that can stand in for each other, or different machines.
@Suite struct SeveralMachinesTests {
  private func text(_ machines: [String], _ places: [Int]) -> String {
    let model = Model(
      name: "shop", machines: machines.map { .init(name: $0) },
      components: places.enumerated().map {
        .init(name: "t\($0)", takes: .constant(second), machine: $1)
      }, tasks: TaskGraph(places.map { _ in [] }))
    return SummaryReport(model.comparison()).text
  }

  @Test func `different machines are not one worker`() {
    let shop = text(["lathe", "mill"], [0, 0, 1])
    #expect(shop.contains("one task after the other"))
    #expect(shop.contains("2 different machines, one slot each"))
    #expect(shop.contains("machines without limit"))
    #expect(!shop.contains("worker"))
    let workers = text(["worker"], [0, 0])
    #expect(workers.contains("workers without limit"))
  }

  @Test func `of one task nothing is said of what to look at first`() {
    #expect(text(["worker"], [0, 0]).contains("look first"))
    #expect(!text(["worker"], [0]).contains("look first"))
  }
}
