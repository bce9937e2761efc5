internal import EventLog

/// The tests of JUnit reports that are parts of others: Go's `TestLogin/bad_password` of `TestLogin`.
///
/// A test takes as long as its subtests do one after the other, so they would count twice. The time of a test whose
/// subtests ran beside one another does not hold theirs; these stay.
struct JUnitSubtests {
  /// How long the tests of each name took.
  private var times: [Name: Int128] = [:]
  /// The test that each part is a part of.
  private var wholes: [Name: Name] = [:]
  /// How long the parts of each test took together, and how many there are.
  private var parts: [Name: (time: Int128, count: Int)] = [:]

  /// By how much a time may be rounded: Go tells hundredths of a second.
  private static let rounding = Int128(10_000_000)

  /// - Complexity: O(*n*) in the length of all names.
  init(_ tests: RecordedTests) {
    for test in tests.tests { times[test.name, default: 0] += Int128(test.duration) }
    for test in tests.tests {
      guard let whole = wholes[test.name] ?? whole(of: test.name, tests.texts) else { continue }
      wholes[test.name] = whole
      let (time, count) = parts[whole] ?? (0, 0)
      parts[whole] = (time + Int128(test.duration), count + 1)
    }
  }

  /// Takes the parts out of some tests whose time holds theirs; that one failed is told by the test.
  ///
  /// - Returns: How many there were.
  func takeOut(of tests: inout RecordedTests) -> [ImportNote] {
    guard !parts.isEmpty else { return [] }
    let before = tests.tests.count
    var first = Name.none
    tests.tests.removeAll { test in
      guard let whole = wholes[test.name], let time = times[whole], let part = parts[whole],
        time + Self.rounding * Int128(part.count) >= part.time
      else { return false }
      if first.isNone { first = test.name }
      return true
    }
    let count = before - tests.tests.count
    return ImportNote.expected(
      count, "test is a part", "tests are parts",
      " of another one, whose time holds \(count == 1 ? "its" : "theirs"), the first \(tests.texts[first]): told by "
        + "that one.")
  }

  /// The test that one is a part of: what stands before a slash in its name, if that is a test.
  private func whole(of name: Name, _ texts: NameTable) -> Name? {
    let text = texts[name]
    var end = text.utf8.lastIndex(of: UInt8(ascii: "/"))
    while let slash = end {
      let outer = texts.find(String(text[..<slash]))
      if times[outer] != nil { return outer }
      end = text.utf8[..<slash].lastIndex(of: UInt8(ascii: "/"))
    }
    return nil
  }
}
