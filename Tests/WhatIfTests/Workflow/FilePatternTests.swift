import Testing

@testable import WhatIf

@Suite struct FilePatternTests {
  @Test(arguments: [
    ("reports/*.xml", "reports/lint.xml", true), ("reports/*.xml", "reports/a/lint.xml", false),
    ("**/*.xml", "reports/a/lint.xml", true), ("**/*.xml", "lint.xml", true),
    ("reports/**", "reports/a/b", true), ("a?c", "abc", true), ("a?c", "a/c", false),
    ("rep*", "reports/lint.xml", true), ("*.xml", "lint.json", false), ("*", "a/b", true),
    ("a*b*c", "axxbyyc", true), ("a*b*c", "axxcyyb", false), ("", "a", false),
  ])
  func `a pattern is one of the paths that shells take for it, and of what is in them`(
    pattern: String, path: String, fits: Bool
  ) {
    #expect(FilePattern(pattern).matches(path) == fits)
  }

  @Test func `a pattern of very many stars is any text`() {
    #expect(FilePattern(String(repeating: "*", count: 200_000)).matches("abc"))
  }
}
