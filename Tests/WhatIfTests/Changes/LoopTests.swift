import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// Calls that a loop makes one after the other, so many of which are to run at once.
@Suite struct LoopTests {
  /// A caller that makes so many calls of 100 ms one after the other, as spans tell it.
  private func recorded(_ count: Int) throws -> Analysis {
    func span(_ id: Int, _ name: String, _ start: Int, _ end: Int) -> String {
      #"{"traceId":"1","id":"\#(id + 16)","name":"\#(name)","timestamp":\#(1_700_000_000_000_000 + start * 1_000),"#
        + #""duration":\#((end - start) * 1_000),"localEndpoint":{"serviceName":"shop"}"#
        + (id > 0 ? #","parentId":"16"}"# : "}")
    }
    let spans =
      [span(0, "page", 0, count * 100)]
      + (1...count).map { span($0, "query", ($0 - 1) * 100, $0 * 100) }
    let input = TraceInput(bytes: Array("[\(spans.joined(separator: ","))]".utf8), name: "page")
    let format = try #require(TraceFormat.all.first { $0.name == "a Zipkin trace" })
    return Analysis(try format.read(input).log)
  }

  /// The same as a scenario.
  private func scenario(_ count: Int) throws -> Model {
    let steps = Array(repeating: "  - run: query\n", count: count).joined()
    return try Scenario.read(
      "components:\n  query: {takes: 100ms}\nflow:\n\(steps)", name: "page")
  }

  @Test(arguments: [1, 2, 5, 8, 13])
  func `so many of a loop at once take as long as the same simulated`(count: Int) throws {
    let run = try recorded(count)
    let model = try scenario(count)
    for atOnce in [1, 2, 3, 8, 100] {
      let change = Change.atOnce("*query", atOnce)
      let predicted = try Prediction(run, [change]).after.measures.makespan
      #expect(predicted == Nanoseconds((count + atOnce - 1) / atOnce) * 100_000_000)
      let simulated = try model.changed(by: [change])
      #expect(Analysis(simulated.run()).measures.makespan == predicted)
    }
  }

  /// Who says how many says that they run beside each other.
  @Test func `a number says more than that they are parallel`() throws {
    let (whole, number) = (Change.parallel("*query"), Change.atOnce("*query", 4))
    // Which calls are meant decides, and not how they are called.
    for order in [[whole, number], [number, whole], [.parallel("*"), number]] {
      #expect(try Prediction(recorded(8), order).after.measures.makespan == 200_000_000)
      #expect(
        try Analysis(scenario(8).changed(by: order).run()).measures.makespan == 200_000_000)
    }
    #expect(
      try Prediction(recorded(8), [.parallel("*query")]).after.measures.makespan == 800_000_000)
  }

  /// Threads that each make so many calls of 100 ms, one right after the other.
  private func threads(_ threads: Int, calls: Int) throws -> Analysis {
    let slices = (0..<threads).flatMap { thread in
      (0..<calls).map {
        #"{"ph":"X","name":"query","pid":1,"tid":\#(thread),"ts":\#($0 * 100_000 + thread),"dur":100000}"#
      }
    }
    let input = TraceInput(bytes: Array("[\(slices.joined(separator: ","))]".utf8), name: "page")
    let format = try #require(TraceFormat.all.first { $0.name == "a Chrome trace" })
    return Analysis(try format.read(input).log)
  }

  /// Whoever called them: so many run at once, and no more.
  @Test(arguments: [1, 2, 3, 7], [1, 2, 3, 5, 100])
  func `no more than so many run at once, whichever thread calls them`(count: Int, atOnce: Int)
    throws
  {
    let calls = 5
    let prediction = try Prediction(threads(count, calls: calls), [.atOnce("query", atOnce)])
    let rounds = (count * calls + atOnce - 1) / atOnce
    // The threads begin a microsecond after each other.
    let least = Nanoseconds(rounds) * 100_000_000
    #expect((least...least + 10_000).contains(prediction.after.measures.makespan))
    #expect(prediction.after.measures.peak <= atOnce)
    #expect(try #require(prediction.bound) <= prediction.after.measures.makespan)
  }

  @Test func `what runs within another of them does not wait for itself`() throws {
    let slices = [(0, 100_000), (10_000, 50_000), (120_000, 30_000)].map {
      #"{"ph":"X","name":"query","pid":1,"tid":1,"ts":\#($0.0),"dur":\#($0.1)}"#
    }
    let input = TraceInput(bytes: Array("[\(slices.joined(separator: ","))]".utf8), name: "page")
    let format = try #require(TraceFormat.all.first { $0.name == "a Chrome trace" })
    let run = Analysis(try format.read(input).log)
    // The second begins within the first and goes on beside it; the third waits for the first.
    let prediction = try Prediction(run, [.atOnce("query", 1)])
    #expect(prediction.after.measures.makespan == 90_000_000)
  }

  @Test func `what a loop calls is what advice begins with, and says what is not known`() throws {
    let advice = TraceAdvice(try recorded(6))
    let best = try #require(advice.suggestions.first)
    #expect(
      best.change.hasPrefix("run up to 6 calls of ") && best.change.hasSuffix("query at once"))
    #expect(best.saves == 500_000_000)
    #expect(best.certainty == .estimate)
    #expect(best.caveats.first == "whether what comes next needs it is not recorded")
    #expect(best.trial?.changes.map(\.option).first?.hasPrefix("--at-once ") == true)
  }

  /// What is called again and again needs as many threads as calls, and not one more.
  @Test
  func `advice for a thread begins with what was tried of its calls, and knows what that takes`()
    throws
  {
    let slices =
      [#"{"ph":"X","name":"main","pid":1,"tid":1,"ts":0,"dur":600000}"#]
      + (0..<6).map {
        #"{"ph":"X","name":"query","pid":1,"tid":1,"ts":\#($0 * 100_000),"dur":100000}"#
      }
    let input = TraceInput(bytes: Array("[\(slices.joined(separator: ","))]".utf8), name: "page")
    let format = try #require(TraceFormat.all.first { $0.name == "a Chrome trace" })
    let advice = TraceAdvice(Analysis(try format.read(input).log))
    let best = try #require(advice.suggestions.first)
    #expect(best.change == "run up to 6 calls of query at once")
    #expect(best.saves == 500_000_000)
    #expect(!advice.suggestions.contains { $0.change.hasPrefix("run query beside") })
  }

  @Test func `tasks are told what to use instead`() throws {
    let model = Model(
      name: "tasks", components: [.init(name: "a", takes: .constant(1))], tasks: TaskGraph([[]]))
    #expect(throws: ChangeError.self) { try model.changed(by: [.atOnce("a", 2)]) }
  }
}
