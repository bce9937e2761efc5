public import EventLog
public import TraceAnalysis
internal import TraceFormats

/// The tests of a run, as far as they can be shared out in another way.
///
/// A test is what a worker is given: a test, or a file where the runner tells the times of whole files. It keeps its
/// worker from its start to its end, what is set up and taken down for it included.
public struct TestSet: Sendable {
  /// The tests, in the order in which their runner collected them where that is recorded; else in that in which they began, or
  /// of the file.
  public private(set) var tests: [Test] = []
  /// The files, classes or suites.
  public private(set) var groups: [String] = []
  /// The scopes.
  public private(set) var scopes: [String] = []
  /// The workers that are known by name.
  public private(set) var workers: [Worker] = []
  /// How long it took until the first test began; 0 if that is not known.
  public private(set) var startUp: Nanoseconds = 0
  /// Whether it is known when tests began.
  public let hasStarts: Bool
  /// Whether tests waited for nothing but workers, as far as that is recorded.
  public let knowsNeeds: Bool
  /// How many tests ran at once at most; nil if that is not known.
  public let atOnce: Int?
  /// From the first start to the last end; nil if that is not known.
  public let makespan: Nanoseconds?
  /// Whether the order of the tests is that in which their runner collected them: it is told, or they ran one after the
  /// other, or stand in it in a report without starts.
  public private(set) var isOrderKnown = true

  /// Reads the tests off a run; nil if it is no run of tests.
  ///
  /// - Complexity: O(*n* log *n*) in the number of tests.
  public init?(_ run: Analysis) {
    guard run.traceKind == .tests, run.log.header.callTimes != .least else { return nil }
    hasStarts = run.knowsStarts
    knowsNeeds = run.log.header.recordsDependencies
    let units = TestUnits(run)
    let names = run.log.names
    let labels = Label.Names(names)
    let (startUpName, unknownWorker) = (
      names.find(TestNames.startUp), names.find(TestNames.unknownWorker)
    )
    // The place among groups of what has none and of each name, and of the scope of its own of each group; -1 for none yet.
    var groupPlaces = [Int32](repeating: -1, count: names.count + 1)
    var scopePlaces: [Int] = []
    var scopes = NameTable()
    var workerPlaces = groupPlaces
    var steps: [UInt32] = []
    // For each call the place of its test among the tests, where any is tried again.
    var places = [Int32](repeating: -1, count: run.table.calls.count + 1)
    tests.reserveCapacity(run.table.calls.count)
    for call in run.table.calls where units.isUnit(call) {
      let (start, end) = (call.startedAt ?? 0, call.endedAt ?? 0)
      if call.component == startUpName {
        startUp = end
        continue
      }
      if run.hasSeveralCalls(of: call.component), let earlier = Self.tryBefore(call, in: run),
        places[Int(earlier)] >= 0
      {
        // A worker that is given a test tries it again itself.
        let place = Int(places[Int(earlier)])
        places[Int(call.number)] = Int32(place)
        tests[place].duration = tests[place].duration.addingClamped(end - start)
        if let worker = tests[place].worker {
          workers[worker].busy = workers[worker].busy.addingClamped(end - start)
          workers[worker].end = max(workers[worker].end, end)
        }
        continue
      }
      places[Int(call.number)] = Int32(tests.count)
      let groupName = units.group(of: call, run.table)
      let spot = Int(groupName.next.index)
      if groupPlaces[spot] < 0 {
        groupPlaces[spot] = Int32(groups.count)
        groups.append(groupName.isNone ? "no file" : names[groupName])
        scopePlaces.append(-1)
      }
      let group = Int(groupPlaces[spot])
      var scope = Self.scope(of: call.component, in: names, &scopes)
      if scope == nil {
        if scopePlaces[group] < 0 { scopePlaces[group] = Int(scopes.intern(groups[group]).index) }
        scope = scopePlaces[group]
      }
      var worker: Int?
      if !call.machine.isNone, call.machine != unknownWorker {
        let spot = Int(call.machine.next.index)
        if workerPlaces[spot] < 0 {
          workerPlaces[spot] = Int32(workers.count)
          workers.append(Worker(name: names[call.machine]))
        }
        worker = Int(workerPlaces[spot])
      }
      tests.append(
        Test(
          Label(names: labels, name: call.component), group: group, scope: scope ?? 0,
          duration: end - start, worker: worker))
      steps.append(call.step)
      if let worker {
        workers[worker].tests += 1
        workers[worker].busy = workers[worker].busy.addingClamped(end - start)
        workers[worker].end = max(workers[worker].end, end)
      }
    }
    guard !tests.isEmpty else { return nil }
    let measures = run.measures
    makespan = hasStarts ? measures.makespan - startUp : nil
    atOnce = hasStarts ? measures.peak : workers.isEmpty ? nil : workers.count
    self.scopes = scopes.texts
    // Where no order is told, they stay as they are.
    if steps.contains(where: { $0 != steps[0] }) {
      let begun = tests
      tests = TimeOrder.places(count: steps.count) { Nanoseconds(steps[$0]) }
        .map { begun[Int($0)] }
    }
    // pytest-split writes its durations by the names of the tests.
    let isOrderOfFile = !hasStarts && run.traceFormat != "durations of pytest-split"
    isOrderKnown = !steps.contains(0) || isOrderOfFile || hasStarts && measures.peak < 2
  }

