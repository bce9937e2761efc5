internal import CGraphviz
import Synchronization
internal import Formatting

/// Draws graphs with the Graphviz library, inside this process.
///
/// ```swift
/// let options = SVGOptions(title: "Calls", description: ["Two calls, one after the other."])
/// let picture = try GraphvizRenderer.render(graph, layout: .dot, as: .svg(options))
/// ```
///
/// The library can do one thing at a time in a process: calls from several threads wait for each
/// other. Text is measured by ``Swift/StringProtocol/textWidth(fontSize:)``, so installed fonts have
/// no influence on an SVG: the same graph gives the same bytes wherever the same version of Graphviz
/// is. PNG and PDF have the same layout and are drawn with the installed fonts.
public enum GraphvizRenderer {
  /// How the nodes of a graph get their places.
  public enum Layout: String, Hashable, Sendable {
    /// Graphviz places the nodes in ranks along the edges.
    ///
    /// It gives up on an edge longer than 65,535 points, which a very long label can bring about.
    case dot

    /// The nodes, and the edges if they like, have places already: `pos`, `width` and `height`.
    ///
    /// Widths and heights are rounded to whole points, and the picture is moved to begin at zero. A
    /// cluster is drawn only if it has a `bb`.
    case nop2
  }

  /// What a picture is written as.
  public enum Format: Hashable, Sendable {
    /// Scalable and for the screen; inert, with a title and a description for screen readers.
    case svg(SVGOptions)

    /// A bitmap with the resolution given; 72 dots per inch make one pixel a point.
    case png(dotsPerInch: Double)

    /// Scalable and for print; the date in it is always the first of January 2000.
    case pdf

    /// The graph as text, without a layout.
    case dot

    var name: String {
      switch self {
      case .svg: "svg"
      case .png: "png"
      case .pdf: "pdf"
      case .dot: "dot"
      }
    }
  }

  /// Lays a graph out and draws it.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - layout: How its nodes get their places.
  ///   - format: What the picture is written as.
  /// - Returns: The bytes of the picture.
  /// - Throws: A ``GraphvizError``, if Graphviz is not installed as it should be, a node has no
  ///   place where it needs one, or the picture gets too large.
  /// - Complexity: `nop2` takes microseconds a node; `dot` half a second for 1,000 nodes, 12 seconds
  ///   for 5,000.
  public static func render(
    _ graph: DOTGraph, layout: Layout, as format: Format
  ) throws(GraphvizError) -> [UInt8] {
    switch format {
    case .dot:
      return Array(graph.description.utf8)
    case .svg(let options):
      let text = graph.description
      let picture = try run(text, engine: layout.rawValue, format: format.name)
      return SVGDocument(graph: graph, options: options).finished(picture)
    case .png(let dotsPerInch):
      let text = graph.description
      return try run(
        text, engine: layout.rawValue, format: format.name, dotsPerInch: dotsPerInch)
    case .pdf:
      let text = graph.description
      return withFixedDates(
        try run(text, engine: layout.rawValue, format: format.name, dotsPerInch: pointsPerInch))
    }
  }

  /// The version that the Graphviz library reports of itself.
  ///
  /// It may differ from the version of the package: Debian's 2.42.2 calls itself 2.43.0.
  public static var version: String {
    get throws(GraphvizError) {
      let version = library.withLock { _ in String(cString: meanwhile_graphviz_version()) }
      if version.isEmpty { _ = try run("digraph {}", engine: "dot", format: "dot") }
      return version
    }
  }

  private static let pointsPerInch = 72.0

  /// Held while the library works; it has to know by then how to measure text.
  private static let library: Mutex<Void> = {
    meanwhile_graphviz_measure_with { text, fontSize in
      text.map { String(cString: $0).textWidth(fontSize: fontSize) } ?? 0
    }
    return Mutex(())
  }()

  /// Draws DOT text, with the installed fonts if a resolution is given and without any if not.
  static func run(
    _ text: String, engine: String, format: String, dotsPerInch: Double? = nil
  ) throws(GraphvizError) -> [UInt8] {
    let reply = library.withLock { _ in
      var output = meanwhile_graphviz_output()
      defer { meanwhile_graphviz_free(&output) }
      let status =
        if let dotsPerInch {
          meanwhile_graphviz_draw(text, text.utf8.count, engine, format, dotsPerInch, &output)
        } else {
          meanwhile_graphviz_render(text, text.utf8.count, engine, format, &output)
        }
      let bytes = UnsafeRawBufferPointer(start: output.bytes, count: output.length)
      return Reply(
        status: status, picture: Array(bytes), report: String(cString: output.messages))
    }
    switch reply.status {
    case MEANWHILE_GRAPHVIZ_OK: return reply.picture
    case MEANWHILE_GRAPHVIZ_PLUGIN_MISSING: throw .pluginMissing(report: reply.report)
    case MEANWHILE_GRAPHVIZ_UNREADABLE: throw .unreadable(report: reply.report)
    case MEANWHILE_GRAPHVIZ_LAYOUT_FAILED:
      throw .layoutFailed(layout: engine, report: reply.report)
    case MEANWHILE_GRAPHVIZ_TOO_LARGE: throw .tooLarge(report: reply.report)
    case MEANWHILE_GRAPHVIZ_OUT_OF_MEMORY: throw .outOfMemory
    default: throw .renderingFailed(format: format, report: reply.report)
    }
  }

  private struct Reply {
    var status: meanwhile_graphviz_status
    var picture: [UInt8]
    var report: String
  }
}
