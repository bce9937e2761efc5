import Testing

@testable import Graphviz

@Suite struct GraphvizErrorTests {
  @Test func `a node without a place is an error where places are needed`() throws {
    var graph = DOTGraph("gantt")
    graph.addNode("bar")
    #expect {
      try GraphvizRenderer.render(graph, layout: .nop2, as: .pdf)
    } throws: { error in
      "\(error)" == """
        Graphviz cannot place the graph with the layout 'nop2'. Error: node bar in graph gantt \
        has no position as required by the -n flag.
        """
    }
  }

  @Test(arguments: [
    ("", "Graphviz cannot read the graph. The text is not one graph."),
    (
      "digraph { a -> ; }",
      "Graphviz cannot read the graph. syntax error in line 1 near ';' The text is not one graph."
    ),
    (
      "digraph {} digraph {}",
      "Graphviz cannot read the graph. The text is not one graph."
    ),
    (
      "digraph {} more",
      "Graphviz cannot read the graph. syntax error in line 1 near 'more'."
    ),
  ])
  func `broken text is an error that says where`(text: String, sentence: String) {
    #expect {
      try GraphvizRenderer.run(text, engine: "dot", format: "svg")
    } throws: { error in
      "\(error)" == sentence
    }
  }

  @Test func `an error does not spoil the next graph`() throws {
    let good = try GraphvizRenderer.run("digraph { a }", engine: "dot", format: "dot")
    for bad in ["digraph { a -> ; }", "digraph { \"a }", "digraph { /* a }", "digraph { a = <b }"] {
      #expect(throws: GraphvizError.self) {
        try GraphvizRenderer.run(bad, engine: "dot", format: "svg")
      }
      #expect(try GraphvizRenderer.run("digraph { a }", engine: "dot", format: "dot") == good)
    }
  }

  @Test func `a very long error is reported to its beginning`() {
    let word = String(repeating: "x", count: 20_000)
    #expect {
      try GraphvizRenderer.run("digraph a \(word)", engine: "dot", format: "svg")
    } throws: { error in
      "\(error)".hasPrefix("Graphviz cannot read the graph. syntax error in line 1 near 'xxx")
    }
  }

  @Test func `an unknown engine is an error that names those known`() {
    #expect {
      try GraphvizRenderer.run("digraph { a }", engine: "bogus", format: "svg")
    } throws: { error in
      "\(error)".hasPrefix(
        """
        Graphviz cannot place the graph with the layout 'bogus'. Error: Layout type: "bogus" not \
        recognized.
        """)
    }
  }

  @Test(arguments: [nil, 72.0])
  func `an unknown format is an error`(dotsPerInch: Double?) {
    #expect {
      try GraphvizRenderer.run(
        "digraph { a }", engine: "dot", format: "bogus", dotsPerInch: dotsPerInch)
    } throws: { error in
      "\(error)".hasPrefix("Graphviz cannot write the format 'bogus'. Error: renderer for bogus")
    }
  }

  @Test func `a bitmap that would fill the memory is not drawn`() {
    var graph = DOTGraph("wide")
    graph.nodeDefaults = [.shape: "box"]
    graph.addNode("left", [.pos: .point(DOTPoint(x: 0, y: 0))])
    graph.addNode("right", [.pos: .point(DOTPoint(x: 20_000, y: 10_000))])
    #expect {
      try GraphvizRenderer.render(graph, layout: .nop2, as: .png(dotsPerInch: 144))
    } throws: { error in
      "\(error)" == """
        The picture is too large for a bitmap. It would have 40108 by 20072 pixels; 64000000 in \
        all are the most that is drawn. Draw it as SVG or PDF, or with fewer dots per inch.
        """
    }
  }

  @Test func `a sentence says what to install`() {
    let report = "libgvplugin_core.so is not in the folder /lib: `apt-get install x` installs it\n"
    #expect(
      GraphvizError.pluginMissing(report: report).description == """
        A plugin of Graphviz is missing. libgvplugin_core.so is not in the folder /lib: \
        `apt-get install x` installs it.
        """)
    #expect(
      GraphvizError.renderingFailed(format: "png", report: "").description
        == "Graphviz cannot write the format 'png'. It does not say why.")
    #expect(
      GraphvizError.outOfMemory.description == "There is not enough memory to draw the graph.")
  }
}
