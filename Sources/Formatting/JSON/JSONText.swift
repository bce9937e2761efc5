/// Writes JSON, byte by byte, in one canonical form.
///
/// Strings escape only `"`, `\` and what is below U+0020 (as `\u00xx`).
package enum JSONText {
  /// Appends the inside of a JSON string.
  ///
  /// Most text needs no escape, so it is copied in pieces.
  package static func appendEscaped(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    let isDone: Void? = text.withContiguousStorageIfAvailable { text in
      var start = 0
      for (place, byte) in text.enumerated() where isEscaped(byte) {
        bytes.append(contentsOf: text[start..<place])
        appendEscape(of: byte, to: &bytes)
        start = place + 1
      }
      bytes.append(contentsOf: text[start...])
    }
    if isDone == nil { appendEscaped(Array(text), to: &bytes) }
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    guard byte < 0x20 else {
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
      return
    }
    bytes.append(contentsOf: "\\u00".utf8)
    bytes.append(hexDigits[Int(byte >> 4)])
    bytes.append(hexDigits[Int(byte & 15)])
  }

  /// Appends a string in quotes.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(text.utf8, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A string in quotes.
  package static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a whole number.
  package static func append(_ number: some BinaryInteger, to bytes: inout [UInt8]) {
    var rest = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  static let hexDigits = Array("0123456789abcdef".utf8)
}
