import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@Suite struct AnswerTests {
  @Test func `what was saved and that nothing is left to save`() {
    #expect(
      toyTwoParallel.comparison().answer
        == "toy_two_parallel: 9 s → 4 s in parallel, saved 5 s (2.25×); floor 4 s, reached")
  }

  @Test func `nothing ran in parallel`() {
    #expect(
      toyApp.comparison().answer
        == "toy_app: 6 s, nothing ran in parallel; floor 4 s, 2 s above it")
  }

  @Test func `time that was lost`() {
    // A run of 7 s with a floor of 4 s against a twin of 6 s: contention made it slower.
    let slow = flow(
      "x", component("first", 3000), component("a", 4000, isParallel: true), component("b", 1000))
    let fast = flow(
      "x", component("first", 2000), component("a", 3000, isParallel: true), component("b", 1000))
    let comparison = Comparison(
      run: Analysis(slow.run()), twin: Analysis(fast.run(as: .serial)))
    #expect(
      comparison.answer
        == "x: 6 s → 7 s in parallel, lost 1 s (0.857×); floor 4 s, 3 s above it")
  }

  @Test func `two inputs, of which the first is serial`() {
    // Sixteen calls of 2.336 s and one of 1.241 s share a slot.
    var parts = Array(
      repeating: component("part", 2336, isParallel: true, onBox: true), count: 17)
    for index in parts.indices { parts[index].name = "part \(index)" }
    parts[16].takes = .constant(1_241_000_000)
    let run = Model(
      name: "j2", machines: [Model.Machine(name: "box")], components: parts,
      flow: parts.indices.map { Model.Step(component: $0) })
    let serial = Model(
      name: "j1-warm", machines: [Model.Machine(name: "box")],
      components: parts.indices.map { component("part \($0)", $0 < 16 ? 4500 : 2212) },
      flow: parts.indices.map { Model.Step(component: $0) })
    let comparison = Comparison(
      name: "j1-warm → j2", run: Analysis(run.run()), baseline: .other(Analysis(serial.run())))
    #expect(
      comparison.answer
        == "j1-warm → j2: 74.212 s → 38.617 s, saved 35.595 s (1.92×); "
        + "floor 2.336 s, 36.281 s above it")
  }

  @Test func `a trace is told against its work, which is only an upper bound`() {
    var log = LogBuilder(header: LogHeader(name: "ci", origin: .trace(format: "x", part: 1)))
    let name = log.intern("job")
    for call in CallNumber(1)...2 {
      log.append(.callRequested(parent: 0, step: 0, arguments: .none), at: 0, name, call: call)
      log.append(.callStarted(machine: .none, slot: 0), at: 0, name, call: call)
      log.cause(log.count - 2, .program)
    }
    for call in CallNumber(1)...2 {
      log.append(.callSucceeded, at: 2 * second, name, call: call)
      log.cause(2 * Int(call), .program)
    }
    #expect(
      Comparison(run: Analysis(log.close()), baseline: .work).answer
        == "ci: 4 s of work → 2 s in parallel, saved at most 2 s (2×); "
        + "floor unknown: dependencies not recorded")
  }

  @Test func `a twin that never gets on says so`() {
    #expect(
      dashboard.comparison().answer
        == "dashboard: 4 s in parallel; one after the other it never gets past dashboard, which "
        + "never ends; floor 4 s, reached")
  }

  @Test func `a twin that makes other calls is not subtracted`() {
    let other = flow("x", component("train", 9000))
    let comparison = Comparison(
      run: Analysis(toyTwoParallel.run()), twin: Analysis(other.run(as: .serial)))
    #expect(comparison.saved == nil)
    #expect(comparison.answer.contains("one after the other it makes other calls"))
  }

  @Test func `a run that was cut off is not held against a whole one`() {
    let comparison = sharedMachine.comparison(limits: Limits(time: 5 * second))
    #expect(comparison.saved == nil)
    #expect(
      comparison.answer
        == "shared_machine: cut off at its time limit, at 5 s")
    #expect(
      comparison.sentences.contains(
        "the run did not come to its end; its measures are of what was done by then"))
  }

  @Test func `a log that was not closed is not held against a whole run`() throws {
    let lines = toyApp.run().encoded().split(separator: UInt8(ascii: "\n")).dropLast(4)
    let log = try Log.read(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).log
    let comparison = Comparison(
      run: Analysis(log), twin: Analysis(toyApp.run(as: .serial)))
    #expect(comparison.answer == "toy_app: 4 s; its log was not closed")
    #expect(
      comparison.sentences.contains(
        "the log was not closed; its measures are of what was written by then"))
  }

  @Test func `a call that would have ended is not told as one that never does`() {
    let limited = toyApp.comparison(limits: Limits(time: 5 * second))
    #expect(!limited.sentences.contains { $0.contains("never ends") })
    #expect(
      limited.answer
        == "toy_app: cut off at its time limit, at 5 s")
  }

  @Test func `nothing at all is told as well`() {
    let empty = flow("empty")
    #expect(empty.comparison().answer == "empty: 0 s, nothing ran in parallel; floor 0 s, reached")
    #expect(empty.comparison().speedup == nil)
  }

  @Test func `centuries on many machines are not too much`() {
    var model = toyTwoParallel
    for index in model.components.indices {
      model.components[index].takes = .constant(Limits.longestTime)
    }
    let comparison = Comparison(
      run: Analysis(model.run()), twin: Analysis(model.run()))
    #expect(SummaryReport(comparison).text.contains("efficiency"))
    #expect(Explanation(comparison).text.contains("efficiency = speedup/P = 1/3 = 0.333"))
  }
}
