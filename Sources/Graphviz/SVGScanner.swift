internal import Formatting

/// Reads the bytes of an SVG document tag by tag, without comments and declarations.
///
/// It reads what Graphviz writes and not all of XML: it never fails, but what it makes of broken
/// input is only sure to be tags and text.
struct SVGScanner {
  /// A piece of a document.
  enum Token {
    case start(Tag)
    case end(String)
    case text(String)
  }

  /// An opening tag, or one that stands for a whole empty element.
  struct Tag {
    var name: String
    var attributes: [XMLAttribute] = []
    var isEmpty = false
  }

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    while place < bytes.count {
      if bytes[place] != UInt8(ascii: "<") {
        return .text(resolved(upTo { $0 == UInt8(ascii: "<") }))
      }
      if skipped(from: "<!--", to: "-->") || skipped(from: "<?", to: "?>") { continue }
      if skipped(from: "<!", to: ">") { continue }
      return tag()
    }
    return nil
  }

  /// The bytes from here to the first that fits, and moves there.
  private mutating func upTo(_ isEnd: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let end = bytes[place...].firstIndex(where: isEnd) ?? bytes.endIndex
    defer { place = end }
    return bytes[place..<end]
  }

  private mutating func skipped(from opening: StaticString, to closing: StaticString) -> Bool {
    guard isHere(opening) else { return false }
    place += opening.utf8CodeUnitCount
    while place < bytes.count, !isHere(closing) { place += 1 }
    place = min(place + closing.utf8CodeUnitCount, bytes.count)
    return true
  }

  private func isHere(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[place...].starts(with: $0) }
  }

  private mutating func tag() -> Token {
    place += 1
    let isEnd = place < bytes.count && bytes[place] == UInt8(ascii: "/")
    if isEnd { place += 1 }
    var tag = Tag(name: String(decoding: upTo(endsName), as: UTF8.self))
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
      if endsName(bytes[place]) {
        tag.isEmpty = bytes[place] == UInt8(ascii: "/")
        place += 1
      } else {
        tag.attributes.append(attribute())
      }
    }
    place = min(place + 1, bytes.count)
    return isEnd ? .end(tag.name) : .start(tag)
  }

  private mutating func attribute() -> XMLAttribute {
    let name = String(decoding: upTo(endsName), as: UTF8.self)
    guard place + 1 < bytes.count, bytes[place] == UInt8(ascii: "=") else {
      return XMLAttribute(name, "")
    }
    let quote = bytes[place + 1]
    place += 2
    let value = resolved(upTo { $0 == quote })
    place = min(place + 1, bytes.count)
    return XMLAttribute(name, value)
  }
}

/// Whether a byte cannot be in a name.
private func endsName(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"),
    UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "\""),
    UInt8(ascii: "'"):
    true
  default:
    false
  }
}
