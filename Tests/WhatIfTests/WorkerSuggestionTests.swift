import EventLog
import TestSupport
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// On how many workers tasks should run of which only is known how long each took.
@Suite struct WorkerSuggestionTests {
  /// Tasks with their seconds and what they need, as WfFormat 1.3 has them, of two machines.
  private func advice(_ tasks: [(time: Int, needs: [Int])]) throws -> TraceAdvice {
    let texts = tasks.enumerated().map { place, task in
      let parents = task.needs.map { "\"t\($0)\"" }.joined(separator: ", ")
      return
        #"{"name": "t\#(place)", "id": "t\#(place)", "runtime": \#(task.time), "parents": [\#(parents)], "machine": "m\#(place % 2)"}"#
    }
    let text =
      #"{"name": "x", "schemaVersion": "1.3", "workflow": {"makespan": 99, "tasks": [\#(texts.joined(separator: ","))]}}"#
    let input = TraceInput(bytes: Array(text.utf8), name: "tasks")
    let format = try #require(TraceFormat.all.first { $0.name.contains("WfFormat") })
    return TraceAdvice(Analysis(try format.read(input).log))
  }

  @Test func `workers are doubled until the longest chain is reached`() throws {
    // One task, eight that need it, and one that needs those: 10 s of work, a chain of 3 s.
    let middle = (1...8).map { _ in (time: 1, needs: [0]) }
    let advice = try advice([(1, [])] + middle + [(1, Array(1...8))])
    #expect(advice.recorded == 10_000_000_000)
    #expect(
      advice.suggestions.map(\.change) == [
        "run them on 8 workers", "run them on 4 workers", "run them on 2 workers",
      ])
    #expect(advice.suggestions.map(\.saves) == [7_000_000_000, 6_000_000_000, 4_000_000_000])
    #expect(
      advice.remarks == [
        "Run in the order in which what they need lets them begin, the 10 tasks take: one after the other 10 s, on 2 workers 6 s, "
          + "on 4 workers 4 s, on 8 workers 3 s; no number of workers makes that less than 3 s, the longest chain."
      ])
  }

  @Test func `what is one chain gains nothing`() throws {
    let advice = try advice([(1, []), (2, [0]), (3, [1])])
    #expect(advice.suggestions.isEmpty)
    #expect(
      advice.remarks.count == 1
        && advice.remarks[0].contains("no number of workers makes that less than 6 s"))
  }

  @Test func `tasks that take no time have no advice`() throws {
    #expect(try advice([(0, []), (0, [0])]).suggestions.isEmpty)
  }
}
