import Formatting
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    ("plain é 日本 🚀", "plain é 日本 🚀"),
    ("a\nb\r\n\tc", #"a\nb\r\n\tc"#),
    ("\0\u{1b}[0m\u{7f}\u{9b}", #"\u{0}\u{1b}[0m\u{7f}\u{9b}"#),
    (
      "\u{202a}\u{202e}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}",
      #"\u{202a}\u{202e}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}"#
    ),
    (
      "\u{200b}\u{feff}\u{ad}\u{2028}\u{2029}\u{ffff}\u{e0041}",
      #"\u{200b}\u{feff}\u{ad}\u{2028}\u{2029}\u{ffff}\u{e0041}"#
    ),
    ("👩‍👧 ❤️ می‌خواهم", "👩‍👧 ❤️ می‌خواهم"),
    (#"back\slash"#, #"back\slash"#),
  ])
  func `what cannot be seen is spelled out and the rest is as it was`(
    text: String, visible: String
  ) {
    #expect(text.visibleText == visible)
    #expect(visible.visibleText == visible)
  }

  @Test(arguments: [
    ("", 0.0), ("Hello", 22.78), ("iiii", 8.88), ("日本", 20), ("🚀👩‍👩‍👧‍👦🇩🇪❤️", 40), ("é", 6),
    ("e\u{301}", 5.56), ("\n", 8.34), ("…", 10),
  ])
  func `a width is estimated without fonts`(text: String, width: Double) {
    #expect(abs(text.textWidth(fontSize: 10) - width) < 0.001)
  }

  @Test(arguments: [
    ("short", 100.0, "short"), ("compile everything", 64, "compile e…"),
    ("日本語の名前", 40, "日本語…"), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 29, "👩‍👩‍👧‍👦…"), ("word", 11, "…"), ("word", 9, ""),
    ("", 0, ""), ("ab\ncdefghijk", 30, #"ab\n…"#), ("e\u{301}e\u{301}e\u{301}", 16, "e\u{301}…"),
  ])
  func `text that is too wide ends in an ellipsis between characters`(
    text: String, width: Double, shown: String
  ) {
    let size = text.hasPrefix("compile") ? 12.0 : 10.0
    let cut = text.truncated(toWidth: width, fontSize: size)
    #expect(cut == shown)
    #expect(cut.textWidth(fontSize: size) <= width)
  }

  @Test func `ten thousand characters are cut as soon as they do not fit`() {
    let cut = String(repeating: "long ", count: 2000).truncated(toWidth: 100, fontSize: 10)
    #expect(cut == "long long long long l…")
  }

  @Test(arguments: [
    (["cc", "-c", "a b.c"], "cc -c 'a b.c'"),
    (["echo", "it's", "", "$x"], #"echo 'it'\''s' '' '$x'"#),
    (["printf", "a\nb"], "printf 'a\nb'"),
    (["echo", "a'\u{301}; b"], "echo 'a'\\''\u{301}; b'"),
    (["--no-edge", "a->b"], "--no-edge 'a->b'"),
    (["--faster", "é.o=2×"], "--faster é.o=2×"),
  ])
  func `a command is told as a shell would read it`(words: [String], text: String) {
    #expect(commandText(words) == text)
  }

  @Test(arguments: [("a|b", "a\\|b"), ("b|\u{301}c", "b\\|\u{301}c"), ("*\u{200D}", "\\*\u{200D}")])
  func `a sign of Markdown is one whatever is set above it`(text: String, markdown: String) {
    #expect(text.markdownText.hasPrefix(markdown))
  }

  @Test(arguments: [
    ("box", "machine box"), ("machine 4", "machine 4"), ("machinery", "machine machinery"),
  ])
  func `a machine that is called one is not called so twice`(name: String, words: String) {
    #expect(machineText(name) == words)
  }

  @Test(arguments: [
    (["--faster", "a=2x"], "--faster a=2x"), (["two words"], "'two words'"),
    (["two\nlines's"], #"$'two\nlines\'s'"#), (["\u{1}1\\"], #"$'\0011\\'"#),
  ])
  func `a command is written on one line whatever its words hold`(words: [String], text: String) {
    #expect(shellLine(words) == text)
  }
}
