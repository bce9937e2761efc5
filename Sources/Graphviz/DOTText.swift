internal import Formatting

extension DOTGraph: CustomStringConvertible {
  /// The graph in the DOT language, one statement a line, the same bytes for the same graph.
  ///
  /// - Complexity: O(*n*) in the size of the text.
  public var description: String {
    var writer = DOTWriter()
    writer.write(self, keyword: "digraph", name: id.description)
    return writer.text
  }
}

private struct DOTWriter {
  private(set) var text = ""
  private var indentation = ""

  mutating func write(_ graph: DOTGraph, keyword: String, name: String) {
    line("\(keyword) \(quoted(name)) {")
    indentation += "  "
    line("graph" + list(graph.attributes, id: graph.id))
    if graph.nodeDefaults != [:] { line("node" + list(graph.nodeDefaults)) }
    if graph.edgeDefaults != [:] { line("edge" + list(graph.edgeDefaults)) }
    for statement in graph.statements { write(statement) }
    indentation.removeLast(2)
    line("}")
  }

  private mutating func write(_ statement: DOTGraph.Statement) {
    switch statement {
    case .node(let node):
      line(quoted(node.id.description) + list(node.attributes, id: node.id))
    case .edge(let edge, let tail, let head):
      let ends = quoted(tail.description) + " -> " + quoted(head.description)
      line(ends + list(edge.attributes, id: edge.id))
    case .cluster(let cluster, _):
      write(cluster, keyword: "subgraph", name: "cluster_\(cluster.id)")
    case .rank(let nodes):
      let names = nodes.map { " " + quoted($0.description) + ";" }.joined()
      line("{ rank=\"same\";\(names) }")
    }
  }

  private mutating func line(_ content: String) {
    text += indentation
    text += content
    text += "\n"
  }

  private func list(_ attributes: DOTAttributes, id: DOTID? = nil) -> String {
    let identity = id.map { ["id=" + quoted($0.description)] } ?? []
    let others = attributes.pairs.map { "\($0.name.rawValue)=" + quoted($0.value) }
    return " [" + (identity + others).joined(separator: ", ") + "]"
  }

  private func quoted(_ value: DOTValue) -> String {
    switch value.content {
    case .literal(let literal):
      return quoted(literal)
    case .lines(let lines, let alignment):
      return "\"" + joined(lines.map(escaped), alignment) + "\""
    }
  }

  private func quoted(_ literal: String) -> String { "\"" + escaped(literal) + "\"" }

  private func joined(_ lines: [String], _ alignment: DOTValue.LineAlignment) -> String {
    switch alignment {
    case .left: lines.map { $0 + #"\l"# }.joined()
    case .center: lines.joined(separator: #"\n"#)
    case .right: lines.map { $0 + #"\r"# }.joined()
    }
  }

  /// Text for the inside of a quoted string that is a label: nothing in it means anything.
  ///
  /// A backslash begins escapes such as `\N`, which stands for the name of the node, and an ampersand
  /// entities such as `&lt;`; quotation marks end the string.
  private func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.visibleText.unicodeScalars {
      switch scalar {
      case "\"": escaped.append(contentsOf: #"\""#.unicodeScalars)
      case "\\": escaped.append(contentsOf: #"\\"#.unicodeScalars)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
