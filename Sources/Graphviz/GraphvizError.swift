internal import Formatting

/// Why a graph could not be drawn.
public enum GraphvizError: Error, Hashable, Sendable {
  /// A plugin of Graphviz is not installed or cannot be used.
  case pluginMissing(report: String)

  /// Graphviz could not read the text that it was given.
  case unreadable(report: String)

  /// Graphviz could not place the graph.
  case layoutFailed(layout: String, report: String)

  /// Graphviz could not write the picture.
  case renderingFailed(format: String, report: String)

  /// The bitmap would have too many pixels.
  case tooLarge(report: String)

  /// There was not enough memory.
  case outOfMemory
}

extension GraphvizError: CustomStringConvertible {
  /// What happened and, where something can be done about it, what.
  ///
  /// The wording may change; programs tell errors apart by their cases.
  public var description: String {
    switch self {
    case .pluginMissing(let report):
      "A plugin of Graphviz is missing. \(sentence(report))"
    case .unreadable(let report):
      "Graphviz cannot read the graph. \(sentence(report))"
    case .layoutFailed(let layout, let report):
      "Graphviz cannot place the graph with the layout '\(layout)'. \(sentence(report))"
    case .renderingFailed(let format, let report):
      "Graphviz cannot write the format '\(format)'. \(sentence(report))"
    case .tooLarge(let report):
      "The picture is too large for a bitmap. \(sentence(report)) "
        + "Draw it as SVG or PDF, or with fewer dots per inch."
    case .outOfMemory:
      "There is not enough memory to draw the graph."
    }
  }
}

/// A report of the library on one line, with a full stop.
private func sentence(_ report: String) -> String {
  let line = report.split(whereSeparator: \.isNewline).map(\.visibleText).joined(separator: " ")
  if line.isEmpty { return "It does not say why." }
  return line.hasSuffix(".") ? line : line + "."
}
