package import EventLog
public import Graphviz
internal import Reports
public import TraceAnalysis
internal import Formatting
public import WhatIf

/// A picture of a run, in any of the formats that can be written.
public enum Picture: Sendable {
  /// Who ran when.
  case gantt(Comparison)
  /// What came after what.
  case dependencies(Comparison)
  /// Who would run when, with who ran when before below it; the name is that of the run.
  case prediction(Prediction, name: String)
  /// How long a run takes with one number after another, or with two; the name is that of the run.
  case sweep(Sweep, name: String)

  /// The formats of pictures.
  public enum Format: String, CaseIterable, Sendable {
    case svg, png, pdf, dot
  }

  /// Draws the picture.
  ///
  /// - Parameters:
  ///   - format: What it is written as.
  ///   - style: How it is to look.
  /// - Returns: The bytes of the picture's file.
  /// - Throws: `GraphvizError`.
  public func render(
    as format: Format, style: PictureStyle = PictureStyle()
  ) throws(GraphvizError) -> [UInt8] {
    switch self {
    case .gantt(let comparison):
      var drawing = GanttDrawing(
        GanttChart(comparison, colours: style.element?.colours), style)
      return try Self.render(
        drawing.draw(), .nop2, format, style,
        Words(comparison, "Gantt chart", style, omissions: drawing.foldings))
    case .dependencies(let comparison):
      let (graph, omissions) = try Self.dependencies(comparison, style)
      return try Self.render(
        graph, .dot, format, style,
        Words(comparison, "Dependency diagram", style, omissions: omissions))
    case .prediction(let prediction, let name):
      let chart = GanttChart(prediction, name: name)
      var drawing = GanttDrawing(chart, style)
      return try Self.render(
        drawing.draw(), .nop2, format, style,
        Words(
          answer: chart.answer, kind: "Gantt chart of \(name) before and after",
          sentences: drawing.foldings))
    case .sweep(let sweep, let name):
      let chart = SweepChart(sweep, name: name)
      var drawing = SweepDrawing(chart, style)
      return try Self.render(
        drawing.draw(), .nop2, format, style,
        Words(answer: chart.answer, kind: "Sweep of \(name)", sentences: chart.words))
    }
  }

  /// The picture for a terminal, in so many columns where it takes all that there are.
  public func text(columns: Int = 80) -> String {
    switch self {
    case .gantt(let comparison): GanttChart(comparison).text(columns: columns)
    case .dependencies(let comparison):
      comparison.run.isOfComponents
        ? ComponentDiagram(comparison).text() : DependencyDiagram(comparison).text()
    case .prediction(let prediction, let name): PredictionReport(prediction, name: name).text
    case .sweep(let sweep, let name): SweepReport(sweep, name: name).text
    }
  }

  /// The dependency diagram of a run as an element of a page, and the calls that each of its boxes stands for; nil for
  /// components and flows.
  ///
  /// - Parameters:
  ///   - comparison: The run.
  ///   - element: How it is to stand in the page.
  /// - Returns: The element, and for each box its identifier and its calls.
  /// - Throws: `GraphvizError`.
  package static func dependencyElement(
    _ comparison: Comparison, _ element: PictureElement
  ) throws(GraphvizError) -> (svg: [UInt8], boxes: [(id: String, calls: [CallNumber])]?) {
    let style = PictureStyle(element)
    guard !comparison.run.isOfComponents else {
      return (try Picture.dependencies(comparison).render(as: .svg, style: style), nil)
    }
    let diagram = DependencyDiagram(comparison, colours: element.colours)
    let clustering = GraphClustering(diagram)
    let svg = try render(
      diagram.graph(of: clustering, style), .dot, .svg, style,
      Words(comparison, "Dependency diagram", style, omissions: diagram.omissions(clustering)))
    let boxes = clustering.boxes.filter { box in
      box.calls.first.map { !comparison.run.table[$0].isFlow } ?? false
    }
    return (svg, boxes.map { (element.prefix + diagram.id(of: $0).description, $0.calls) })
  }

