import Formatting
import Testing

@Suite struct Base64TextTests {
  @Test(arguments: [
    ("", ""), ("YQ==", "a"), ("YQ", "a"), ("YWI=", "ab"), ("YWJj", "abc"),
    ("_-8", "\u{FFFD}\u{FFFD}"),
    ("a", nil), ("YR==", nil), ("Y=Q=", nil), ("a.b", nil), ("räw", nil),
  ])
  func `texts are read as base64`(text: String, decoded: String?) {
    #expect(Base64Text.bytes(of: text).map { String(decoding: $0, as: UTF8.self) } == decoded)
  }

  @Test(arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("abcd", "YWJjZA==")])
  func `bytes are written as base64`(text: String, written: String) {
    var bytes: [UInt8] = []
    Base64Text.append(Array(text.utf8), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == written)
  }

  @Test func `what was written is read back, whatever its length`() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 97 + count * 31) }
      var text: [UInt8] = []
      Base64Text.append(bytes, to: &text)
      #expect(Base64Text.bytes(of: String(decoding: text, as: UTF8.self)) == bytes)
    }
  }
}
