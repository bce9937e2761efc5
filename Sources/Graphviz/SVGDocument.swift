internal import Formatting

/// Makes the document that callers get from the SVG that Graphviz writes.
///
/// Nothing is passed on that is not known: elements and attributes outside two short lists are left
/// out, and so are comments, the document type and Graphviz's own titles. What is written instead of
/// them is escaped here. So the document has no script, no link and no address, whatever the labels.
struct SVGDocument {
  private let name: String
  private let titles: [String: String]
  private let options: SVGOptions
  private var output = XMLWriter()
  private var groups = 0
  private var isInText = false
  private var isInTitle = false

  init(graph: DOTGraph, options: SVGOptions) {
    name = options.idPrefix + graph.id.description
    titles = graph.titles
    self.options = options
  }

  /// The document for the bytes that Graphviz wrote.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  consuming func finished(_ picture: [UInt8]) -> [UInt8] {
    output.reserve(picture.count)
    if !options.isInline { output.write(#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n") }
    var scanner = SVGScanner(picture)
    while let token = scanner.next() {
      switch token {
      case .start(let tag): start(tag)
      case .end(let tag): end(tag)
      case .text(let text): if isInText, !isInTitle { output.writeEscaped(text) }
      }
    }
    return output.bytes
  }

  private mutating func start(_ tag: SVGScanner.Tag) {
    switch tag.name {
    case "title": isInTitle = !tag.isEmpty
    case "svg": startRoot(tag)
    case "g": startGroup(tag)
    case "text":
      output.writeTag(tag.name, text(tag.attributes))
      isInText = true
    case "polygon" where groups == 1 && options.isTransparent: break
    case "polygon", "polyline", "path", "ellipse":
      output.writeTag(tag.name, known(tag.attributes), isEmpty: true)
      output.write("\n")
    default: break
    }
  }

  private mutating func end(_ tag: String) {
    switch tag {
    case "title": isInTitle = false
    case "g": groups -= 1
    case "text": isInText = false
    case "svg": break
    default: return
    }
    if tag != "title" { output.write("</\(tag)>\n") }
  }

  private mutating func startRoot(_ tag: SVGScanner.Tag) {
    let size = tag.attributes.filter { ["width", "height", "viewBox"].contains($0.name) }
    let identity = [
      XMLAttribute("xmlns", "http://www.w3.org/2000/svg"), XMLAttribute("role", "img"),
      XMLAttribute("aria-labelledby", "\(name)-title \(name)-description"),
    ]
    output.writeTag("svg", identity + size)
    output.write("\n")
    output.writeElement("title", [XMLAttribute("id", "\(name)-title")], [options.title])
    let description = [XMLAttribute("id", "\(name)-description")]
    output.writeElement("desc", description, options.description)
    if options.style.isEmpty { return }
    let lines = options.style.split(separator: "\n", omittingEmptySubsequences: false)
    output.writeElement("style", [], lines.map(String.init))
  }

  private mutating func startGroup(_ tag: SVGScanner.Tag) {
    groups += 1
    output.writeTag("g", known(tag.attributes))
    output.write("\n")
    let id = tag.attributes.first { $0.name == "id" }?.value
    guard groups > 1, let id, let title = titles[id] else { return }
    output.writeElement("title", [], [title])
  }

  private func known(_ attributes: [XMLAttribute]) -> [XMLAttribute] {
    attributes.filter { knownAttributes.contains($0.name) }.map { attribute in
      if attribute.name == "id" { return XMLAttribute("id", options.idPrefix + attribute.value) }
      return attribute.value == "transparent" ? XMLAttribute(attribute.name, "none") : attribute
    }
  }

  /// Graphviz takes ` bold` at the end of a list of fonts for a part of the last name.
  private func text(_ attributes: [XMLAttribute]) -> [XMLAttribute] {
    known(attributes).flatMap { attribute in
      guard attribute.name == "font-family", attribute.value.hasSuffix(" bold") else {
        return [attribute]
      }
      return [
        XMLAttribute("font-family", String(attribute.value.dropLast(" bold".count))),
        XMLAttribute("font-weight", "bold"),
      ]
    }
  }
}

private let knownAttributes: Set<String> = [
  "id", "class", "transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
  "stroke-dasharray", "points", "d", "x", "y", "cx", "cy", "rx", "ry", "text-anchor",
  "font-family", "font-size", "font-weight", "font-style",
]

extension DOTGraph {
  /// The titles of nodes, edges and clusters by their identifiers.
  fileprivate var titles: [String: String] {
    statements.reduce(into: [:]) { titles, statement in
      switch statement {
      case .node(let element), .edge(let element, from: _, to: _):
        titles[element.id.description] = element.title
      case .cluster(let cluster, let title):
        titles.merge(cluster.titles) { $1 }
        titles[cluster.id.description] = title
      case .rank: break
      }
    }
  }
}
