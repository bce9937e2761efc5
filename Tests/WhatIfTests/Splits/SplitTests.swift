import EventLog
import Foundation
import TestSupport
import Testing

@testable import WhatIf

/// How tests are shared out, held against the tools whose rules these are.
@Suite struct SplitTests {
  /// Tests by their files and times in milliseconds.
  static func tests(_ text: some StringProtocol) -> [TestSet.Test] {
    text.split(separator: " ").enumerated().map { place, word in
      let parts = word.split(separator: ":").map { Int($0) ?? 0 }
      let digits = String(place)
      return TestSet.Test(
        named: "test_" + String(repeating: "0", count: 5 - digits.count) + digits, group: parts[0],
        duration: Int64(parts[1]) * 1_000_000)
    }
  }

  /// The table was written by pytest-xdist 3.8.0 and pytest-split 0.11.0 themselves, by `tools/record-splits`.
  @Test func `every worker ends when it does under the tool itself`() throws {
    let table = try Project.text("Tests/WhatIfTests/Splits/Splits.txt")
    let lines = table.split(separator: "\n")
    #expect(lines.count > 300)
    for line in lines {
      let parts = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let head = parts[0].split(separator: " ")
      let strategy = try #require(SplitStrategy(rawValue: String(head[0])))
      let tests = Self.tests(parts[1])
      let split = Split(tests, strategy, workers: try #require(Int(head[1])))
      let ends = parts[2].split(separator: " ").map { (Int64($0) ?? -1) * 1_000_000 }
      #expect(split.ends == ends, "\(line)")
      #expect(split.counts.reduce(0, +) == tests.count, "\(line)")
    }
  }

  @Test(arguments: [
    (SplitStrategy.nextTest, "0:5 0:1 1:1 1:9", 2, [Int64(5), 11]),
    (.longestTest, "0:5 0:1 1:1 1:9", 2, [9, 7]),
    (.nextFile, "0:5 1:1 0:1 1:9", 2, [6, 10]),
    (.longestFile, "0:5 1:1 0:1 1:9 2:3", 2, [10, 9]),
    (.countShards, "0:5 0:1 1:1 1:9 2:2", 2, [7, 11]),
    // A file goes to the shard that its first test falls in: the second begins behind three tests.
    (.fileShards, "0:5 0:1 1:1 1:9 2:2", 2, [16, 2]),
    (.fileShards, "0:1 1:1 2:1 3:1", 3, [2, 1, 1]),
  ])
  func `queues and shards hand out what they say`(
    strategy: SplitStrategy, tests: String, workers: Int, ends: [Int64]
  ) {
    let split = Split(Self.tests(tests), strategy, workers: workers)
    #expect(split.ends == ends.map { $0 * 1_000_000 })
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `the longest first on any number of workers takes what running it so takes`(seed: UInt64) {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let tests = (0..<1 + random(40)).map {
      TestSet.Test(named: "t\($0)", group: 0, duration: Int64(random(9)))
    }
    let order = LongestFirst(tests)
    for workers in [1, 2, 3, 8, 64] {
      let split = Split(tests, .longestTest, workers: workers)
      #expect(order.makespan(workers: workers) == split.makespan, "seed \(seed)")
    }
  }

  @Test(arguments: SplitStrategy.allCases)
  func `no split takes less than the least there can be, nor more than one worker`(
    strategy: SplitStrategy
  ) {
    var random = Substream(seed: 7)
    for _ in 1...200 {
      let count = Int(random.next() % 40)
      let tests = Self.tests(
        (0..<count).map { _ in "\(random.next() % 5):\(random.next() % 900)" }.joined(
          separator: " "))
      let workers = Int(random.next() % 9) + 1
      let split = Split(tests, strategy, workers: workers)
      let work = tests.reduce(Int64(0)) { $0 + $1.duration }
      #expect(split.makespan >= Split.leastTime(of: tests, workers: workers))
      #expect(split.makespan <= work)
      #expect(split.ends.count == workers)
      #expect(split.counts.reduce(0, +) == count)
      // Graham (1969): a queue keeps within twice the least, longest first within four thirds of it.
      if strategy == .nextTest {
        #expect(split.makespan <= 2 * Split.leastTime(of: tests, workers: workers))
      }
    }
  }

  @Test func `a split made with the weights of one run is timed with those of another`() {
    let tests = Self.tests("0:9 0:1 0:1 0:7")
    let weights: [Int64] = [1, 9, 8, 1]
    #expect(Split(tests, .leastDurationShards, workers: 2).makespan == 9_000_000)
    #expect(
      Split(tests, .leastDurationShards, workers: 2, weights: weights).ends
        == [8_000_000, 10_000_000])
  }
}

extension TestSet.Test {
  /// A test of no run, of which the scope is its file.
  init(named name: String, group: Int, duration: Int64) {
    var names = NameTable()
    let label = names.intern(name)
    self.init(
      TestSet.Label(names: .init(names), name: label), group: group, scope: group,
      duration: duration)
  }
}

/// A small source of numbers that are the same each time.
private struct Substream: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
