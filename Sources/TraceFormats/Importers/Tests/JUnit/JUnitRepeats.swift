internal import EventLog

/// The tests of JUnit reports that are there more than once, in a file or in several.
struct JUnitRepeats {
  /// The number of the file that each test was in last.
  private var files: [Name: Int] = [:]
  private var file = 0
  /// How many tests were in an earlier file, and the first of them.
  private var again: (count: Int, first: Name) = (0, .none)
  /// How many tests the files behind the first have.
  private var later = 0

  /// Takes a test.
  ///
  /// - Returns: Whether it was there before in the same file.
  mutating func add(_ test: Name) -> Bool {
    let before = files.updateValue(file, forKey: test)
    if file > 0 { later += 1 }
    if let before, before < file {
      again = (again.count + 1, again.first.isNone ? test : again.first)
    }
    return before == file
  }

  /// Takes the end of a file.
  mutating func endFile() { file += 1 }

  /// That the files may be of several runs, where most tests of the later ones are in earlier ones too.
  func notes(_ texts: NameTable) -> [ImportNote] {
    guard again.count * 2 > later else { return [] }
    return ImportNote.inferred(
      again.count, "test is", "tests are",
      " in several files, the first \(texts[again.first]): if these are of several runs, they are told as one; read those of "
        + "one, or `compare` two.")
  }
}
