import EventLog
import Testing
import TraceAnalysis
import TraceFormats

@testable import Diagrams

/// Pictures of traces in which calls ask for others and go on.
@Suite struct RequestPictureTests {
  /// An order that asks for a price, and a mail that follows from the order.
  private static let trace = #"""
    {"traceID":"1","spans":[
    {"traceID":"1","spanID":"1","operationName":"order","startTime":0,"duration":100000},
    {"traceID":"1","spanID":"2","operationName":"price","startTime":20000,"duration":60000,"references":[{"refType":"CHILD_OF","spanID":"1"}]},
    {"traceID":"1","spanID":"3","operationName":"mail","startTime":200000,"duration":50,"references":[{"refType":"FOLLOWS_FROM","spanID":"1"}]},
    {"traceID":"1","spanID":"4","operationName":"other","startTime":200000,"duration":900000}]}
    """#

  private func comparison() throws -> Comparison {
    let input = TraceInput(bytes: Array(Self.trace.utf8), name: "order")
    let format = try #require(TraceFormat.all.first { $0.name == "a Jaeger trace" })
    return Comparison(run: Analysis(try format.read(input).log), baseline: .work)
  }

  @Test func `a call that goes on after another is no way around what follows from it`() throws {
    let diagram = DependencyDiagram(try comparison())
    let graph = GraphClustering(diagram)
    func name(_ box: Int) -> String {
      diagram.run.component(of: graph.boxes[box].calls.first ?? 0)
    }
    let arrows = graph.arrows.map { "\(name($0.from)) → \(name($0.to))" }.sorted()
    #expect(arrows == ["order → mail", "order → price", "price → order"])
    #expect(graph.impliedCount == 0)
  }

  @Test func `what a call does until it asks for another is on the critical path too`() throws {
    let input = TraceInput(
      bytes: Array(Self.trace.replacing("900000", with: "9000").utf8), name: "order")
    let format = try #require(TraceFormat.all.first { $0.name == "a Jaeger trace" })
    let run = Analysis(try format.read(input).log)
    let stretches = PathStretches(critical: run).within(0, run.makespan, of: 1)
    #expect(stretches.map(\.start) == [0, 80_000_000])
    #expect(stretches.map(\.end) == [20_000_000, 100_000_000])
  }
}
