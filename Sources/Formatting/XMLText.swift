/// An attribute of an XML element, with its value as it is meant, not as it is written.
package struct XMLAttribute: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Writes XML; whatever text it is given, it stays text.
package struct XMLWriter {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Writes nothing yet.
  package init() {}

  /// Makes room for so many bytes.
  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Adds markup, as it is.
  package mutating func write(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  package mutating func writeEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "<"): write("&lt;")
      case UInt8(ascii: ">"): write("&gt;")
      case UInt8(ascii: "\""): write("&quot;")
      default: bytes.append(byte)
      }
    }
  }

  package mutating func writeTag(
    _ name: String, _ attributes: [XMLAttribute], isEmpty: Bool = false
  ) {
    write("<\(name)")
    for attribute in attributes {
      write(" \(attribute.name)=\"")
      writeEscaped(attribute.value)
      write("\"")
    }
    write(isEmpty ? "/>" : ">")
  }

  /// Adds an element that has lines of text in it, with invisible characters spelled out.
  package mutating func writeElement(
    _ name: String, _ attributes: [XMLAttribute], _ lines: [String]
  ) {
    writeTag(name, attributes)
    for (index, line) in lines.enumerated() {
      if index > 0 { write("\n") }
      writeEscaped(line.visibleText)
    }
    write("</\(name)>\n")
  }
}
