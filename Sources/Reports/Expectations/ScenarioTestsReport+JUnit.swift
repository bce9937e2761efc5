internal import Formatting

extension ScenarioTestsReport {
  /// The report for a CI system: JUnit's XML, a test case for each scenario.
  ///
  /// A case is named after its file, and its class after the folder. Its time is that of the run in virtual time, so that
  /// the same run gives the same bytes.
  public var junit: String {
    var writer = XMLWriter()
    let total = tests.reduce(Int128(0)) { $0 + Int128($1.makespan) }
    let counts = [
      XMLAttribute("tests", "\(tests.count)"), XMLAttribute("failures", "\(count(.failed))"),
      XMLAttribute("errors", "\(count(.broken))"), XMLAttribute("time", Self.seconds(total)),
    ]
    writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    writer.writeTag("testsuites", [XMLAttribute("name", "meanwhile test")] + counts)
    writer.write("\n")
    writer.writeTag("testsuite", [XMLAttribute("name", "scenarios")] + counts)
    writer.write("\n")
    for test in tests { Self.write(test, to: &writer) }
    writer.write("</testsuite>\n</testsuites>\n")
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func write(_ test: ScenarioTest, to writer: inout XMLWriter) {
    let (folder, name) = place(of: test.path)
    let attributes = [
      XMLAttribute("classname", folder.visibleText), XMLAttribute("name", name.visibleText),
      XMLAttribute("file", test.path.visibleText),
      XMLAttribute("time", seconds(Int128(test.makespan))),
    ]
    guard let first = test.failures.first else {
      writer.writeTag("testcase", attributes, isEmpty: true)
      writer.write("\n")
      return
    }
    writer.writeTag("testcase", attributes)
    writer.write("\n")
    writer.writeElement(
      test.verdict == .broken ? "error" : "failure",
      [XMLAttribute("message", first), XMLAttribute("type", test.verdict.rawValue)],
      test.failures + (test.command.map { ["again: \($0)"] } ?? []))
    writer.write("</testcase>\n")
  }

  /// The folder of a file, and its name in it without its ending.
  private static func place(of path: String) -> (folder: String, name: String) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    var name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    for ending in [".yaml", ".yml"] where name.hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return (folder.isEmpty ? "/" : folder, name)
  }

  /// A time in seconds, exactly.
  private static func seconds(_ time: Int128) -> String {
    let (whole, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
    let digits = String(rest)
    return "\(whole).\(String(repeating: "0", count: 9 - digits.count))\(digits)"
  }
}