  /// The graph of what came after what, and what it leaves out.
  private static func dependencies(
    _ comparison: Comparison, _ style: PictureStyle
  ) throws(GraphvizError) -> (DOTGraph, [String]) {
    // A sheet has so much room, and text is not made smaller: what does not fit is grouped.
    let limits = style.size?.limits ?? [PictureLimits()]
    let isEndKnown = style.instant.map { $0 >= comparison.run.log.end } ?? true
    guard comparison.run.isOfComponents else {
      let diagram = DependencyDiagram(comparison, colours: style.element?.colours)
      return try fitted(limits, style) { limits in
        let clustering = GraphClustering(diagram, within: limits)
        return (
          diagram.graph(of: clustering, style),
          diagram.omissions(clustering, isEndKnown: isEndKnown)
        )
      }
    }
    let diagram = ComponentDiagram(comparison, colours: style.element?.colours)
    return try fitted(limits, style) { limits in
      let map = diagram.map(atMost: min(limits.boxes, ComponentDiagram.limit))
      return (diagram.graph(of: map, style), diagram.legend(map))
    }
  }

  /// The first of some graphs, from the most to the least, that fits its sheet; otherwise the last.
  private static func fitted(
    _ limits: [PictureLimits], _ style: PictureStyle,
    _ draw: (PictureLimits) -> (graph: DOTGraph, omissions: [String])
  ) throws(GraphvizError) -> (DOTGraph, [String]) {
    var (graph, omissions) = draw(limits[0])
    guard let sheet = style.size else { return (graph, omissions) }
    var zoom = try Self.zoom(of: graph)
    for smaller in limits.dropFirst() where zoom < Self.leastZoom {
      (graph, omissions) = draw(smaller)
      zoom = try Self.zoom(of: graph)
    }
    let heading = BoxGraph(style).headingWidth(of: graph)
    let most = min(Self.mostZoom, max(1, sheet.points.width / heading))
    if zoom > most { graph.fill(sheet, atMost: most) }
    return (graph, omissions)
  }

  /// How much smaller, to take away from its margins, and how much larger than it is a graph may be drawn.
  private static let (leastZoom, mostZoom) = (0.93, 2.0)

  /// How many times as large as it is a graph fills its sheet.
  private static func zoom(of graph: DOTGraph) throws(GraphvizError) -> Double {
    let picture = try GraphvizRenderer.render(
      graph, layout: .dot, as: .svg(SVGOptions(title: "", description: [])))
    let start = String(decoding: picture.prefix(4_000), as: UTF8.self)
    guard let place = start.firstRange(of: "scale(")?.upperBound else { return 1 }
    return Double(start[place...].prefix { $0.isNumber || $0 == "." }) ?? 1
  }

  /// Renders a graph; `words` are for those who do not see it.
  private static func render(
    _ graph: DOTGraph, _ layout: GraphvizRenderer.Layout, _ format: Format, _ style: PictureStyle,
    _ words: Words
  ) throws(GraphvizError) -> [UInt8] {
    let graph = graph.themed(style.theme)
    switch format {
    case .svg:
      let caption = style.caption.map { [$0] } ?? []
      var options = SVGOptions(
        title: (style.title ?? words.answer).clipped(toBytes: longestSentence),
        description: (["\(words.kind)."] + caption
          + (style.title == nil ? [] : ["\(words.answer)."]) + words.sentences.map { $0 + "." })
          .map { $0.clipped(toBytes: longestSentence) },
        style: style.theme == nil ? Palette.style : "", isTransparent: style.theme == nil,
        isInline: style.element != nil)
      options.idPrefix = style.element?.prefix ?? ""
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

  /// What a picture shows, for those who do not see it.
  private struct Words {
    /// The line above the picture.
    var answer: String
    /// What kind of picture it is, of what.
    var kind: String
    /// What it leaves out, and what there is to say.
    var sentences: [String]

    init(answer: String, kind: String, sentences: [String]) {
      (self.answer, self.kind, self.sentences) = (answer, kind, sentences)
    }

    init(
      _ comparison: Comparison, _ kind: String, _ style: PictureStyle, omissions: [String]
    ) {
      let path = comparison.run.criticalPath.parts.prefix(12).map {
        comparison.run.title(of: $0.call)
      }
      let isKnown = comparison.run.measures.hasCriticalPath
      let critical = isKnown ? path.joined(separator: ", ") : "not known"
      let isEndKnown = style.instant.map { $0 >= comparison.run.log.end } ?? true
      let sentences = comparison.sentences + ["Critical path: \(critical)"]
      self.init(
        answer: comparison.answer(at: style.instant), kind: "\(kind) of \(comparison.name)",
        sentences: (style.instant.map { [comparison.run.state(at: $0)] } ?? []) + omissions
          + (isEndKnown ? sentences : []))
    }
  }
}
