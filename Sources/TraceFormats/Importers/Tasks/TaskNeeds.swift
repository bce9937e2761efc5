internal import EventLog
internal import Formatting

/// Who among tasks that ran needed whom, by their places in the list, and when each ran.
///
/// A task that did not run is passed through: who needs it needs what it needs. What ended after the other began was not
/// needed, or the times are wrong: it is left out, unless the other may have begun later (`latestStart`), when it begins as that
/// ends, or unless that is by no more than the unit of the times, when the other is taken to begin as that ends.
struct TaskNeeds {
  /// The tasks that ran, in the order of their starts; of those with the same, what is needed first.
  private(set) var ran: [Int32] = []
  /// When each task ran; 0 for one that did not.
  private(set) var starts: [Nanoseconds]
  private(set) var ends: [Nanoseconds]
  /// What each task needs of those that ran, one after the other, and where that of each begins.
  private var all: [Int32] = []
  private var bounds: [Int32]
  private var (absent, late, moved, reversed) = (0, 0, 0, 0)
  private var circular = 0

  /// The most steps from task to task that are gone to find who needs whom; no list that a tool writes comes near it.
  private static let mostSteps = 50_000_000

  /// - Throws: `ImportError` if tasks need each other through so many that did not run that it cannot be told.
  /// - Complexity: O(*n* log *n*) in the number of tasks and what they need; each task goes through those again that did not
  ///   run and that it needs.
  init(_ list: borrowing TaskList) throws(ImportError) {
    let count = list.tasks.count
    starts = Array(repeating: 0, count: count)
    ends = Array(repeating: 0, count: count)
    bounds = Array(repeating: 0, count: count + 1)
    var places: [String: [Int32]] = [:]
    places.reserveCapacity(count)
    for (place, task) in list.tasks.enumerated() {
      places[task.id, default: []].append(Int32(place))
      guard let times = task.ran else { continue }
      if times.end < times.start { reversed += 1 }
      starts[place] = times.start
      ends[place] = max(times.start, times.end)
    }
    ran = list.placesByStart.map { Int32($0) }
    try resolve(list, places)
  }

  /// What a task needs of those that ran.
  func needs(of place: Int32) -> ArraySlice<Int32> {
    all[Int(bounds[Int(place)])..<Int(bounds[Int(place) + 1])]
  }

  // MARK: Who needs whom

  private mutating func resolve(
    _ list: borrowing TaskList, _ places: [String: [Int32]]
  ) throws(ImportError) {
    // Names are looked up once, not once for each task that comes by.
    var targets: [[Int32]] = []
    targets.reserveCapacity(list.tasks.count)
    var steps = 0
    for task in list.tasks {
      var found: [Int32] = []
      for id in task.needs {
        if let known = places[id] { found += known } else { absent += 1 }
        steps += places[id]?.count ?? 0
        guard steps <= Self.mostSteps else { throw Self.tooMany }
      }
      targets.append(found)
    }
    var seen = [Int32](repeating: -1, count: list.tasks.count)
    var open: [Int32] = []
    steps = 0
    for (place, task) in list.tasks.enumerated() {
      bounds[place] = Int32(all.count)
      guard task.ran != nil else { continue }
      seen[place] = Int32(place)
      open = [Int32(place)]
      while let next = open.popLast() {
        steps += 1 + targets[Int(next)].count
        guard steps <= Self.mostSteps else { throw Self.tooMany }
        for other in targets[Int(next)] where seen[Int(other)] != Int32(place) {
          seen[Int(other)] = Int32(place)
          if list.tasks[Int(other)].ran == nil {
            open.append(other)
          } else if !list.knowsStarts || isInTime(other, for: place, list) {
            all.append(other)
          }
        }
      }
    }
    bounds[list.tasks.count] = Int32(all.count)
  }

  private static let tooMany = ImportError(
    line: 1,
    problem:
      "Through what did not run, its tasks need each other in more than \(mostSteps) ways: that is more than can be "
      + "told. Give a part of it.")

