import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import WhatIf

/// Which way of sharing tests out a run was recorded with, told by which worker ran what.
@Suite struct RecordedWayTests: ReadsTestRuns {
  /// A run of tests of files, each so many seconds long, that pytest-xdist shared out in a way among two workers; if it is late,
  /// the last test of the first worker came to the second.
  private func recorded(
    _ files: [[Int]], _ strategy: SplitStrategy, isLate: Bool = false
  ) throws -> Analysis {
    var tests: [TestSet.Test] = []
    var names: [String] = []
    for (file, lengths) in files.enumerated() {
      for (place, length) in lengths.enumerated() {
        names.append("test_\(file).py::t\(place)")
        tests.append(
          TestSet.Test(
            named: names.last ?? "", group: file, duration: Int64(length) * 1_000_000_000))
      }
    }
    var xdist = XdistRun(tests, strategy, workers: 2)
    xdist.run()
    var lines: [String] = []
    var orders = xdist.orders
    if isLate, let last = orders[0].popLast() { orders[1].append(last) }
    for (worker, order) in orders.enumerated() {
      var start = 1_000
      for test in order {
        let length = Int(tests[test].duration / 1_000_000_000)
        lines.append(
          #"{"$report_type":"TestReport","nodeid":"\#(names[test])","when":"teardown","outcome":"passed","#
            + #""start":\#(start),"stop":\#(start + length),"duration":\#(length),"#
            + #""worker_id":"gw\#(worker)","item_index":\#(test)}"#)
        start += length
      }
    }
    return try run(lines.joined(separator: "\n"))
  }

  private static let files = [
    [3, 1, 1, 2, 1, 1], [1, 1, 4, 1], [2, 2, 1, 1, 1, 1, 1], [5, 1], [1, 1, 1, 1, 1],
  ]

  @Test(arguments: [SplitStrategy.load, .loadFile, .workSteal])
  func `a run of pytest-xdist is known by who ran what`(strategy: SplitStrategy) throws {
    let advice = try #require(TestAdvice(try recorded(Self.files, strategy)))
    #expect(advice.asRecorded?.strategy == strategy)
  }

  /// Who of two workers asks first is a matter of milliseconds.
  @Test func `a way is known where a test came to another worker, and the run took longer`() throws
  {
    let files = [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 5, 5]]
    let advice = try #require(TestAdvice(try recorded(files, .load, isLate: true)))
    let way = try #require(advice.asRecorded)
    #expect(way.strategy == .load)
    let makespan = try #require(advice.tests.makespan)
    #expect(abs(way.makespan - makespan) > makespan / 20)
  }

  /// One file ran on both workers, though files that are kept whole would take as long.
  @Test func `what keeps files whole is no way of a run in which one was on two workers`() throws {
    let advice = try #require(
      TestAdvice(
        try recorded([Array(repeating: 4, count: 6), Array(repeating: 4, count: 6)], .load)))
    let files = advice.ways.first { $0.strategy == .loadFile }?.time
    #expect(files == advice.tests.makespan)
    #expect(advice.asRecorded?.strategy == .load)
  }

  @Test func `a prediction of another recording is of the way in which that one ran`() throws {
    let first = try recorded(Self.files, .load)
    let second = try recorded(Self.files, .loadFile)
    let scoring = try #require(TestAdvice(first, scoredOn: ("second", second))?.scoring)
    #expect(scoring.strategy == .loadFile)
    #expect(scoring.isRecorded)
    #expect(scoring.predicted == scoring.recorded)
    #expect(scoring.replayed == scoring.recorded)
  }

  /// A JUnit report of pytest has the module or the class of a test, in one word.
  @Test func `files and classes are those of the recording that tells both`() throws {
    let names = [
      ("test_a", "x"), ("test_a.TestC", "y"), ("test_a.TestC", "z"), ("test_b", "x"), ("gone", "x"),
    ]
    let junit = try run(
      #"<testsuite name="pytest">"#
        + names.map { #"<testcase classname="\#($0.0)" name="\#($0.1)" time="1"/>"# }.joined()
        + "</testsuite>")
    let log = try run(
      ["test_a.py::x", "test_a.py::TestC::y", "test_a.py::TestC::z", "test_b.py::x"].enumerated()
        .map {
          #"{"$report_type":"TestReport","nodeid":"\#($0.1)","when":"teardown","outcome":"passed","#
            + #""start":\#(1_000 + $0.0),"stop":\#(1_001 + $0.0),"duration":1,"item_index":\#($0.0)}"#
        }.joined(separator: "\n"))
    let tests = try #require(TestAdvice(junit, workers: 2, scoredOn: ("log", log))).tests
    #expect(
      tests.tests.map { tests.groups[$0.group] } == [
        "test_a.py", "test_a.py", "test_a.py", "test_b.py", "gone",
      ])
    #expect(
      tests.tests.map { tests.scopes[$0.scope] } == [
        "test_a.py", "test_a.py::TestC", "test_a.py::TestC", "test_b.py", "gone",
      ])
  }

  // MARK: The order of tests

  /// pytest-split writes names in their order, which is not that in which pytest runs them.
  @Test func `durations by name have the order of another recording, or are said to have none`()
    throws
  {
    let durations = try run(
      #"{"test_0.py::t0": 1, "test_0.py::t1": 2, "test_0.py::t9": 5, "test_1.py::t0": 3}"#)
    let alone = try #require(TestAdvice(durations, workers: 2))
    #expect(!alone.tests.isOrderKnown)
    #expect(
      TraceAdvice(durations).suggestions.contains {
        $0.caveats.contains { $0.contains("the order of the tests is not recorded") }
      })
    let other = try run(
      [("test_1.py::t0", 0), ("test_0.py::t1", 1), ("test_0.py::t0", 2)].map {
        #"{"$report_type":"TestReport","nodeid":"\#($0.0)","when":"teardown","outcome":"passed","#
          + #""start":\#(1_000 + $0.1),"stop":\#(1_001 + $0.1),"duration":1,"item_index":\#($0.1)}"#
      }.joined(separator: "\n"))
    let scored = try #require(TestAdvice(durations, workers: 2, scoredOn: ("other", other)))
    #expect(
      scored.tests.tests.map(\.name) == [
        "test_1.py::t0", "test_0.py::t1", "test_0.py::t0", "test_0.py::t9",
      ])
  }
}
