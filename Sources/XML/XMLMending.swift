/// What reports hold that XML forbids, above all what a test printed, is mended so that nothing else is lost.
enum XMLMending {
  /// A text without characters that XML forbids: blanks stand for control characters, written as they are or by
  /// their numbers, and U+FFFD for what is no UTF-8.
  static func mended(_ bytes: [UInt8], _ flaws: inout XMLFlaws) -> [UInt8] {
    guard isUTF8(bytes) else { return bytes }
    var text = bytes
    if String(validating: bytes, as: UTF8.self) == nil {
      text = Array(String(decoding: bytes, as: UTF8.self).utf8)
      flaws.wasNotUTF8 = true
    }
    text.withUnsafeMutableBufferPointer { text in
      for place in text.indices {
        let byte = text[place]
        if byte < 0x20 {
          guard byte != 0x0A, byte != 0x0D, byte != 0x09 else { continue }
          text[place] = UInt8(ascii: " ")
          flaws.forbidden += 1
        } else if byte == UInt8(ascii: "&"), let end = forbiddenReference(in: text, at: place) {
          for blank in place...end { text[blank] = UInt8(ascii: " ") }
          flaws.forbidden += 1
        }
      }
    }
    return text
  }

  /// Whether a text does not say or show that it is written in something else than UTF-8.
  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return false }
    let head = bytes.prefix(200)
    guard let close = head.firstIndex(of: UInt8(ascii: ">")) else { return true }
    let declaration = String(decoding: head[..<close], as: UTF8.self).lowercased()
    guard declaration.contains("<?xml"), declaration.contains("encoding") else { return true }
    return declaration.contains("utf-8") || declaration.contains("ascii")
  }

  /// The last byte of a reference such as `&#27;` or `&#x1b;` to a character that XML forbids; nil if there is none.
  private static func forbiddenReference(
    in text: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) -> Int? {
    guard start + 3 < text.count, text[start + 1] == UInt8(ascii: "#") else { return nil }
    let isHexadecimal = text[start + 2] | 0x20 == UInt8(ascii: "x")
    var (place, number, digits) = (start + (isHexadecimal ? 3 : 2), 0, 0)
    while place < text.count, digits < 10,
      let digit = Character(Unicode.Scalar(text[place])).hexDigitValue, isHexadecimal || digit < 10
    {
      number = number * (isHexadecimal ? 16 : 10) + digit
      place += 1
      digits += 1
    }
    guard digits > 0, place < text.count, text[place] == UInt8(ascii: ";") else { return nil }
    return isAllowed(number) ? nil : place
  }

  private static func isAllowed(_ number: Int) -> Bool {
    switch number {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
