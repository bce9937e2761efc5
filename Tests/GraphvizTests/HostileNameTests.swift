import Testing
import Formatting

@testable import Graphviz

@Suite struct HostileNameTests {
  /// A graph that has a name wherever one can be.
  private func graph(_ name: String) -> DOTGraph {
    var graph = DOTGraph("picture", [.label: .text(name), .fontsize: 4])
    graph.nodeDefaults = [.fontsize: 4]
    graph.edgeDefaults = [.fontsize: 4]
    let frame = DOTValue.rectangle(DOTPoint(x: -60, y: -40), DOTPoint(x: 60, y: 60))
    var cluster = DOTGraph("machine", [.label: .text(name), .bb: frame])
    cluster.addNode(
      "first", title: name,
      [.label: .text(name), .pos: .point(DOTPoint(x: 0, y: 0)), .width: 1, .height: 0.5])
    graph.addCluster(cluster, title: name)
    graph.addNode(
      "second",
      [
        .label: .lines([name, "below"], .left), .pos: .point(DOTPoint(x: 200, y: 0)),
        .class: "bar critical",
      ])
    graph.addEdge("arrow", from: "first", to: "second", title: name, [.label: .text(name)])
    return graph
  }

  private func svg(_ name: String, _ layout: GraphvizRenderer.Layout) throws -> ParsedSVG {
    let options = SVGOptions(title: name, description: [name, "below"])
    return ParsedSVG(try GraphvizRenderer.render(graph(name), layout: layout, as: .svg(options)))
  }

  @Test(arguments: hostileNames, [GraphvizRenderer.Layout.dot, .nop2])
  func `a label is shown literally, whatever is in it`(
    name: HostileName, layout: GraphvizRenderer.Layout
  ) throws {
    let svg = try svg(name.text, layout)
    #expect(svg.isWellFormed)
    #expect(svg.isInert)
    #expect(spaced(svg.lines["first"]) == lines(name.text.visibleText))
    #expect(spaced(svg.lines["machine"]) == lines(name.text.visibleText))
    #expect(spaced(svg.lines["arrow"]) == lines(name.text.visibleText))
    #expect(spaced(svg.lines["picture"]) == lines(name.text.visibleText))
    #expect(spaced(svg.lines["second"]).suffix(2).last == "below")
    #expect(svg.elements.contains { $0.attributes["class"] == "node bar critical" })
  }

  @Test(arguments: hostileNames)
  func `a title says exactly what it was given`(name: HostileName) throws {
    let svg = try svg(name.text, .dot)
    #expect(svg.titles["first"] == name.text.visibleText)
    #expect(svg.titles["machine"] == name.text.visibleText)
    #expect(svg.titles["arrow"] == name.text.visibleText)
    #expect(svg.titles[""] == name.text.visibleText)
    #expect(svg.titles["second"] == nil)
    #expect(svg.titles["picture"] == nil)
    #expect(svg.description == name.text.visibleText + "\nbelow")
  }

  @Test(arguments: hostileNames)
  func `the text of a graph means the same after the library has read and written it`(
    name: HostileName
  ) throws {
    let options = SVGOptions(title: "", description: [])
    let written = try GraphvizRenderer.run(
      graph(name.text).description, engine: "dot", format: "dot")
    let again = try GraphvizRenderer.run(
      String(decoding: written, as: UTF8.self), engine: "nop2", format: "svg")
    let svg = ParsedSVG(SVGDocument(graph: graph(name.text), options: options).finished(again))
    #expect(spaced(svg.lines["first"]) == lines(name.text.visibleText))
    #expect(spaced(svg.lines["arrow"]) == lines(name.text.visibleText))
  }

  @Test(arguments: hostileNames)
  func `a bitmap and a page are drawn`(name: HostileName) throws {
    let png = try GraphvizRenderer.render(graph(name.text), layout: .dot, as: .png(dotsPerInch: 36))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    let pdf = try GraphvizRenderer.render(graph(name.text), layout: .nop2, as: .pdf)
    #expect(pdf.starts(with: Array("%PDF-".utf8)))
  }

  /// An empty line has no element.
  private func lines(_ text: String) -> [String] {
    text.isEmpty ? [] : [spaced(text)]
  }

  /// Graphviz writes the second of two spaces as one that does not break, so that it is seen.
  private func spaced(_ lines: [String]?) -> [String] {
    (lines ?? []).map(spaced)
  }

  private func spaced(_ text: String) -> String {
    String(text.map { $0 == "\u{a0}" ? " " : $0 })
  }
}
