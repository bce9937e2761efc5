internal import EventLog
internal import Formatting

/// What the times of suites in JUnit reports say beside those of their tests.
///
/// A suite that took less than its tests together ran some of them at once. One that took longer did something outside of
/// them: what is set up for all of them, or what is built before.
struct JUnitSuites {
  /// A suite that is open, or the element that holds all suites.
  private struct Suite {
    var name: String
    /// How long it took, by its own word, and how much more that may be by rounding; nil if it does not say.
    var time: Nanoseconds?
    var unit: Nanoseconds
    /// How many tests it says it has, and how many are listed in it so far.
    var counted: Int?
    var listed = 0
    /// How long its tests took together, and the longest of them.
    var sum: Int128 = 0
    var longest: Int128 = 0
    /// How long its tests and the suites in it took, by their own word.
    var inner: Int128 = 0
    /// Whether any test or suite in it ran beside another.
    var isParallel = false
  }

  private var open: [Suite] = []
  private var count = 0
  /// How many suites ran tests in parallel, and of the first its name and how long it took.
  private var parallel: (count: Int, first: (name: String, took: String, tests: ParallelTests)?) = (
    0, nil
  )
  private var miscounted: (counted: Int, listed: Int)?
  private var outside: (count: Int, time: Int128, first: String) = (0, 0, "")

  /// Takes the beginning of a suite; without a name, of what holds all of them.
  mutating func begin(_ name: String, time: String, counted: String?) {
    // CTest writes whole seconds.
    let isWhole = !time.contains { $0 == "." || $0 == "," }
    open.append(
      Suite(
        name: name, time: Array(time.utf8).withUnsafeBufferPointer { JUnitTime($0)?.time },
        unit: isWhole ? 1_000_000_000 : 0, counted: counted.flatMap { Int($0) }))
    if !name.isEmpty { count += 1 }
  }

  /// Takes a test of the suites that are open; without a time where it has none.
  mutating func add(_ duration: Nanoseconds) {
    for place in open.indices {
      open[place].listed += 1
      open[place].sum += Int128(duration)
      open[place].longest = max(open[place].longest, Int128(duration))
    }
    if let last = open.indices.last { open[last].inner += Int128(duration) }
  }

  /// Takes the end of the suite that began last.
  mutating func end() {
    guard var suite = open.popLast() else { return }
    defer {
      if let last = open.indices.last {
        open[last].inner += suite.time.map { Int128($0) } ?? suite.inner
        if suite.isParallel { open[last].isParallel = true }
      }
    }
    guard let time = suite.time, time > 0, suite.listed > 0 else { return }
    if let counted = suite.counted, counted > suite.listed, suite.sum > 0 {
      miscounted = miscounted ?? (counted, suite.listed)
      return
    }
    let most = Int128(time) + Int128(suite.unit)
    // Of tests that ran in parallel, the longest lies within the suite, and no more run at once than there are.
    if let tests = ParallelTests(sum: suite.sum, within: most), suite.longest <= most + most / 20 {
      if !suite.isParallel {
        parallel = (parallel.count + 1, parallel.first ?? (suite.name, Self.took(suite), tests))
      }
      suite.isParallel = true
    }
    let left = Int128(time) - Int128(suite.unit) - suite.inner
    if !suite.isParallel, left > Self.leastOutside, left * 20 > suite.inner {
      outside = (
        outside.count + 1, outside.time + left, outside.count == 0 ? suite.name : outside.first
      )
    }
  }

  /// How long a suite says that it took.
  private static func took(_ suite: Suite) -> String {
    timeText(suite.time ?? 0) + (suite.unit > 0 ? " (whole seconds)" : "")
  }

  /// What takes less is a runner's own work between tests.
  private static let leastOutside = Int128(50_000_000)

  /// Ends a file, of which suites may be left open, so that less is in them than they tell.
  mutating func endFile() { open = [] }

  // MARK: What has to be told

  /// What was found, as notes.
  ///
  /// - Parameters:
  ///   - areStartsKnown: Whether it is told when tests began, so that it is seen what ran at once.
  ///   - isBeginningKnown: Whether it is told when their run began, so that it is seen what came before them.
  /// - Returns: The notes; none where nothing was found.
  func notes(areStartsKnown: Bool, isBeginningKnown: Bool) -> [ImportNote] {
    if let (counted, listed) = miscounted {
      return [
        ImportNote(
          kind: .inferred, count: 1,
          sentence:
            "Its suite counts \(counted) tests and lists \(listed), as pytest does where tests have "
            + "subtests: their time counts twice then, once more in the time of their test.")
      ]
    }
    return (areStartsKnown ? [] : parallelNotes) + (isBeginningKnown ? [] : outsideNotes)
  }

  private var parallelNotes: [ImportNote] {
    guard let (name, took, tests) = parallel.first else { return [] }
    let sentence =
      parallel.count == 1 && (count < 2 || name.isEmpty)
      ? "Its suite took \(took), \(tests.comparison): they ran in parallel, \(tests.rate)."
      : "\(parallel.count) of its suites took less than their tests together: they ran in parallel. The first, "
        + "\(name.isEmpty ? "all together" : name), took \(took), \(tests.comparison), \(tests.rate)."
    return [ImportNote(kind: .expected, count: parallel.count, sentence: sentence)]
  }

  private var outsideNotes: [ImportNote] {
    ImportNote.expected(
      outside.count, "suite", "suites",
      " took longer than \(outside.count == 1 ? "its" : "their") tests, by "
        + "\(timeText(Nanoseconds(clamping: outside.time)))"
        + (outside.first.isEmpty ? "" : ", the first \(outside.first)")
        + ": what is set up for a suite or built before it is no test, and is left out.")
  }
}
