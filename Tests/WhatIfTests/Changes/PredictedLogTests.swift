import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats

@testable import WhatIf

/// The log of a prediction is one as any other: it can be read, and run again as it is it takes as long.
@Suite struct PredictedLogTests {
  /// Slices within slices on up to three threads, as a Chrome trace.
  private static func trace(_ seed: Int) -> [UInt8] {
    var numbers = SeededGenerator(seed: UInt64(seed))
    var slices: [String] = []
    func add(_ thread: Int, _ start: Int, _ end: Int, _ depth: Int) {
      let name = "f\(Int.random(in: 0..<6, using: &numbers))"
      slices.append(
        #"{"ph":"X","pid":1,"tid":\#(thread),"name":"\#(name)","ts":\#(start),"dur":\#(end - start)}"#
      )
      var time = start + Int.random(in: 0...2, using: &numbers)
      while depth < 3, time < end, Bool.random(using: &numbers) {
        let inner = min(end, time + Int.random(in: 1...8, using: &numbers))
        add(thread, time, inner, depth + 1)
        time = inner + Int.random(in: 0...2, using: &numbers)
      }
    }
    for thread in 1...Int.random(in: 1...3, using: &numbers) {
      var time = Int.random(in: 0...3, using: &numbers)
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        let end = time + Int.random(in: 1...20, using: &numbers)
        add(thread, time, end, 0)
        time = end + Int.random(in: 0...2, using: &numbers)
      }
    }
    return Array("[\(slices.joined(separator: ","))]".utf8)
  }

  private static func read(_ bytes: [UInt8]) throws -> Analysis {
    guard case .trace(let format)? = InputFormat(of: bytes) else { throw NoTrace() }
    return Analysis(try format.read(TraceInput(bytes: bytes, name: "run")).log)
  }

  private struct NoTrace: Error {}

  private static let changes: [[Change]] = [
    [.parallel("f1")], [.parallel("*")], [.serial("f2")], [.edge(from: "f3", to: "f4")],
    [.overhead(1_000)], [.remove("f5")], [.workers(1)], [.workers(2)],
    [.faster("f*", .times(2))],
  ]

  @Test(arguments: 0..<60)
  func `a prediction can be read, and takes as long when it is run again`(seed: Int) throws {
    let recorded = try Self.read(Self.trace(seed))
    for changes in Self.changes {
      // What is not there, or would wait in a circle, is refused.
      guard let prediction = try? Prediction(recorded, changes) else { continue }
      let what = Comment("seed \(seed), \(changes.map(\.option))")
      let log = try #require(try? Log.read(prediction.log.encoded()).log, what)
      let again = try Prediction(Analysis(log), [.overhead(0)])
      // In which order calls came that were ready at one instant is not told.
      if changes != [.workers(2)] {
        #expect(again.unchanged.makespan == prediction.after.makespan, what)
      }
    }
  }

  @Test func `what takes no worker of its own and is let run beside others is told`() throws {
    let slices = [("load", 0, 12), ("read", 0, 4), ("parse", 4, 12)].map { name, start, end in
      #"{"ph":"X","pid":1,"tid":1,"name":"\#(name)","ts":\#(start),"dur":\#(end - start)}"#
    }
    let recorded = try Self.read(Array("[\(slices.joined(separator: ","))]".utf8))
    #expect(try Prediction(recorded, [.parallel("*"), .workers(1)]).exceedsWorkers)
    #expect(try !Prediction(recorded, [.workers(1)]).exceedsWorkers)
  }

  private static func simulated(_ text: String) throws -> Analysis {
    Analysis(Simulator.run(try Scenario.read(text, name: "m"), LogHeader.Setup(text: text)))
  }

  /// Calls of a component that runs one at a time, as a prediction has them.
  @Test func `what took turns takes turns when it is run again`() throws {
    let text = """
      components: { build: { takes: 1s, parallel: true } }
      flow: [ { run: build }, { run: build }, { run: build } ]

      """
    let prediction = try Prediction(Self.simulated(text), [.overhead(0)])
    #expect(prediction.unchanged.makespan == 3_000_000_000)
    let faster = try Prediction(Self.simulated(text), [.faster("build", .times(2))])
    #expect(faster.after.makespan == 1_500_000_000)
    #expect(faster.bound == 1_500_000_000)
  }

  @Test(arguments: [SchedulingPolicy.criticalPathFirst, .longestFirst])
  func `what becomes ready as a slot gets free is a candidate for it`(
    policy: SchedulingPolicy
  ) throws {
    let text = """
      workers: 1
      tasks: { a: { takes: 4s }, b: { takes: 8s }, c: { takes: 5s, needs: [a] }, x: { takes: 1s } }

      """
    let changed = text.replacing("workers: 1", with: "workers: 2\npolicy: longest-first")
    let prediction = try Prediction(Self.simulated(text), [.workers(2), .policy(policy)])
    #expect(prediction.after.makespan == (try Self.simulated(changed)).makespan)
  }

  /// Spans are put on lanes so that none hides another, and no call waits for a lane.
  @Test func `lanes that nobody waited for limit nothing`() throws {
    let spans = [
      ("a", "0", 0, 40), ("b", "a", 5, 10), ("c", "a", 12, 20), ("d", "b", 6, 9),
      ("e", "c", 13, 39),
    ].map { name, parent, start, end in
      #"{"traceId":"1","id":"\#(name)","name":"\#(name)","timestamp":\#(1_000 + start),"#
        + #""duration":\#(end - start)\#(parent == "0" ? "" : #","parentId":"\#(parent)""#)}"#
    }
    let recorded = try Self.read(Array("[\(spans.joined(separator: ","))]".utf8))
    let prediction = try Prediction(recorded, [.parallel("*"), .overhead(1_000)])
    let again = try Prediction(Analysis(prediction.log), [.overhead(0)])
    #expect(again.unchanged.makespan == prediction.after.makespan)
    #expect(throws: ChangeError.self) { try Prediction(recorded, [.policy(.longestFirst)]) }
  }
}
