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
