import Testing
import Formatting

@Suite struct TerminalWidthTests {
  @Test(arguments: [
    ("", 0), ("train", 5), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("🚀", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2),
    ("…", 1), ("–−→×∞⌈⌉", 7), ("µs", 2), ("\u{200d}", 0), ("ｆｕｌｌ", 8), ("한글", 4),
  ])
  func `a text takes so many columns`(text: String, columns: Int) {
    #expect(text.terminalColumns == columns)
  }

  @Test(arguments: [
    ("train", 5, "train"), ("train", 4, "tra…"), ("train", 1, "…"), ("", 1, ""),
    ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("a…b…c", 4, "a…b…"), ("a…b…c", 5, "a…b…c"),
  ])
  func `text that is too wide ends in an ellipsis`(text: String, columns: Int, shown: String) {
    #expect(text.truncated(toColumns: columns) == shown)
    #expect(text.truncated(toColumns: columns).terminalColumns <= columns)
  }
}
