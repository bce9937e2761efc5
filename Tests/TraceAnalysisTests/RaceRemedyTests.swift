import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What would put two accesses that race in order, and what else is read off a log for reports.
@Suite struct RaceRemedyTests {
  private func component(
    _ name: String, _ time: Nanoseconds, isParallel: Bool, isEndless: Bool = false
  ) -> Model.Component {
    var component = Model.Component(
      name: name, takes: isEndless ? .forever : .constant(time), isParallel: isParallel)
    component.behaviour.effects = [
      .init(.write(0, [.init(.number(1))]), isEndless ? .every(.constant(1), times: nil) : .start)
    ]
    return component
  }

  private func run(_ components: [Model.Component], _ flow: [Model.Step]) -> Analysis {
    Analysis(
      Model(name: "m", components: components, variables: [.init(name: "x")], flow: flow).run())
  }

  @Test func `the call that was asked for first is to be waited for`() throws {
    let run = run(
      [component("a", 4, isParallel: true), component("b", 4, isParallel: false)],
      [.init(component: 0), .init(component: 1)])
    let race = try #require(Races(run.log).races.first)
    #expect(run.remedy(for: race) == .wait(for: 2, before: .call(3), orNotParallel: true))
    #expect(run.parallelSides(of: race).map(\.call) == [2])
  }

  @Test func `before what the flow does itself, a call is to be waited for`() throws {
    let run = run(
      [component("a", 4, isParallel: true)], [.init(component: 0), .set(0, .init(.number(2)))])
    let race = try #require(Races(run.log).races.first)
    #expect(
      run.remedy(for: race) == .wait(for: 2, before: .flow(isWrite: true), orNotParallel: true))
  }

  @Test func `nobody is to wait for what never ends`() throws {
    let run = run(
      [
        component("a", 4, isParallel: true, isEndless: true), component("b", 4, isParallel: false),
      ], [.init(component: 0), .init(component: 1)])
    let race = try #require(Races(run.log).races.first)
    #expect(run.remedy(for: race) == .cope(endless: 2, other: 3))
  }

  @Test func `what a flow never calls is told, and of a task graph nothing`() {
    let a = component("a", 4, isParallel: false)
    let b = component("b", 4, isParallel: false)
    #expect(run([a, b], [.init(component: 1)]).neverCalled == ["a"])
    let tasks = Model(
      name: "m", components: [.init(name: "a", takes: .constant(1))], tasks: TaskGraph([[]]))
    #expect(Analysis(tasks.run()).neverCalled.isEmpty)
  }

  @Test func `what had become of a call that answers another is read off the log`() {
    var flaky = component("flaky", 2, isParallel: true)
    flaky.behaviour.cachesCalls = true
    flaky.behaviour.failure = .init()
    flaky.behaviour.raisesException = false
    let call = Model.Step(component: 0, arguments: "A")
    let log = run([flaky], [call, call, .wait(.time(3)), call]).log
    let answers = CachedAnswers(log)
    let outcomes = log.events.indices.compactMap { seq -> CachedAnswers.Outcome? in
      guard case .callCached(let hit, _, _) = log.events[seq].kind else { return nil }
      return answers.outcome(of: hit, at: seq)
    }
    #expect(outcomes == [.notEnded, .failed])
  }
}
