internal import EventLog
internal import Formatting

/// The builds, runs of tests and configurations that snippets are of.
///
/// CMake writes one more snippet for the whole of `cmake --build`, `ctest` or `cmake --install`: it is beside its commands,
/// not around them, and would count them again. Here it only says which commands are of one build. Where nothing collects
/// snippets, those of many builds pile up in one folder.
struct CMakeBuilds {
  /// Commands that ran together.
  struct Build {
    var commands: [CMakeSnippet] = []
    /// Whether something lasts as long as all of them.
    var hasWrapper = false

    /// Whether it is tests that ran.
    var isOfTests: Bool { commands.allSatisfy { $0.role == "test" } }
    /// Whether something was made.
    var makesSomething: Bool {
      commands.contains { ["compile", "link", "custom"].contains($0.role) }
    }
    fileprivate var start: Nanoseconds { commands[0].start }
    fileprivate var end: Nanoseconds { commands.lazy.map(\.end).max() ?? 0 }
    fileprivate var remark: String {
      if isOfTests { return "tests" }
      let roles = Set(commands.map(\.role))
      if roles.isSubset(of: ["configure", "generate"]) { return "the configuration" }
      return roles == ["install"] ? "the installation" : ""
    }
  }

  /// In the order of their starts.
  private(set) var all: [Build] = []
  private var wrappers = 0
  private let notes: [ImportNote]

  /// - Throws: `ImportError` if there is no command.
  /// - Complexity: O(*n* log *n*) in the number of snippets.
  init(_ snippets: CMakeSnippets) throws(ImportError) {
    notes = snippets.notes
    let sorted = snippets.all.sorted {
      if $0.start != $1.start { return $0.start < $1.start }
      if $0.isWrapper != $1.isWrapper { return $0.isWrapper }
      return $0.isWrapper ? $0.end > $1.end : ($0.end, $0.name) < ($1.end, $1.name)
    }
    var last: Nanoseconds = -1
    for snippet in sorted {
      if snippet.isWrapper {
        wrappers += 1
        // One that begins within another belongs to it.
        if snippet.start >= last {
          all.append(Build(hasWrapper: true))
          last = snippet.end
        }
        continue
      }
      if all.isEmpty || (all[all.count - 1].hasWrapper && snippet.start > last) {
        all.append(Build())
      }
      all[all.count - 1].commands.append(snippet)
    }
    all.removeAll { $0.commands.isEmpty }
    guard !all.isEmpty else {
      throw ImportError(
        line: 1,
        problem: "It tells only how long all took together, and of no command within that.")
    }
  }

  /// Which one is read if none is asked for: the last that made something.
  private var usual: Int { (all.lastIndex { $0.makesSomething } ?? all.count - 1) + 1 }

  /// The number of the one that is asked for.
  ///
  /// - Throws: `ImportError` if there is none.
  func number(_ part: Int?) throws(ImportError) -> Int {
    try TracePart.number(
      part, of: all.count, usual: usual, "build",
      held: "It holds \(counted(all.count, "build"))")
  }

  /// A build as a run.
  ///
  /// - Throws: `ImportError` if it takes longer than a log can tell of.
  func run(
    of number: Int, _ graph: NinjaGraph?, _ input: TraceInput
  ) throws(ImportError) -> Import {
    let build = all[number - 1]
    try RunLayout.checkTime(from: build.start, to: build.end)
    var run =
      build.isOfTests
      ? try tests(of: build, number, input)
      : try CMakeSteps(build, graph).imported(input, number)
    run.parts = all.count
    run.notes +=
      notes + others(than: number, isChosen: input.part != nil)
      + ImportNote.inherent(
        wrappers, "snippet is", "snippets are",
        " around all that CMake ran, which would count that again: left out.")
    return run
  }

  private func tests(
    of build: Build, _ number: Int, _ input: TraceInput
  ) throws(ImportError) -> Import {
    var tests = RecordedTests()
    tests.holds = "DEPENDS, RUN_SERIAL, RESOURCE_LOCK or PROCESSORS"
    for snippet in build.commands {
      var test = RecordedTest(name: tests.texts.intern(snippet.name))
      test.start = snippet.start
      test.duration = snippet.end - snippet.start
      if snippet.result != 0 {
        test.outcome = .failed(tests.texts.intern("it ended with status \(snippet.result)"))
      }
      tests.add(test)
    }
    return try TestRun(tests).imported(
      input, format: "CTest instrumentation", part: number, flaws: [])
  }

  private func others(than number: Int, isChosen: Bool) -> [ImportNote] {
    guard all.count > 1, !isChosen else { return [] }
    return [
      ImportNote(
        kind: .expected, count: all.count - 1,
        sentence:
          "It holds \(all.count) builds, configurations or runs of tests; shown is number \(number). --builds lists them, "
          + "--build chooses another.")
    ]
  }

  /// What it holds, in order.
  ///
  /// - Throws: `ImportError` if one takes longer than a log can tell of.
  func parts(_ graph: NinjaGraph?) throws(ImportError) -> [TracePart] {
    try all.enumerated().map { place, build throws(ImportError) in
      try RunLayout.checkTime(from: build.start, to: build.end)
      let steps = CMakeSteps(build, build.isOfTests ? nil : graph).steps
      return TracePart(
        number: place + 1, calls: build.isOfTests ? build.commands.count : steps.count,
        work: steps.reduce(0) { $0.addingClamped($1.command.end - $1.command.start) },
        makespan: build.end - build.start,
        began: TracePart.time(of: build.start, after: all[0].start),
        isUsual: place + 1 == usual, remark: build.remark)
    }
  }
}
