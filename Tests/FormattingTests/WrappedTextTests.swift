import Testing
import Formatting

@Suite struct WrappedTextTests {
  @Test(arguments: [
    ("short", 3, ["short"]),
    ("compile everything and link it", 3, ["compile", "everything", "and link it"]),
    ("compile everything and link it", 2, ["compile", "everythin…"]),
    ("compile everything", 1, ["compile e…"]),
    ("averyveryverylongword and more", 3, ["averyver…", "and more"]),
    ("two\nlines", 3, ["two\\nlines"]),
    ("", 2, [""]),
  ])
  func `a long text is broken between words, and cut only where there is no other way`(
    text: String, lines: Int, wrapped: [String]
  ) {
    #expect(text.wrapped(toWidth: 64, fontSize: 12, lines: lines) == wrapped)
    for line in wrapped { #expect(line.textWidth(fontSize: 12) <= 64) }
  }

  @Test(arguments: [
    ("short", "short"), ("1234567890", "1234567890"), ("12345678901", "1234567890…"),
    ("<<", "<…"), ("éééééé", "ééééé…"), ("a\u{202e}b", "a\\u{202e}b"),
    ("abc\u{202e}", "abc…"), ("", ""),
  ])
  func `a name is clipped to the bytes that it takes as XML`(name: String, clipped: String) {
    #expect(name.clipped(toBytes: 10) == clipped)
  }
}
