internal import EventLog
internal import JSON

/// The tests of a report that Playwright wrote: suites within suites, specs, a test for each project, a result for
/// each try.
///
///     {"config": {"workers": 2, "fullyParallel": false}, "stats": {"startTime": "…"},
///      "suites": [{"title": "a.spec.ts", "file": "a.spec.ts", "specs": [{"title": "logs in",
///        "tests": [{"projectName": "chromium", "results": [{"workerIndex": 0, "parallelIndex": 0,
///          "status": "passed", "duration": 801, "startTime": "2026-11-28T10:30:00.250Z", "retry": 0}]}]}]}]}
struct PlaywrightReader {
  private var tests = RecordedTests()
  private var broken = 0
  private var processes: Set<String> = []
  private var places: Set<String> = []
  /// Why the run failed as a whole; nil if it did not.
  private(set) var firstError: String?
  /// How many tests have no result.
  private var unrun = 0
  /// For each test its project, by its place among the projects.
  private var projects: [Int32] = []
  private var projectNames: [String] = []
  /// What the workers of the report that is read are called before their numbers.
  private var machine = ""

  /// Reads a report; where there are several, with the name of its file.
  ///
  /// Each report is then of a machine of its own: a shard, which most say that they are.
  mutating func read(_ report: JSONNode, file: String? = nil) {
    let config = report["config"]
    if let file {
      let shard = config?["shard"]?["current"]?.integer()
      machine = (shard.map { "shard \($0)" } ?? file) + " "
    }
    if firstError == nil { firstError = report["errors"]?.firstMessage?.firstLine }
    if config?["fullyParallel"]?.bool != true { tests.keepsFilesWhole = true }
    if let start = report["stats"]?["startTime"]?.instant {
      tests.sessionStart = min(start, tests.sessionStart ?? start)
    }
    for project in config?.elements(of: "projects") ?? [] {
      _ = place(of: project["name"]?.string ?? "")
    }
    var open = report.elements(of: "suites").reversed().map { (suite: $0, titles: [String]()) }
    while let (suite, titles) = open.popLast() {
      guard suite.isWhole || suite.kind == .object else { continue }
      let (title, file) = (suite["title"]?.string ?? "", suite["file"]?.string ?? "")
      let path = title.isEmpty || title == file ? titles : titles + [title]
      for spec in suite.elements(of: "specs") { readSpec(spec, file, path) }
      for inner in suite.elements(of: "suites").reversed() { open.append((inner, path)) }
    }
  }

  private mutating func readSpec(_ spec: JSONNode, _ file: String, _ titles: [String]) {
    let file = spec["file"]?.string ?? file
    let title = (titles + [spec["title"]?.string ?? "unnamed"]).joined(separator: " › ")
    for test in spec.elements(of: "tests") {
      let project = test["projectName"]?.string ?? ""
      let group = project.isEmpty ? file : "[\(project)] \(file)"
      let name = tests.texts.intern("\(group) › \(title)")
      let groupName = tests.texts.intern(group)
      let results = test.elements(of: "results")
      if results.isEmpty { unrun += 1 }
      for result in results {
        readResult(result, RecordedTest(name: name, group: groupName))
      }
      let place = place(of: project)
      while projects.count < tests.tests.count { projects.append(place) }
    }
  }

  /// The place of a project among all.
  private mutating func place(of project: String) -> Int32 {
    if let place = projectNames.firstIndex(of: project) { return Int32(place) }
    projectNames.append(project)
    return Int32(projectNames.count - 1)
  }

  private mutating func readResult(_ result: JSONNode, _ test: RecordedTest) {
    guard result.isWhole else {
      broken += 1
      return
    }
    var test = test
    let worker = result["workerIndex"]?.integer() ?? -1
    // The place that one worker process after another takes; a new process gets a new number, not a new place.
    let place = result["parallelIndex"]?.integer() ?? worker
    test.start = result["startTime"]?.instant
    let duration = result["duration"]?.integer(timesTenTo: 6)
    switch result["status"]?.string {
    case "skipped": test.outcome = .skipped
    case "passed": break
    default:
      let message = result["error"]?["message"]?.string ?? result["errors"]?.firstMessage
      test.outcome = .failed(
        tests.texts.intern((message ?? result["status"]?.string ?? "failed").firstLine))
    }
    test.isRetry = (result["retry"]?.integer() ?? 0) > 0
    if test.outcome == .skipped, (duration ?? 0) <= 0 {
      tests.skipped += 1
      return
    }
    guard let duration else {
      tests.timeless += 1
      return
    }
    test.duration = duration
    if place >= 0 {
      test.worker = tests.texts.intern("\(machine)worker \(place)")
      processes.insert("\(machine)\(worker)")
      places.insert("\(machine)\(place)")
    }
    tests.add(test)
  }

  /// All tests, when all reports have been read.
  mutating func finished() -> RecordedTests {
    // Playwright shares them out project by project, in the order of the report.
    let order = tests.tests.indices.sorted { (projects[$0], $0) < (projects[$1], $1) }
    for (place, test) in order.enumerated() { tests.tests[test].place = UInt32(place + 1) }
    tests.notes += ImportNote.expected(
      unrun, "test was", "tests were",
      " never begun, as those behind a failure in a serial group are, and left out.")
    tests.notes += ImportNote.skipped(
      broken, "result is", "results are", " broken or cut off, left out.")
    tests.notes += ImportNote.expected(
      max(0, processes.count - places.count), "worker process was", "worker processes were",
      " started in the place of one that ended, as after each failure; each place is one worker here, and "
        + "what the start took lies between its tests.")
    return tests
  }
}

extension JSONNode {
  /// The message of the first error of a list; nil if there is none.
  fileprivate var firstMessage: String? { elements.lazy.compactMap { $0["message"]?.string }.first }
}
