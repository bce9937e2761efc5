internal import JSON

/// The tables of a document of Bokeh: what is drawn by each of its figures, in columns.
///
/// Version 3 writes `{"data": {"type": "map", "entries": [["start", […]], …]}}`, version 2 `{"data": {"start": […], …}}`.
struct BokehTables: Sequence, IteratorProtocol {
  /// The columns of a table by their names.
  typealias Table = [String: [JSONNode]]

  private var open: [JSONNode]

  init(of text: JSONText) { open = text.roots.reversed() }

  /// The next table with a column; nil after the last.
  ///
  /// - Complexity: O(*n*) in the size of the document, for all tables together.
  mutating func next() -> Table? {
    while let node = open.popLast() {
      for element in node.elements where element.isContainer { open.append(element) }
      var table: Table?
      for (key, value) in node.fields where value.isContainer {
        if key.key == "data", let columns = Self.columns(value) {
          table = columns
        } else {
          open.append(value)
        }
      }
      if let table { return table }
    }
    return nil
  }

  /// The columns that an object holds; nil if that is nothing but lists.
  private static func columns(_ node: JSONNode) -> Table? {
    var table: Table = [:]
    if let entries = node["entries"] {
      for entry in entries.elements {
        let parts = Array(entry.elements.prefix(2))
        guard parts.count == 2, let name = parts[0].string, parts[1].kind == .array else {
          continue
        }
        table[name] = Array(parts[1].elements)
      }
    } else {
      for (key, value) in node.fields where value.kind == .array {
        if let name = key.string { table[name] = Array(value.elements) }
      }
    }
    return table.isEmpty ? nil : table
  }
}
