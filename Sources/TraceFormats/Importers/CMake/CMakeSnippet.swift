internal import EventLog
internal import JSON

/// What CMake's instrumentation tells of one command.
struct CMakeSnippet: Hashable {
  /// What it did, such as `compile`, `link`, `custom`, `configure` or `test`.
  var role: String
  var start: Nanoseconds
  var end: Nanoseconds
  /// The status that it ended with.
  var result: Int64 = 0
  /// What it made, as `build.ninja` has it.
  var outputs: [String] = []
  /// The target that it is of; nil if it is of none.
  var target: String?
  /// The name of a test.
  var test: String?
  var command = ""

  /// Whether it lasts as long as all that CMake ran meanwhile.
  var isWrapper: Bool { ["cmakeBuild", "build", "ctest", "cmakeInstall"].contains(role) }

  /// What it is called.
  var name: String { test ?? outputs.first ?? target.map { "\(role) \($0)" } ?? role }

  /// A snippet; nil if it says no time.
  init?(_ node: JSONNode) {
    // Milliseconds.
    guard let role = node["role"]?.string,
      let start = node["timeStart"]?.integer(timesTenTo: 6), start >= 0,
      let duration = node["duration"]?.integer(timesTenTo: 6), duration >= 0
    else { return nil }
    self.role = role
    self.start = start
    end = start.addingClamped(duration)
    result = node["result"]?.integer() ?? 0
    outputs = node.elements(of: "outputs").compactMap(\.string)
    target = node["target"]?.string
    test = node["testName"]?.string
    command = node["command"]?.string ?? ""
  }
}

/// All snippets of an input: of its files, each once.
struct CMakeSnippets {
  private(set) var all: [CMakeSnippet] = []
  private(set) var notes: [ImportNote] = []

  /// - Throws: `ImportError` if none says a time.
  init(_ input: TraceInput) throws(ImportError) {
    var seen = Set<CMakeSnippet>()
    var (timeless, again) = (0, 0)
    var (found, flaws): ([CMakeSnippet], [ImportNote]) = ([], [])
    try input.readEachFile { text, name throws(ImportError) in
      for root in text.roots {
        let nodes = root.kind == .array ? root.elements.map { $0["args"] ?? $0 } : [root]
        for node in nodes {
          guard node.isWhole, let snippet = CMakeSnippet(node) else {
            timeless += 1
            continue
          }
          if seen.insert(snippet).inserted { found.append(snippet) } else { again += 1 }
        }
      }
      flaws += text.flawNotes(in: name)
    }
    guard !found.isEmpty else {
      throw ImportError(
        line: 1, problem: "None of its snippets has a time, so there is nothing to tell.")
    }
    all = found
    notes =
      flaws
      + ImportNote.skipped(
        timeless, "snippet is", "snippets are", " cut off or without a time: left out.")
      + ImportNote.inherent(again, "snippet is", "snippets are", " told twice.")
  }
}
