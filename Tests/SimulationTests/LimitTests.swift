import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct LimitTests {
  private let steps = model("a=1 | " + String(repeating: "a ", count: 20))

  private func limit(of log: Log) -> String? {
    if case .runLimited(let limit)? = log.events.dropLast().last?.kind {
      log.names[limit]
    } else {
      nil
    }
  }

  @Test(arguments: 1...140)
  func `a run logs no more events than it may, and then says so`(events: Int) throws {
    let whole = steps.run()
    let log = steps.run(limits: Limits(events: events))
    #expect(log.isClosed && log.events.count <= max(events, 4) + 5)
    if case .limit = log.ending {
      #expect(limit(of: log) == "events")
      #expect(log.firstDifference(from: whole)?.seq == log.events.count - 2)
    } else {
      #expect(log.encoded() == whole.encoded())
    }
    #expect(try Log.read(log.encoded()).log.events.count == log.events.count)
  }

  @Test func `a run takes no more memory than it may, always up to the same event`() throws {
    let many = model("a=1p | " + String(repeating: "a ", count: 10_000))
    var limits = Limits()
    limits.memory = 100_000
    let log = many.run(limits: limits)
    #expect(limit(of: log) == "memory")
    #expect(log.events.count == many.run(limits: limits).events.count)
    #expect((50...300).contains(log.events.count))
    #expect(try Log.read(log.encoded()).log.ending == .limit("memory"))
    limits.memory = 100_000_000
    #expect(many.run(limits: limits).ending == .end)
  }

  @Test func `a flow that asks and asks is cut off while it does`() {
    let many = model("a=1p | " + String(repeating: "a ", count: 10_000))
    let log = many.run(limits: Limits(events: 50))
    #expect(limit(of: log) == "events" && log.events.count == 52)
  }

  @Test func `a flow that does nothing very often is cut off, and its log is read`() throws {
    let nothing = Model.Step.when(Expression(.flag(false)), [.stop(nil)])
    var model = steps
    model.flow = [.repeat(.times(1_000_000_000), [nothing])]
    let log = model.run()
    #expect(limit(of: log) == "steps")
    #expect(try Log.read(log.encoded()).log.encoded() == log.encoded())
  }

  @Test func `of very many calls each is told what it waited for, or is stopped`() {
    let count = 30_000
    var waiting = (0..<count).map {
      Model.Component(name: "t\($0)", takes: .constant(1), machine: 0)
    }
    waiting[0].takes = .forever
    var graph = TaskGraph()
    for _ in waiting { graph.append(needing: []) }
    let stuck = Model(
      name: "stuck", machines: [.init(name: "m")], components: waiting, tasks: graph
    )
    .run()
    let told = stuck.events.lazy.filter {
      if case .callStopped(let reason) = $0.kind {
        stuck.names[reason].contains("held by t0")
      } else {
        false
      }
    }
    #expect(told.count == count - 1)
    var stopped = model("a=1p | a")
    stopped.flow = Array(repeating: stopped.flow[0], count: count) + [.stop(0)]
    let log = stopped.run()
    #expect(log.events.count { if case .callStopped = $0.kind { true } else { false } } == count)
  }

  @Test func `a run reaches its last instant and none after it`() {
    for seconds in 0...25 as ClosedRange<Nanoseconds> {
      let log = steps.run(limits: Limits(time: seconds * second))
      #expect(log.end == min(seconds, 20) * second)
      #expect((log.ending == .end) == (seconds >= 20))
      #expect(limit(of: log) == (seconds < 20 ? "time" : nil))
    }
  }

  @Test func `no limit is longer than a hundred years`() {
    #expect(Limits(time: .max).time == Limits.longestTime)
    let long = Model.Component(name: "a", takes: .constant(Limits.longestTime))
    let twice = Model(
      name: "x", components: [long],
      flow: [Model.Step(component: 0), Model.Step(component: 0)])
    let log = twice.run()
    #expect(log.end == Limits.longestTime && limit(of: log) == "time")
  }
}
