import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct FailureTests {
  private func run(_ components: [Model.Component], _ flow: [Model.Step]) -> String {
    let model = Model(name: "failing", components: components, flow: flow)
    let log = Simulator.run(model, LogHeader.Setup(text: ""))
    #expect((try? Log.read(log.encoded()).log.encoded()) == log.encoded())
    return story(of: log)
  }

  private func failing(
    _ name: String, _ seconds: Double, parallel: Bool = false,
    _ change: (inout Behaviour) -> Void = { _ in }
  ) -> Model.Component {
    component(name, seconds, parallel: parallel) {
      $0.failure = .init()
      $0.failure?.at = .after(second)
      $0.failure?.reason = "out of memory"
      change(&$0)
    }
  }

  private let two: [Model.Step] = [.init(component: 0), .init(component: 1)]

  @Test func `a call that fails ends the run`() {
    #expect(
      run([failing("train", 3, parallel: true), component("analyze", 5)], two) == """
        0 flow requested
        0 flow started
        0 train 2 requested
        0 analyze 3 requested
        0 flow blocked on 3
        0 train 2 started
        0 analyze 3 started
        1 train 2 failed: out of memory
        1 analyze 3 stopped: train failed: out of memory
        1 flow failed: train failed: out of memory
        1  run failed: train failed: out of memory
        """)
  }

  @Test func `a call that fails when the flow has ended ends the run as badly`() {
    let train = failing("train", 3, parallel: true)
    #expect(
      run([train], [.init(component: 0)]).hasSuffix("\n1  run failed: train failed: out of memory"))
  }

  @Test func `without raising it leaves the flow stuck where it waits`() {
    #expect(
      run([failing("train", 3) { $0.raisesException = false }, component("analyze", 5)], two) == """
        0 flow requested
        0 flow started
        0 train 2 requested
        0 flow blocked on 2
        0 train 2 started
        1 train 2 failed: out of memory
        1  deadlock: the flow waits for train, which failed
        1 flow stopped: it waited for train, which failed
        """)
  }

  @Test func `it is tried again after a while that grows`() {
    let train = failing("train", 3) {
      $0.failure?.calls = [1, 2]
      $0.retries = .init(times: 3, backoff: second, factor: 2)
    }
    #expect(
      run([train, component("analyze", 5)], two) == """
        0 flow requested
        0 flow started
        0 train 2 requested
        0 flow blocked on 2
        0 train 2 started
        1 train 2 failed: out of memory
        2 train 3 requested
        2 train 3 started
        3 train 3 failed: out of memory
        5 train 4 requested
        5 train 4 started
        8 train 4 succeeded
        8 flow resumed
        8 analyze 5 requested
        8 flow blocked on 5
        8 analyze 5 started
        13 analyze 5 succeeded
        13 flow resumed
        13 flow succeeded
        """)
  }

  @Test func `a call that takes too long fails`() {
    #expect(
      run([component("train", 3) { $0.timeout = 2 * second }, component("analyze", 5)], two) == """
        0 flow requested
        0 flow started
        0 train 2 requested
        0 flow blocked on 2
        0 train 2 started
        2 train 2 failed: it timed out after 2 s
        2 flow failed: train failed: it timed out after 2 s
        2  run failed: train failed: it timed out after 2 s
        """)
  }

  @Test func `the flow can stop a call, and itself with all that runs`() {
    #expect(
      run(
        [component("train", 9, parallel: true), component("analyze", 9, parallel: true)],
        two + [.wait(.time(second)), .stop(0), .wait(.time(second)), .stop(nil)]) == """
          0 flow requested
          0 flow started
          0 train 2 requested
          0 analyze 3 requested
          0 flow blocked 1 s
          0 train 2 started
          0 analyze 3 started
          1 flow resumed
          1 train 2 stopped: the flow stopped it
          1 flow blocked 1 s
          2 flow resumed
          2 analyze 3 stopped: the flow stopped the run
          2 flow succeeded
          """)
  }

  @Test func `a call that ends the run as it starts keeps those beside it from starting`() {
    let broken = failing("train", 3, parallel: true) { $0.failure?.at = .after(0) }
    #expect(
      run([broken, component("analyze", 5)], two) == """
        0 flow requested
        0 flow started
        0 train 2 requested
        0 analyze 3 requested
        0 flow blocked on 3
        0 train 2 started
        0 train 2 failed: out of memory
        0 analyze 3 stopped: train failed: out of memory
        0 flow failed: train failed: out of memory
        0  run failed: train failed: out of memory
        """)
  }

  @Test func `what failed answers from the cache as it is, and is not tried again`() {
    let train = failing("train", 3, parallel: true) {
      $0.cachesCalls = true
      $0.raisesException = false
    }
    #expect(
      run(
        [train],
        [.init(component: 0), .wait(.time(2 * second)), .init(component: 0)]) == """
          0 flow requested
          0 flow started
          0 train 2 requested
          0 train 2 missed
          0 flow blocked 2 s
          0 train 2 started
          1 train 2 failed: out of memory
          2 flow resumed
          2 flow cached 2
          2 flow succeeded
          """)
  }

  @Test(arguments: [true, false])
  func `in a reactive flow what failed is passed over or never passed`(isParallel: Bool) {
    let train = failing("train", 3, parallel: isParallel) { $0.raisesException = false }
    var model = Model(
      name: "reactive", components: [train, component("after", 1)],
      flow: [.init(component: 0), .init(component: 1)])
    model.isReactive = true
    let log = model.run()
    let called = log.events.compactMap { event in
      if case .callRequested = event.kind { log.names[event.component] } else { nil }
    }
    #expect(called == (isParallel ? ["flow", "train", "after"] : ["flow", "train"]))
    #expect(!log.events.contains { if case .callCached(2, _, _) = $0.kind { true } else { false } })
    #expect((log.ending == .end) == isParallel)
  }
}
