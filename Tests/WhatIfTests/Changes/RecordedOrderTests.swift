import EventLog
import Simulation
import Testing
import TestSupport
import TraceAnalysis
import TraceFormats

/// The order in which calls that were recorded get slots when they are run again.
@Suite struct RecordedOrderTests {
  /// A task, with those that it needs, and when it ran, in milliseconds.
  private struct Recorded {
    var needs: [Int] = []
    var start: Int
    var time: Int
  }

  /// A workflow that tells of all tasks what they need.
  private func read(_ tasks: [Recorded]) throws -> Log {
    let specified = tasks.enumerated().map { place, task in
      let parents = task.needs.map { "\"\($0)\"" }.joined(separator: ",")
      return #"{"name":"t\#(place)","id":"\#(place)","parents":[\#(parents)],"children":[]}"#
    }
    let executed = tasks.enumerated().map { place, task in
      let at = "\(task.start / 1_000).\(String(task.start % 1_000 + 1_000).dropFirst())"
      return #"{"id":"\#(place)","runtimeInSeconds":\#(Double(task.time) / 1_000),"#
        + #""executedAt":"2026-11-28T10:00:\#(task.start < 10_000 ? "0" : "")\#(at)Z"}"#
    }
    let text =
      #"{"name":"w","schemaVersion":"1.5","workflow":{"specification":{"tasks":["#
      + specified.joined(separator: ",") + #"]},"execution":{"tasks":["#
      + executed.joined(separator: ",") + "]}}}"
    let format = try #require(TraceFormat.all.first { $0.name == "a workflow in WfFormat" })
    return try format.read(TraceInput(bytes: Array(text.utf8), name: "w")).log
  }

  /// The second gets the slot that the one which it needs gives back, before the third, which waits for one since the beginning.
  @Test func `what becomes ready when a slot is given back comes when it came`() throws {
    let log = try read([
      Recorded(start: 0, time: 5_000), Recorded(needs: [0], start: 5_000, time: 5_000),
      Recorded(needs: [1], start: 10_000, time: 20_000), Recorded(start: 0, time: 10_000),
      Recorded(start: 10_000, time: 20_000),
    ])
    #expect(try RecordedPlan(log).makespan() == 30_000_000_000)
  }

  /// Else the third would be given the slot that the second takes after the moment that it takes to start it.
  @Test func `nothing gets a slot before what came first within a moment`() throws {
    let log = try read([
      Recorded(start: 0, time: 2_000), Recorded(start: 5, time: 3_000),
      Recorded(start: 2_000, time: 4_000),
    ])
    #expect(try RecordedPlan(log).makespan() == 6_000_000_000)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `whatever order calls came in, they come so again`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (count, workers) = (
      Int.random(in: 3...14, using: &random), Int.random(in: 1...3, using: &random)
    )
    let times = (0..<count).map { _ in Int.random(in: 1...9, using: &random) * 100 }
    let needs = (0..<count).map { task in
      (0..<task).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
    }
    let ranks = Array(0..<count).shuffled(using: &random)
    // Whoever comes first of those that are ready gets the next free worker.
    var (free, ends) = ([Int](repeating: 0, count: workers), [Int?](repeating: nil, count: count))
    var tasks = times.map { Recorded(start: 0, time: $0) }
    var (now, open) = (0, Set(0..<count))
    while !open.isEmpty {
      let ready = open.filter { task in needs[task].allSatisfy { (ends[$0] ?? .max) <= now } }
      if let worker = free.indices.filter({ free[$0] <= now }).first,
        let task = ready.min(by: { ranks[$0] < ranks[$1] })
      {
        tasks[task] = Recorded(needs: needs[task], start: now, time: times[task])
        ends[task] = now + times[task]
        free[worker] = now + times[task]
        open.remove(task)
      } else {
        now = (free + ends.compactMap(\.self)).filter { $0 > now }.min() ?? now + 1
      }
    }
    let log = try read(tasks)
    let makespan = try RecordedPlan(log).makespan()
    #expect(makespan == log.end, "seed \(seed)")
  }
}
