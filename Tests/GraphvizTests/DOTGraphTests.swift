import Testing

@testable import Graphviz

@Suite struct DOTGraphTests {
  private func sample() -> DOTGraph {
    var graph = DOTGraph("calls", [.rankdir: "LR", .nodesep: 0.25])
    graph.nodeDefaults = [.shape: "box", .fixedsize: true]
    graph.edgeDefaults = [.color: .color(0x0072B2)]
    graph.addNode(DOTID("call", 2), title: "two", [.label: .lines(["a & b", "3 s"])])
    graph.addNode(DOTID("call", 1), [.label: .text("\"one\"\n")])
    var machine = DOTGraph("machine", [.label: .lines(["x", "y"], .left)])
    machine.addNode(DOTID("call", 3), [.pos: .point(DOTPoint(x: 1.5, y: -20))])
    graph.addCluster(machine)
    graph.addEdge(
      DOTID("data", 2, 1), from: DOTID("call", 2), to: DOTID("call", 1),
      [.style: "dashed", .penwidth: 2, .lhead: .cluster("machine")])
    graph.addRank(of: [DOTID("call", 1), DOTID("call", 2)])
    return graph
  }

  @Test func `a graph is written in the order in which it was built`() {
    #expect(
      sample().description == #"""
        digraph "calls" {
          graph [id="calls", rankdir="LR", nodesep="0.25"]
          node [shape="box", fixedsize="true"]
          edge [color="#0072b2"]
          "call-2" [id="call-2", label="a &amp; b\n3 s"]
          "call-1" [id="call-1", label="\"one\"\\n"]
          subgraph "cluster_machine" {
            graph [id="machine", label="x\ly\l"]
            "call-3" [id="call-3", pos="1.5,-20"]
          }
          "call-2" -> "call-1" [id="data-2-1", style="dashed", penwidth="2", lhead="cluster_machine"]
          { rank="same"; "call-1"; "call-2"; }
        }

        """#)
  }

  @Test func `the same calls make the same bytes`() throws {
    #expect(sample() == sample())
    let bytes = try GraphvizRenderer.render(sample(), layout: .dot, as: .dot)
    #expect(bytes == Array(sample().description.utf8))
  }

  @Test func `a changed attribute keeps its place and a removed one is gone`() {
    var attributes: DOTAttributes = [.shape: "box", .width: 1, .label: .text("x")]
    attributes[.shape] = "ellipse"
    attributes[.width] = nil
    attributes[.color] = .color(0xFF)
    #expect(attributes == [.shape: "ellipse", .label: .text("x"), .color: .color(0xFF)])
    #expect(attributes[.width] == nil)
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (-0.0001, "0"), (1.0, "1"), (0.1, "0.1"), (0.125, "0.125"),
    (-2.5, "-2.5"), (1.0 / 3, "0.333"), (2.0 / 3, "0.667"), (0.0005, "0.001"), (-0.05, "-0.05"),
    (1.999_9, "2"), (100, "100"), (1_234_567.089, "1234567.089"), (1e14, "100000000000000"),
  ])
  func `a number has at most three decimals and no zeros at the end`(
    number: Double, text: String
  ) {
    #expect(number.fixedText == text)
  }

  @Test(arguments: [
    (DOTValue.color(0xE69F00), "#e69f00"), (.color(0x0000_0A), "#00000a"),
    (.color(0xFFFFFF, opacity: 0.5), "#ffffff80"), (.color(0, opacity: -1), "#00000000"),
    (.number(42), "42"), (.number(0.5), "0.5"), ("box", "box"), (true, "true"),
    (
      .points([DOTPoint(x: 0, y: 1), DOTPoint(x: 2, y: 3)], tip: DOTPoint(x: 4, y: 5)),
      "e,4,5 0,1 2,3"
    ),
    (
      .path(through: [DOTPoint(x: 0, y: 0), DOTPoint(x: 30, y: 0)]),
      "e,30,0 0,0 0,0 20,0 20,0"
    ),
    (
      .path(
        through: [DOTPoint(x: 0, y: 0), DOTPoint(x: 0, y: 9), DOTPoint(x: 5, y: 9)],
        arrowSize: 0),
      "0,0 0,0 0,9 0,9 0,9 5,9 5,9"
    ),
    (.rectangle(DOTPoint(x: 0, y: 1), DOTPoint(x: 2, y: 3)), "0,1,2,3"),
  ])
  func `a value is written as Graphviz reads it`(value: DOTValue, text: String) {
    #expect(value.content == .literal(text))
  }

  @Test func `an identifier is a word and numbers`() {
    #expect(DOTID("call", 2).description == "call-2")
    #expect(DOTID("data", 2, 5).description == "data-2-5")
    #expect(DOTID("gap", -1).description == "gap--1")
    let axis: DOTID = "axis_x"
    #expect(axis == DOTID("axis_x"))
  }

  @Test func `an identifier with any other character is a mistake of the program`() async {
    await #expect(processExitsWith: .failure) { _ = DOTID("a b") }
    await #expect(processExitsWith: .failure) { _ = DOTID("") }
    await #expect(processExitsWith: .failure) { _ = DOTValue.number(.infinity) }
  }
}
