internal import Formatting

/// An attribute of an XML element, with its value as it is meant, not as it is written.
struct XMLAttribute: Hashable, Sendable {
  var name: String
  var value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Writes XML; whatever text it is given, it stays text.
struct XMLWriter {
  private(set) var bytes: [UInt8] = []

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Adds markup, as it is.
  mutating func write(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  mutating func writeEscaped(_ text: String) {
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

  mutating func writeTag(_ name: String, _ attributes: [XMLAttribute], isEmpty: Bool = false) {
    write("<\(name)")
    for attribute in attributes {
      write(" \(attribute.name)=\"")
      writeEscaped(attribute.value)
      write("\"")
    }
    write(isEmpty ? "/>" : ">")
  }

  /// Adds an element that has lines of text in it, with invisible characters spelled out.
  mutating func writeElement(_ name: String, _ attributes: [XMLAttribute], _ lines: [String]) {
    writeTag(name, attributes)
    for (index, line) in lines.enumerated() {
      if index > 0 { write("\n") }
      writeEscaped(line.visibleText)
    }
    write("</\(name)>\n")
  }
}

/// Text in which the entities that Graphviz writes are the characters that they stand for.
///
/// Graphviz writes the five that XML knows, and numbers such as `&#45;` for a hyphen.
func resolved(_ bytes: ArraySlice<UInt8>) -> String {
  guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
  var text = ""
  var rest = bytes
  while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
    text += String(decoding: rest[..<ampersand], as: UTF8.self)
    rest = rest[(ampersand + 1)...]
    let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
    if let character = character(named: String(decoding: rest[..<end], as: UTF8.self)) {
      text.unicodeScalars.append(character)
      rest = rest[end...].dropFirst()
    } else {
      text += "&"
    }
  }
  return text + String(decoding: rest, as: UTF8.self)
}

private func character(named name: String) -> Unicode.Scalar? {
  switch name {
  case "amp": return "&"
  case "lt": return "<"
  case "gt": return ">"
  case "quot": return "\""
  case "apos": return "'"
  default:
    let isHexadecimal = name.hasPrefix("#x")
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    return UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init)
  }
}
