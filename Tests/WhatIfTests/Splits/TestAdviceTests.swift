import EventLog
import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import WhatIf

/// How tests could be shared out, told of reports of tests.
@Suite struct TestAdviceTests: ReadsTestRuns {
  /// Durations of pytest-split, in seconds.
  private func durations(_ tests: (String, Double)...) throws -> Analysis {
    try run("{" + tests.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
  }

  /// A report log of tests: worker, place in the collection, start and length in seconds.
  private func reportLog(_ tests: [(worker: String, place: Int, start: Int, length: Int)]) throws
    -> Analysis
  {
    try run(
      tests.map { test in
        #"{"$report_type":"TestReport","nodeid":"m.py::t\#(test.place)","when":"teardown","outcome":"passed","#
          + #""start":\#(1_000 + test.start),"stop":\#(1_000 + test.start + test.length),"#
          + #""duration":\#(test.length),"worker_id":"\#(test.worker)","item_index":\#(test.place)}"#
      }.joined(separator: "\n"))
  }

  @Test func `durations alone are shared out among some workers, and how many is asked`() throws {
    let advice = try #require(
      TestAdvice(try durations(("a.py::x", 4), ("a.py::y", 3), ("b.py::z", 1))))
    #expect(advice.workers == 4)
    #expect(!advice.areWorkersKnown)
    #expect(advice.now == 8_000_000_000)
    #expect(advice.least == 4_000_000_000)
    #expect(advice.leastByFile == 7_000_000_000)
    #expect(advice.ways.map(\.strategy).contains(.workSteal))
    #expect(!advice.ways.contains { $0.strategy.isFixed })
  }

  @Test func `shards are asked for, and are other ways`() throws {
    let run = try durations(("a.py::x", 4), ("a.py::y", 3), ("b.py::z", 1))
    let advice = try #require(TestAdvice(run, shards: 2))
    #expect(advice.areShards)
    #expect(Set(advice.ways.map(\.strategy)) == [.durationShards, .leastDurationShards])
    #expect(advice.ways[0].time == 4_000_000_000)
  }

  /// Two workers had tests in the order of their starts 0, 2, 1, 3; the order of the collection is another.
  @Test
  func `the order of the collection is that of the report, and the way that was recorded is found`()
    throws
  {
    let run = try reportLog([
      ("gw0", 0, 0, 9), ("gw1", 2, 0, 1), ("gw1", 3, 1, 1), ("gw0", 1, 9, 9),
    ])
    let advice = try #require(TestAdvice(run))
    #expect(advice.tests.tests.map(\.name) == (0..<4).map { "m.py::t\($0)" })
    #expect(advice.tests.isOrderKnown)
    #expect(advice.workers == 2)
    #expect(advice.asRecorded?.strategy == .load)
    #expect(advice.asRecorded?.makespan == 18_000_000_000)
    let changes = TraceAdvice(run).suggestions.map(\.change)
    #expect(!changes.contains("pytest -n 2"))
  }

  @Test func `a split is made by one run and timed with another, with the error of the prediction`()
    throws
  {
    let first = try durations(("a::w", 6), ("a::x", 3), ("a::y", 2), ("a::z", 1))
    let second = try durations(("a::z", 7), ("a::y", 2), ("a::x", 3), ("a::w", 2), ("b::other", 5))
    let advice = try #require(TestAdvice(first, shards: 2, scoredOn: ("second", second)))
    let way = try #require(advice.ways.first { $0.strategy == .leastDurationShards })
    // w alone, against x, y and z together.
    #expect(way.predicted.makespan == 6_000_000_000)
    #expect(way.scored?.ends == [2_000_000_000, 12_000_000_000])
    #expect(advice.scoring?.matched == 4)
    #expect(advice.scoring?.left == 1)
    #expect(advice.scoring?.recorded == nil)
  }

  @Test func `tests that the other run does not have are of mean length`() throws {
    let first = try durations(("a::w", 6), ("a::x", 3))
    let second = try durations(("a::w", 4))
    let advice = try #require(TestAdvice(first, workers: 1, scoredOn: ("second", second)))
    #expect(advice.ways[0].time == 8_000_000_000)
    #expect(advice.scoring?.matched == 1)
  }

  @Test(arguments: [
    ("tests/unit/test_a.py::TestA::test_x[a::b/c]", "tests.unit.test_a.TestA.test_x[a::b/c]"),
    ("test_a.py::test_x", "test_a.test_x"),
    ("com.example.FooTest.adds", "com.example.FooTest.adds"),
    ("a.spec.ts › login › works", "a.spec.ts › login › works"),
  ])
  func `a test has one name in ids of pytest and in its JUnit reports`(name: String, key: String) {
    #expect(TestWeights.key(of: name) == key)
  }

  @Test func `a balance that saves less than a tenth is not worth it`() throws {
    let even = try reportLog([
      ("gw0", 0, 0, 10), ("gw0", 1, 10, 10), ("gw1", 2, 0, 10), ("gw1", 3, 10, 9),
    ])
    let advice = TraceAdvice(even)
    let onTwo = advice.suggestions.filter { $0.cost == nil }
    #expect(onTwo.allSatisfy { !advice.isWorthIt($0) })
  }

  @Test func `the longest test is named where nothing else helps`() throws {
    let advice = TraceAdvice(
      try durations(("a::long", 60), ("a::b", 1), ("a::c", 1), ("a::d", 1)))
    #expect(
      advice.suggestions.contains {
        $0.change.hasPrefix("make a::long take half its time or split it")
      })
  }

  @Test func `what is no run of tests has no such advice`() throws {
    let chrome = try run(#"[{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":50}]"#)
    #expect(TestAdvice(chrome) == nil)
    #expect(TraceAdvice(chrome).tests == nil)
  }
}
