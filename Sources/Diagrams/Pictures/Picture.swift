public import Graphviz
internal import Reports
public import TraceAnalysis
internal import Formatting

/// A picture of a run, in any of the formats that can be written.
public enum Picture: Sendable {
  /// Who ran when.
  case gantt(Comparison)
  /// What came after what.
  case dependencies(Comparison)

  /// The formats of pictures.
  public enum Format: String, CaseIterable, Sendable {
    case svg, png, pdf, dot
  }

  /// Draws the picture.
  ///
  /// - Throws: `GraphvizError`.
  public func render(as format: Format) throws(GraphvizError) -> [UInt8] {
    switch self {
    case .gantt(let comparison):
      var drawing = GanttDrawing(GanttChart(comparison))
      return try Self.render(
        drawing.draw(), .nop2, format, comparison, ["Gantt chart"] + drawing.foldings)
    case .dependencies(let comparison):
      let diagram = DependencyDiagram(comparison)
      let clustering = GraphClustering(diagram)
      return try Self.render(
        diagram.graph(of: clustering), .dot, format, comparison,
        ["Dependency diagram"] + diagram.omissions(clustering))
    }
  }

  /// Renders a graph; `what` says what kind of picture it is, and what it leaves out.
  private static func render(
    _ graph: DOTGraph, _ layout: GraphvizRenderer.Layout, _ format: Format,
    _ comparison: Comparison, _ what: [String]
  ) throws(GraphvizError) -> [UInt8] {
    switch format {
    case .svg:
      let options = SVGOptions(
        title: comparison.answer.clipped(toBytes: longestSentence),
        description: (["\(what[0]) of \(comparison.name)."] + what.dropFirst().map { $0 + "." }
          + words(comparison)).map { $0.clipped(toBytes: longestSentence) },
        style: Palette.style)
      return try GraphvizRenderer.render(graph, layout: layout, as: .svg(options))
    case .png: return try renderBitmap(graph, layout)
    case .pdf: return try GraphvizRenderer.render(graph, layout: layout, as: .pdf)
    case .dot: return try GraphvizRenderer.render(graph, layout: layout, as: .dot)
    }
  }

  /// A bitmap as fine as it can be: very large pictures are coarser.
  private static func renderBitmap(
    _ graph: DOTGraph, _ layout: GraphvizRenderer.Layout
  ) throws(GraphvizError) -> [UInt8] {
    for dotsPerInch in [144.0, 72, 36] {
      do {
        return try GraphvizRenderer.render(
          graph, layout: layout, as: .png(dotsPerInch: dotsPerInch))
      } catch {
        guard case .tooLarge = error else { throw error }
      }
    }
    return try GraphvizRenderer.render(graph, layout: layout, as: .png(dotsPerInch: 18))
  }

  /// How many bytes of a sentence are written: names in it may be as long as a file.
  private static let longestSentence = 16_000

  /// What the picture shows, for those who do not see it.
  private static func words(_ comparison: Comparison) -> [String] {
    let path = comparison.run.criticalPath.parts.prefix(12).map {
      comparison.run.title(of: $0.call)
    }
    let critical = comparison.run.measures.floor == nil ? "not known" : path.joined(separator: ", ")
    return comparison.sentences.map { $0 + "." } + ["Critical path: \(critical)."]
  }
}
