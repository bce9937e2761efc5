import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct SharedStateTests {
  private func run(
    _ components: [Model.Component], _ flow: [Model.Step], reactive: Bool = false
  ) -> String {
    var model = Model(
      name: "sharing", components: components,
      variables: [.init(name: "loss", value: .number(1)), .init(name: "round", value: .number(0))],
      flow: flow)
    model.isReactive = reactive
    let log = Simulator.run(model, LogHeader.Setup(text: ""))
    #expect((try? Log.read(log.encoded()).log.encoded()) == log.encoded())
    return story(of: log)
  }

  private func values(_ numbers: Double...) -> [Expression] { numbers.map { .init(.number($0)) } }

  @Test func `a flow waits for a condition, chooses and repeats`() {
    let train = component("train", 3, parallel: true) {
      $0.effects = [.init(.write(0, values(0.9, 0.5, 0.05)), .every(.constant(second), times: nil))]
    }
    #expect(
      run(
        [train, component("report", 1)],
        [
          .init(component: 0), .wait(.condition(expression(.variable(0), .isLess, 0.6))),
          .repeat(.times(2), [.set(1, expression(.variable(1), .plus, 1))]),
          .when(
            expression(.variable(1), .isEqual, 2), [.stop(0), .init(component: 1, arguments: "r")]),
        ]) == """
          0 flow requested
          0 flow started
          0 train 2 requested
          0 flow blocked …
          0 train 2 started
          1 train 2 wrote loss=0.9
          2 train 2 wrote loss=0.5
          2 flow resumed
          2 flow read round=0
          2 flow wrote round=1
          2 flow read round=1
          2 flow wrote round=2
          2 flow read round=2
          2 train 2 stopped: the flow stopped it
          2 report 3 requested r
          2 flow blocked on 3
          2 report 3 started
          3 report 3 succeeded
          3 flow resumed
          3 flow succeeded
          """)
  }

  @Test func `writes that nothing puts in order are a conflict`() {
    func writer(_ name: String, _ seconds: Double, parallel: Bool) -> Model.Component {
      component(name, seconds, parallel: parallel) {
        $0.effects = [.init(.write(0, values(seconds)), .end)]
      }
    }
    let flow: [Model.Step] = [.init(component: 0), .init(component: 1)]
    #expect(
      run([writer("a", 1, parallel: true), writer("b", 2, parallel: true)], flow).hasSuffix(
        "2 b 3 wrote loss=2\n2 b 3 conflict loss\n2 b 3 succeeded"))
    #expect(
      !run([writer("a", 1, parallel: false), writer("b", 2, parallel: false)], flow).contains(
        "conflict"))
  }

  @Test func `a reactive flow goes through its steps again whenever something changed`() {
    #expect(
      run(
        [component("a", 1), component("b", 2, parallel: true), component("c", 1)],
        [.init(component: 0), .init(component: 1), .init(component: 2)], reactive: true) == """
          0 flow requested
          0 flow started
          0 a 2 requested
          0 a 2 missed
          0 flow round 1 to 1
          0 flow blocked on 2
          0 a 2 started
          1 a 2 succeeded
          1 flow resumed
          1 flow cached 2
          1 b 3 requested
          1 b 3 missed
          1 c 4 requested
          1 c 4 missed
          1 flow round 2 to 3
          1 flow blocked on 4
          1 b 3 started
          1 c 4 started
          2 c 4 succeeded
          2 flow resumed
          2 flow cached 2
          2 flow cached 4
          2 flow round 3 to 0
          2 flow blocked a change
          3 b 3 succeeded
          3 flow resumed
          3 flow cached 2
          3 flow cached 3
          3 flow cached 4
          3 flow round 4 to 0
          3 flow succeeded
          """)
  }

  @Test func `a reactive flow that calls what is neither cached nor parallel goes round for ever`()
  {
    #expect(
      run(
        [component("a", 1) { $0.cachesCalls = false }, component("b", 2)],
        [.init(component: 0), .init(component: 1)], reactive: true) == """
          0 flow requested
          0 flow started
          0 a 2 requested
          0 flow round 1 to 1
          0 flow blocked on 2
          0 a 2 started
          1 a 2 succeeded
          1 flow resumed
          1  livelock: a is neither cached nor parallel, so the flow calls it each time it runs and never comes past step 1
          1 flow stopped: the run ended
          """)
  }

  @Test func `a reactive flow that changes what it looks at goes round for ever`() {
    let steps: [Model.Step] = [
      .set(1, expression(.variable(1), .plus, 1)), .init(component: 0),
    ]
    #expect(
      run([component("a", 1)], steps, reactive: true).hasSuffix(
        """
        0 flow round 10001 to 2
        0  livelock: the flow changes round at step 1 each time it runs, and so runs again
        0 flow stopped: the run ended
        0 a 2 stopped: the run ended
        """))
  }

  @Test func `the same arguments are answered by the call that had them`() {
    let train = component("train", 3) {
      $0.cachesCalls = true
      $0.parameters = ["message"]
    }
    #expect(
      run(
        [train],
        [
          .init(component: 0, arguments: "A"), .init(component: 0, arguments: "B"),
          .run(0, with: .init(named: [("message", .init([.text("A")]))])),
        ]) == """
          0 flow requested
          0 flow started
          0 train 2 requested A
          0 train 2 missed
          0 flow blocked on 2
          0 train 2 started
          3 train 2 succeeded
          3 flow resumed
          3 train 3 requested B
          3 train 3 missed
          3 flow blocked on 3
          3 train 3 started
          6 train 3 succeeded
          6 flow resumed
          6 flow cached 2
          6 flow succeeded
          """)
  }

  @Test func `a share of the time that stands behind a later time waits for it`() throws {
    let four = try Distribution(.uniform(min: 4 * second, max: 4 * second))
    var train = component("train", 0) {
      $0.effects = [
        .init(
          .write(0, values(1, 2, 3)),
          .at([.after(3 * second), .millionths(250_000), .after(5 * second)]))
      ]
    }
    train.takes = .random(four)
    #expect(
      run([train], [.init(component: 0)]) == """
        0 flow requested
        0 flow started
        0 train 2 requested
        0 flow blocked on 2
        0 train 2 started
        3 train 2 wrote loss=1
        3 train 2 wrote loss=2
        4 train 2 succeeded
        4 flow resumed
        4 flow succeeded
        """)
  }

  /// Whether a call with the second arguments is answered by that with the first.
  @Test(
    arguments: [
      (
        .init([.text("0.1")], value: .number(0.1)), .init([.text("0.10")], value: .number(0.1)),
        true
      ),
      (.init([.text("1")], value: .number(1)), .init([.text("1.0")], value: .number(1)), true),
      (.init([.text("0")], value: .number(0)), .init([.text("-0")], value: .number(-0.0)), true),
      (.init([.text("0.1")], value: .number(0.1)), .init([.text("0.1")]), false),
      (.init([.text("0.1")]), .init([.text("0.10")]), false),
      (.init([.text("true")], value: .flag(true)), .init([.text("true")]), false),
      // The first variable is the number 1.
      (.init([.variable(0)]), .init([.text("1.0")], value: .number(1)), true),
      (.init([.variable(0)]), .init([.text("1")]), false),
      (.init([.text("A"), .variable(0)]), .init([.text("A1")]), true),
    ] as [(Arguments.Template, Arguments.Template, Bool)])
  func `numbers that are equal are the same argument, and texts are texts`(
    first: Arguments.Template, second: Arguments.Template, isSame: Bool
  ) {
    let train = component("train", 3) { $0.cachesCalls = true }
    let named = component("named", 3) {
      $0.cachesCalls = true
      $0.parameters = ["rate"]
    }
    let story = run(
      [train, named],
      [
        .run(0, with: .init([first])), .run(0, with: .init([second])),
        .run(1, with: .init([first])), .run(1, with: .init(named: [("rate", second)])),
      ])
    #expect(story.contains("3 flow cached 2") == isSame, "\(story)")
    #expect(story.contains("6 flow cached 3") == isSame, "\(story)")
  }
}
