import Schedules
import Testing

/// The shortest schedule is found that leads to the same failure.
struct ShrinkingTests {
  @Test(arguments: 0..<60)
  func `one change of tasks is left where one is enough`(seed: Int) throws {
    // It fails when task 1 comes before task 0 has done its second step.
    let program = LaneProgram([[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0]]) { order in
      let second = order.enumerated().filter { $0.element == 0 }.map(\.offset)[1]
      return order[..<second].contains(1)
    }
    let run = try #require(
      Exploration(of: program, by: .randomWalk, seed: UInt64(seed), limit: 1_000).firstFailure())
    var shrinking = Shrinking(run, of: program)
    shrinking.run()
    #expect(shrinking.shortest.failure?.signature == "order")
    #expect(shrinking.shortest.schedule.switches.count == 1, "seed \(seed)")
    #expect(shrinking.shortest.schedule.choices.allSatisfy { $0 <= 1 })
    #expect(shrinking.tries < 200)
  }

  @Test func `what fails without any change is told so`() throws {
    let program = LaneProgram([[0, 0], [0, 0]]) { _ in true }
    let run = try #require(
      Exploration(of: program, by: .randomWalk, seed: 3, limit: 10).firstFailure())
    var shrinking = Shrinking(run, of: program)
    shrinking.run()
    #expect(shrinking.shortest.schedule == Schedule())
  }

  @Test func `no other failure takes its place`() throws {
    // Whatever is shorter fails in another way.
    final class TwoFailures: ScheduledProgram {
      let inner = LaneProgram([[0, 0], [0, 0]])
      func run(_ chooser: any Chooser) -> ScheduledRun {
        var run = inner.run(chooser)
        let switches = run.schedule.switches.count
        run.failure = ScheduledRun.Failure(
          signature: switches >= 2 ? "deep" : "flat", text: "", step: run.steps.count - 1)
        return run
      }
    }
    let program = TwoFailures()
    let run = program.run(Replay(Schedule([1, 1])))
    #expect(run.failure?.signature == "deep")
    var shrinking = Shrinking(run, of: program)
    shrinking.run()
    #expect(shrinking.shortest.failure?.signature == "deep")
  }

  @Test(arguments: ["none", "0:1", "5:1,17:2", "3:4"])
  func `a schedule is the same after it was text`(text: String) throws {
    #expect(try #require(Schedule(text: text)).text == text)
  }

  @Test(arguments: [
    "", "1", "1:", ":1", "1:1,", "a:b", "1:1:1", "99999999999:1", "-1:1", "999999999:1",
  ])
  func `what is no schedule is not taken for one`(text: String) {
    #expect(Schedule(text: text) == nil)
  }
}
