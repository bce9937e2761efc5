internal import EventLog
internal import Formatting
internal import WhatIf

/// What a run of tests has to say beside its measures: its workers, its longest tests and files, and what other numbers
/// of workers would give.
struct TestsText: TellsTimes {
  let tests: TestSet
  let timeScale: TimeScale
  /// How long all tests take together.
  private let work: Int128
  /// How many lines each part has at most.
  private static let most = 6

  init(_ tests: TestSet, _ timeScale: TimeScale) {
    self.tests = tests
    self.timeScale = timeScale
    work = tests.work
  }

  /// The lines, each part behind an empty one.
  var lines: [String] {
    [workerLines, numberLines, testLines, fileLines].filter { !$0.isEmpty }.flatMap { [""] + $0 }
  }

  // MARK: Workers

  private var workerLines: [String] {
    guard !tests.workers.isEmpty, tests.workers.count > 1 else { return [] }
    let busiest = tests.workers.sorted { ($1.busy, $0.name) < ($0.busy, $1.name) }
    var table = Table([.left, .right, .right, .left])
    for worker in busiest.prefix(2 * Self.most) {
      let part = tests.makespan.map { percentText(worker.busy, $0) + " of the time" } ?? ""
      table.add(
        worker.name, timeText(worker.busy), counted(worker.tests, "test"),
        tests.hasStarts
          ? "busy for \(part), until \(timeText(worker.end))" : "")
    }
    let share = Split.leastTime(of: tests.tests, workers: tests.workers.count)
    var lines = [
      "how long tests ran on each worker; shared out evenly, \(timeText(share)) on each:"
    ]
    lines += table.lines
    if busiest.count > 2 * Self.most {
      lines.append("  … and \(busiest.count - 2 * Self.most) more, with less")
    }
    return lines
  }

  // MARK: Other numbers of workers

  /// How long the tests take on so many workers, who takes each the longest that is left.
  private var numberLines: [String] {
    guard tests.tests.count > 1, let longest = tests.longest, longest.duration > 0 else {
      return []
    }
    var table = Table([.right, .right, .left])
    let order = LongestFirst(tests.tests)
    for workers in [1, 2, 4, 8, 16, 32, 64] {
      let time = order.makespan(workers: workers)
      let isFloor = time <= longest.duration + longest.duration / 100
      table.add(
        counted(workers, "worker"), timeText(time),
        isFloor ? "the longest test: more workers gain nothing" : "")
      if isFloor || workers >= tests.tests.count { break }
    }
    return [
      "how long the \(counted(tests.tests.count, "test")) take on so many workers, longest first; start-up of workers "
        + "not counted:"
    ] + table.lines
  }

  // MARK: Tests and files

  private var testLines: [String] {
    let longest = tests.tests.lazy.filter { $0.duration > 0 }
      .first(Self.most) { left, right in
        // Names are looked at only where they decide.
        left.duration == right.duration
          ? left.isNamed(before: right) : left.duration > right.duration
      }
    guard longest.count > 1 else { return [] }
    var table = Table([.right, .right, .left])
    for test in longest {
      table.add(
        timeText(test.duration), percentText(test.duration, work),
        test.name.visibleText.endKept(toColumns: 90))
    }
    return ["the longest tests, and their part of all:"] + table.lines
  }

  private var fileLines: [String] {
    let times = tests.groupTimes
    guard times.count > 1, times.count < tests.tests.count else { return [] }
    var counts = [Int](repeating: 0, count: times.count)
    for test in tests.tests { counts[test.group] += 1 }
    let longest = times.indices.lazy.filter { times[$0] > 0 }
      .first(Self.most) { (times[$1], $0) < (times[$0], $1) }
    var table = Table([.right, .right, .right, .left])
    for group in longest {
      table.add(
        timeText(times[group]), percentText(times[group], work),
        counted(counts[group], "test"), tests.groups[group].visibleText.endKept(toColumns: 80))
    }
    return ["the files (classes, suites) whose tests take longest together:"] + table.lines
  }
}