  /// The try of the same test that a call came after; nil if it is none that was tried again.
  private static func tryBefore(_ call: CallRecord, in run: Analysis) -> CallNumber? {
    run.log.causes(of: call.requested).lazy.map { run.log.events[Int($0.seq)].call }.first {
      $0 > 0 && $0 != call.number && run.table[$0].component == call.component
    }
  }

  /// The place among scopes of what pytest calls the scope of a test, its id up to the last `::`; nil where there is
  /// none, so that it is its file or class.
  private static func scope(
    of test: Name, in names: NameTable, _ scopes: inout NameTable
  ) -> Int? {
    names.withBytes(of: test) { bytes in
      // A parameter may hold anything: `test_a.py::test_x[a::b]`.
      var (last, place) = (0, 0)
      while place < bytes.count, bytes[place] != UInt8(ascii: "[") {
        if bytes[place] == UInt8(ascii: ":") { last = place }
        place += 1
      }
      guard last > 0, bytes[last - 1] == UInt8(ascii: ":") else { return nil }
      return Int(scopes.intern(utf8: UnsafeRawBufferPointer(rebasing: bytes[..<(last - 1)])).index)
    }
  }

  /// Puts the tests in the order of another run of them; those that it does not have come last.
  ///
  /// - Complexity: O(*n* log *n*) in the length of all names.
  mutating func order(as other: TestSet) {
    var places: [String: Int] = [:]
    for (place, test) in other.tests.enumerated() {
      places[TestWeights.key(of: test.name), default: place] = place
    }
    let order = tests.map { places[TestWeights.key(of: $0.name)] ?? .max }
    tests = tests.indices.sorted { (order[$0], $0) < (order[$1], $1) }.map { tests[$0] }
    isOrderKnown = other.isOrderKnown
  }

  /// Takes the files and scopes of tests from another run of them that tells both; tests that it does not have keep their own.
  ///
  /// - Complexity: O(*n*) in the length of all names.
  mutating func takeFiles(from other: TestSet) {
    var known: [String: Test] = [:]
    for test in other.tests { known[TestWeights.key(of: test.name)] = test }
    let (ownGroups, ownScopes) = (groups, scopes)
    (groups, scopes) = (other.groups, other.scopes)
    var groupPlaces = Dictionary(zip(groups, groups.indices)) { first, _ in first }
    var scopePlaces = Dictionary(zip(scopes, scopes.indices)) { first, _ in first }
    func place(of name: String, in names: inout [String], _ places: inout [String: Int]) -> Int {
      if let place = places[name] { return place }
      names.append(name)
      places[name] = names.count - 1
      return names.count - 1
    }
    for index in tests.indices {
      if let test = known[TestWeights.key(of: tests[index].name)] {
        (tests[index].group, tests[index].scope) = (test.group, test.scope)
      } else {
        tests[index].group = place(of: ownGroups[tests[index].group], in: &groups, &groupPlaces)
        tests[index].scope = place(of: ownScopes[tests[index].scope], in: &scopes, &scopePlaces)
      }
    }
  }

  /// How long all tests take together.
  public var work: Int128 { tests.reduce(0) { $0 + Int128($1.duration) } }

  /// The longest test.
  public var longest: Test? { tests.max { $0.duration < $1.duration } }

  /// How long the tests of each group take together.
  public var groupTimes: [Nanoseconds] {
    var times = [Nanoseconds](repeating: 0, count: groups.count)
    for test in tests { times[test.group] = times[test.group].addingClamped(test.duration) }
    return times
  }
}
