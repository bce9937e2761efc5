internal import Graphviz
internal import Formatting

/// A picture with places of its own: boxes, texts and lines, in points from the top left corner.
///
/// It hides how Graphviz wants them (`nop2`): middles instead of corners, inches for sizes, *y*
/// upwards, whole points for widths, and a node at each end of a line.
struct Canvas {
  private(set) var graph: DOTGraph
  private let height: Double
  /// How many points of the picture a point of the drawing is.
  let unit: Double
  private var lines = 0
  private var texts = 0

  /// A canvas of that size, all of which is in the picture, whatever is drawn on it.
  ///
  /// - Parameters:
  ///   - id: The name of the graph.
  ///   - width: How wide it is.
  ///   - height: How high it is.
  ///   - unit: How many points of the picture a point of the drawing is, that of sizes and of text.
  ///   - sheet: What the picture is made for; nil if it is as large as the canvas with a margin.
  init(
    _ id: DOTID, width: Double, height: Double, unit: Double = 1, on sheet: PictureStyle.Size? = nil
  ) {
    graph = DOTGraph(id, [.pad: 0.15, .bgcolor: Palette.page, .overlap: "true"])
    graph.nodeDefaults = [
      .shape: "box", .fixedsize: true, .label: .text(""), .fontname: .sansSerif,
      .fontsize: .number(11 * unit),
      .margin: 0.02,
    ]
    graph.edgeDefaults = [.dir: "none", .penwidth: 1]
    if let sheet {
      // What is larger than the sheet is drawn smaller.
      let (width, height) = sheet.points
      graph.attributes[.size] = .point(DOTPoint(x: width / 72, y: height / 72))
      graph.attributes[.viewport] = sheet.viewport
    }
    (self.height, self.unit) = (height * unit, unit)
    for (index, corner) in [(0.0, 0.0), (width * unit, height * unit)].enumerated() {
      addPoint(DOTID("corner", index + 1), at: DOTPoint(x: corner.0, y: corner.1))
    }
  }

  private mutating func addPoint(_ id: DOTID, at point: DOTPoint) {
    graph.addNode(
      id, [.shape: "none", .style: "invis", .width: 0, .height: 0, .pos: .point(point)])
  }

  /// A rectangle with at least a point of width; `title` is shown when the pointer rests on it.
  mutating func box(
    _ id: DOTID, x: Double, y: Double, width: Double, height: Double, title: String,
    label: String, _ attributes: DOTAttributes
  ) {
    let left = (x * unit).rounded()
    let width = max(1, ((x + width) * unit).rounded() - left)
    let height = height * unit
    var attributes = attributes
    attributes[.pos] = .point(DOTPoint(x: left + width / 2, y: self.height - y * unit - height / 2))
    attributes[.width] = .number(width / 72)
    attributes[.height] = .number(height / 72)
    attributes[.label] = .text(label)
    graph.addNode(id, title: title, attributes)
  }

  /// Where a text stands: right of, left of or around its place.
  enum Anchor { case start, middle, end }

  /// A line of text at the middle of its height, cut to a width; `title`, or the whole of what is
  /// cut, is shown when the pointer rests on it.
  ///
  /// Text that is wider than its `reserve` begins too far to the left.
  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, size: Double = 11,
    width: Double = 2_000, isBold: Bool = false, class role: DOTValue = "ink",
    color: DOTValue = Palette.ink, reserve: Double? = nil, title: String? = nil
  ) {
    let reserve = reserve ?? (isBold ? Self.boldReserve : Self.reserve)
    let shown = text.truncated(toWidth: width / reserve, fontSize: size)
    guard !shown.isEmpty else { return }
    let space = (shown.textWidth(fontSize: size) * reserve + 6).rounded(.up)
    let middle =
      switch anchor {
      case .start: (x + space / 2) * unit
      case .middle: x * unit
      case .end: (x - space / 2) * unit
      }
    let alignment: DOTValue.LineAlignment =
      switch anchor {
      case .start: .left
      case .middle: .center
      case .end: .right
      }
    texts += 1
    graph.addNode(
      DOTID("text", texts),
      title: (title ?? (shown == text.visibleText ? nil : text))?.clipped(toBytes: 2_000),
      [
        .shape: "none", .margin: 0, .class: role, .label: .lines([shown], alignment),
        .fontcolor: color,
        .fontsize: .number(size * unit), .fontname: isBold ? .boldSansSerif : .sansSerif,
        .pos: .point(DOTPoint(x: middle, y: height - y * unit)),
        .width: .number(space * unit / 72), .height: .number(size * unit * 1.4 / 72),
      ])
  }

  /// A line through some corners; `head` is the size of the arrow at its end.
  mutating func line(
    _ corners: [(x: Double, y: Double)], head: Double = 0, _ attributes: DOTAttributes
  ) {
    lines += 1
    let points = corners.map { DOTPoint(x: $0.x * unit, y: height - $0.y * unit) }
    let ends = [DOTID("end", lines, 1), DOTID("end", lines, 2)]
    addPoint(ends[0], at: points[0])
    addPoint(ends[1], at: points[points.count - 1])
    var attributes = attributes
    attributes[.pos] = .path(through: points, arrowSize: head * unit)
    if head > 0 { (attributes[.dir], attributes[.arrowsize]) = ("forward", .number(head * unit)) }
    graph.addEdge(DOTID("line", lines), from: ends[0], to: ends[1], attributes)
  }

  /// How much wider than the estimate a text may come out in the fonts of PNG and PDF.
  static let reserve = 1.14
  static let boldReserve = 1.3

  /// How many bytes of a name go into what is shown when the pointer rests on a mark.
  static let longestTitle = 120
}
