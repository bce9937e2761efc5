internal import Diagrams
internal import EventLog
internal import Graphviz
internal import TraceAnalysis

/// The pictures of a run that stand in its page, for whoever reads it without scripts and on paper.
struct PagePictures {
  /// Who ran when, as an SVG element.
  let gantt: [UInt8]
  /// What came after what, as an SVG element; nil where Graphviz cannot lay it out.
  let dependencies: [UInt8]?
  /// The boxes of the latter with the calls that they stand for; nil where they stand for components.
  let boxes: [PageBox]?

  /// Draws the pictures of a run, by its number on the page.
  ///
  /// - Throws: `GraphvizError`.
  init(_ comparison: Comparison, index: Int, _ colours: ColourGroups) throws(GraphvizError) {
    let chart = PictureElement(prefix: "run\(index)-gantt-", colours: colours)
    gantt = try Picture.gantt(comparison).render(as: .svg, style: PictureStyle(chart))
    let element = try? Picture.dependencyElement(
      comparison, PictureElement(prefix: "run\(index)-dag-", colours: colours))
    dependencies = element?.svg
    boxes = element?.boxes?.map { PageBox(id: $0.id, calls: $0.calls) }
  }
}
