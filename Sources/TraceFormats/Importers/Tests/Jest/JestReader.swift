internal import EventLog
internal import JSON

/// The files and tests of the results that Jest or Vitest wrote.
///
///     {"startTime": 1706828654000, "testResults": [{"name": "/home/me/src/add.test.js",
///       "startTime": 1706828654100, "endTime": 1706828655100, "status": "passed",
///       "assertionResults": [{"fullName": "add adds", "status": "passed", "duration": 12}]}]}
///
/// A file is what a worker gets. When it began and ended is told, and how long each test in it took.
struct JestReader {
  private var tests = RecordedTests()
  private var broken = 0
  private var laidOut = 0
  private var unplaced = 0
  /// The files that failed before any test of them ran, which have no time, each with why.
  private var unloaded: [String] = []

  /// Reads the results.
  mutating func read(_ report: JSONNode) {
    tests.keepsFilesWhole = true
    if let start = report["startTime"]?.integer(timesTenTo: 6), start > 0 {
      tests.sessionStart = start
    }
    let files = report.elements(of: "testResults").filter { file in
      if !file.isWhole { broken += 1 }
      return file.isWhole
    }
    let names = files.map { ($0["name"] ?? $0["testFilePath"])?.string ?? "unnamed" }
    let folder = Self.commonFolder(of: names)
    for (file, name) in zip(files, names) {
      readFile(file, String(decoding: name.utf8.dropFirst(folder), as: UTF8.self))
    }
  }

  /// How many bytes of all paths are the folder that all files are in.
  static func commonFolder(of paths: [String]) -> Int {
    guard var common = paths.first.map({ Array($0.utf8) }) else { return 0 }
    for path in paths.dropFirst() {
      common = Array(zip(common, path.utf8).prefix { $0 == $1 }.map { $0.0 })
    }
    let end = common.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    return end.map { $0 + 1 } ?? 0
  }

  private mutating func readFile(_ file: JSONNode, _ name: String) {
    let stats = file["perfStats"]
    let start = (file["startTime"] ?? stats?["start"])?.integer(timesTenTo: 6)
    let end = (file["endTime"] ?? stats?["end"])?.integer(timesTenTo: 6)
    let inner = file.elements(of: "assertionResults") + file.elements(of: "testResults")
    guard let start, let end, start > 0, end >= start else {
      if file["status"]?.isString("pending") == true || file["skipped"]?.bool == true {
        tests.skipped += 1
      } else if file["status"]?.isString("failed") == true, inner.isEmpty {
        let message = (file["message"] ?? file["failureMessage"])?.string ?? ""
        let reason = String(message.drop { $0.isWhitespace }).firstLine
        unloaded.append(reason.isEmpty ? name : "\(name): \(reason)")
      } else {
        tests.timeless += 1
      }
      return
    }
    var entry = RecordedTest(name: tests.texts.intern(name), start: start, duration: end - start)
    entry.group = entry.name
    if file["status"]?.isString("failed") == true {
      entry.outcome = .failed(tests.texts.intern("tests in it failed"))
    }
    let place = tests.add(entry)
    readTests(inner, name, within: place, entry.name, start, end)
  }

  private mutating func readTests(
    _ nodes: [JSONNode], _ file: String, within place: Int32, _ group: Name, _ start: Nanoseconds,
    _ end: Nanoseconds
  ) {
    var inner: [RecordedTest] = []
    for node in nodes {
      var test = RecordedTest(name: .none, group: group)
      let title = (node["fullName"] ?? node["title"])?.string ?? "unnamed"
      test.name = tests.texts.intern("\(file) › \(title)")
      let duration = node["duration"]?.integer(timesTenTo: 6)
      test.duration = max(0, duration ?? 0)
      test.file = place
      test.start = node["startAt"]?.integer(timesTenTo: 6)
      switch node["status"]?.string {
      case "failed":
        let message = node["failureMessages"]?.elements.first { _ in true }?.string
        test.outcome = .failed(tests.texts.intern((message ?? "failed").firstLine))
      case "pending", "todo", "skipped", "disabled": test.outcome = .skipped
      default: break
      }
      if test.outcome == .skipped, test.duration == 0 {
        tests.skipped += 1
        continue
      }
      inner.append(test)
    }
    guard inner.contains(where: { $0.start == nil }) else {
      for test in inner { tests.add(test) }
      return
    }
    // What loads a file comes first, so that its tests end where it ends.
    let sum = inner.reduce(Int128(0)) { $0 + Int128($1.duration) }
    guard sum <= Int128(end - start) else {
      unplaced += inner.count
      return
    }
    var at = end - Nanoseconds(sum)
    for var test in inner {
      test.start = at
      at += test.duration
      tests.add(test)
      laidOut += 1
    }
  }

  /// All tests, when all results have been read.
  mutating func finished() -> RecordedTests {
    tests.notes += ImportNote.skipped(
      broken, "file is", "files are", " broken or cut off, left out.")
    if let first = unloaded.first {
      tests.notes += ImportNote.skipped(
        unloaded.count, "file", "files",
        " failed before any test of it ran and told no time, left out"
          + (unloaded.count == 1 ? " (\(first))." : "; the first is \(first)."))
    }
    tests.notes += ImportNote.inferred(
      laidOut, "test has", "tests have",
      " no start: shown end to end at the end of the file that holds them.")
    tests.notes += ImportNote.skipped(
      unplaced, "test is", "tests are",
      " in files that took less than their tests together, which so ran beside each other: left out, and the "
        + "files are told.")
    return tests
  }
}
