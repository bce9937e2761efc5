internal import EventLog

/// A test as any runner tells it: one try of it, where it is tried again after a failure.
struct RecordedTest {
  /// How a test came out.
  enum Outcome: Equatable {
    case passed
    case skipped
    /// It failed, with a text of the run that says why, or none.
    case failed(Name)
    /// It never ended.
    case unfinished
  }

  /// Its whole name, as its runner prints it.
  var name: Name
  /// The file, class or suite that it is of; none if nothing says so.
  var group = Name.none
  /// The worker that ran it; none if nothing says so.
  var worker = Name.none
  /// Its place, from 1, in the order in which the runner collected its tests; 0 where that is not told.
  var place: UInt32 = 0
  private var startTime = Nanoseconds.min
  /// How long it kept its worker, what is set up for it and taken down after it included.
  var duration: Nanoseconds = 0
  /// How much of that passed before the test itself ran, and after it.
  var setup: Nanoseconds = 0
  var teardown: Nanoseconds = 0
  var outcome = Outcome.passed
  /// Whether the same test had been tried before.
  var isRetry = false
  private var filePlace: Int32 = -1

  init(
    name: Name, group: Name = .none, worker: Name = .none, start: Nanoseconds? = nil,
    duration: Nanoseconds = 0, place: UInt32 = 0, isRetry: Bool = false
  ) {
    (self.name, self.group, self.worker, self.place) = (name, group, worker, place)
    (self.duration, self.isRetry) = (duration, isRetry)
    self.start = start
  }

  /// When it began, by any clock of the run; nil if nothing says so.
  var start: Nanoseconds? {
    get { startTime == .min ? nil : startTime }
    set { startTime = newValue ?? .min }
  }

  /// The file that it ran in, as a place in the list, where the runner tells the times of files too.
  var file: Int32? {
    get { filePlace < 0 ? nil : filePlace }
    set { filePlace = newValue ?? -1 }
  }
}

/// What a runner tells of its tests: the one form that every format of tests is read into.
///
/// `TestRun` makes a run of it, in one way for all.
struct RecordedTests {
  /// The texts that tests have by name.
  var texts = NameTable()
  /// The tests, and the files that some of them ran in, in the order of the input; a file comes before its tests.
  var tests: [RecordedTest] = []
  /// When the runner was started, by the clock of the tests; nil if nothing says so.
  var sessionStart: Nanoseconds?
  /// What else has to be told of how they were read.
  var notes: [ImportNote] = []
  /// Whether tests are kept in their files: one file at a time and worker, as a whole.
  var keepsFilesWhole = false
  /// What may hold a test back that its runner does not record, in words; nil if it runs tests as soon as a worker is free.
  var holds: String?
  /// How many entries had no time and are left out.
  var timeless = 0
  /// How many tests were skipped and took no time, which are no calls.
  var skipped = 0

  /// Adds a test whose time is known.
  ///
  /// - Returns: Its place in the list.
  @discardableResult
  mutating func add(_ test: RecordedTest) -> Int32 {
    var test = test
    test.duration = min(max(0, test.duration), Log.longestTime + 1)
    test.setup = min(max(0, test.setup), test.duration)
    test.teardown = min(max(0, test.teardown), test.duration - test.setup)
    tests.appendOnLargePages(test)
    return Int32(tests.count - 1)
  }

  /// Goes on with tests that come behind these in the same report, stretch by stretch, and with what is counted of them.
  ///
  /// - Complexity: O(*n*) in the number of those tests.
  mutating func append(_ stretches: [RecordedTests]) {
    tests.reserveOnLargePages(stretches.reduce(tests.count) { $0 + $1.tests.count })
    texts.reserveRoom(
      texts: stretches.reduce(0) { $0 + $1.texts.count },
      bytes: stretches.reduce(0) { $0 + $1.texts.byteCount })
    for next in stretches {
      let names = MergedNames(of: next.texts, in: &texts)
      let first = Int32(tests.count)
      for var test in next.tests {
        test.name = names[test.name]
        test.group = names[test.group]
        test.worker = names[test.worker]
        if let file = test.file { test.file = file + first }
        if case .failed(let reason) = test.outcome { test.outcome = .failed(names[reason]) }
        tests.append(test)
      }
      timeless += next.timeless
      skipped += next.skipped
    }
  }
}