  /// Whether a task ended before another that needs it began; either is moved a little if need be.
  private mutating func isInTime(
    _ other: Int32, for place: Int, _ list: borrowing TaskList
  ) -> Bool {
    if ends[Int(other)] <= starts[place] { return true }
    if let latest = list.tasks[place].latestStart, ends[Int(other)] <= min(latest, ends[place]) {
      starts[place] = ends[Int(other)]
      return true
    }
    let (excess, overflow) = ends[Int(other)].subtractingReportingOverflow(starts[place])
    // Two that seem to need each other do not.
    guard !overflow, excess < max(list.unit, 1), ends[Int(other)] <= ends[place],
      starts[Int(other)] < ends[Int(other)]
    else {
      late += 1
      return false
    }
    starts[place] = ends[Int(other)]
    moved += 1
    return true
  }

  // MARK: Order

  /// Puts what begins at one instant in an order in which all that a task needs comes before it.
  mutating func putInOrder(_ list: borrowing TaskList) {
    let (begun, count) = (starts, list.tasks.count)
    let byStart = (0..<count).sorted { (begun[$0], $0) < (begun[$1], $1) }
    var ranks = [Int32](repeating: .max, count: count)
    for (rank, place) in NeedsOrder.places(byStart, needs: { needs(of: Int32($0)) }).enumerated() {
      ranks[place] = Int32(rank)
    }
    dropCircles(list, ranks)
    if !list.knowsStarts { beginAsSoonAsPossible(ranks) }
    let moved = starts
    ran.sort { (moved[Int($0)], ranks[Int($0)], $0) < (moved[Int($1)], ranks[Int($1)], $1) }
  }

  /// Lets each task begin when all that it needs has ended, as it would on workers without limit.
  private mutating func beginAsSoonAsPossible(_ ranks: [Int32]) {
    for place in ran.sorted(by: { (ranks[Int($0)], $0) < (ranks[Int($1)], $1) }) {
      let length = starts[Int(place)].timeClamped(to: ends[Int(place)])
      starts[Int(place)] = needs(of: place).reduce(0) { max($0, ends[Int($1)]) }
      ends[Int(place)] = starts[Int(place)].addingClamped(length)
    }
  }

  /// Lets tasks that need each other in a circle, which is possible only at one instant, need nothing.
  private mutating func dropCircles(_ list: borrowing TaskList, _ ranks: [Int32]) {
    guard ran.contains(where: { ranks[Int($0)] == .max }) else { return }
    var kept: [Int32] = []
    for place in list.tasks.indices {
      let own = needs(of: Int32(place))
      bounds[place] = Int32(kept.count)
      if ranks[place] == .max { circular += own.count } else { kept += own }
    }
    bounds[list.tasks.count] = Int32(kept.count)
    all = kept
  }

  // MARK: Notes

  /// What had to be decided on the way.
  func notes(_ list: borrowing TaskList, _ words: (one: String, many: String)) -> [ImportNote] {
    let idle = list.tasks.count { $0.ran == nil }
    let cached = ran.filter { list.tasks[Int($0)].isCached }
    let fetching = cached.reduce(Nanoseconds(0)) {
      $0.addingClamped(ends[Int($1)] - starts[Int($1)])
    }
    return startNote(list, words)
      + ImportNote.inherent(
        idle, "\(words.one) did", "\(words.many) did", " not run, and what it needs is passed on.")
      + ImportNote.expected(
        cached.count, "\(words.one) was", "\(words.many) were",
        " not made but fetched from a cache, which took \(timeText(fetching)) in all.")
      + ImportNote.inherent(
        list.needs == .all ? absent : 0, "dependency is", "dependencies are",
        " of what is not in the file.")
      + ImportNote.skipped(
        late, "dependency had", "dependencies had",
        " not ended when what needs it began, by the times that are told: left out.")
      + ImportNote.inferred(
        moved, "start was", "starts were",
        " moved to the end of what it needs, by less than the unit of the times.")
      + ImportNote.skipped(
        circular, "dependency is", "dependencies are", " part of a circle: left out.")
      + ImportNote.skipped(
        reversed, "\(words.one) ends", "\(words.many) end",
        " before it begins, and is taken to take no time.")
  }

  private func startNote(
    _ list: borrowing TaskList, _ words: (one: String, many: String)
  ) -> [ImportNote] {
    guard !list.knowsStarts else { return [] }
    let whole = list.recordedMakespan.map { "; the run as a whole took \(timeText($0))" } ?? ""
    return [
      ImportNote(
        kind: .expected, count: ran.count,
        sentence:
          "When \(words.many) ran is not told, only for how long: they are shown as they would run on workers "
          + "without limit\(whole).")
    ]
  }
}
