import EventLog
import Scenarios
import Simulation
import Testing

/// What the steps of a flow say, with the model that it becomes.
@Suite struct FlowScenarioTests {
  private static let second: Nanoseconds = 1_000_000_000

  private static let isLow = Expression(
    "x < 1", [.variable(0), .value(.number(1)), .operation(.isLess)])

  private func steps(_ step: String, state: String = "{ x: 1, a b: 2 }") throws -> [Model.Step] {
    try Scenario.read(
      """
      state: \(state)
      components: { train: { takes: 4s }, my train: { takes: 2s, parameters: [message, lr] } }
      flow:
        - \(step)
      """, name: "x"
    ).flow
  }

  @Test(
    arguments: [
      ("wait: train", [.wait(.component(0))]), ("wait: my train", [.wait(.component(1))]),
      ("wait: x < 1", [.wait(.condition(isLow))]),
      ("wait: \"x < 1\"\n    timeout: 10s", [.wait(.condition(isLow), timeout: 10 * second)]),
      ("wait: train\n    timeout: 1s", [.wait(.component(0), timeout: second)]),
      ("wait: 1.5 s", [.wait(.time(1_500_000_000))]), ("wait: 0s", [.wait(.time(0))]),
      ("wait: x", [.wait(.condition(Expression("x", [.variable(0)])))]),
      (
        "wait: 3 < x",
        [
          .wait(
            .condition(
              Expression("3 < x", [.value(.number(3)), .variable(0), .operation(.isLess)])))
        ]
      ),
      (
        "wait: train.succeeded",
        [.wait(.condition(Expression("train.succeeded", [.status(.succeeded, component: 0)])))]
      ),
      ("set: { x: null }", [.set(0, Expression(.null))]),
      (
        "set: { a b: \"`a b`\", x: (`a b`) }",
        [.set(1, Expression(.text("`a b`"))), .set(0, Expression("(`a b`)", [.variable(1)]))]
      ),
      ("stop: train", [.stop(0)]), ("stop: flow", [.stop(nil)]),
      (
        "when: x < 1\n    do: [{ stop: train }]", [.when(isLow, [.stop(0)], otherwise: [])]
      ),
      (
        "when: x < 1\n    do: [{ stop: train }, { set: { x: x, a b: true } }]\n    otherwise: [{ run: train }]",
        [
          .when(
            isLow,
            [.stop(0), .set(0, Expression("x", [.variable(0)])), .set(1, Expression(.flag(true)))],
            otherwise: [.run(0, with: Arguments())])
        ]
      ),
      ("repeat: 5\n    do: [{ run: train }]", [.repeat(.times(5), [.run(0, with: Arguments())])]),
      (
        "repeat: { while: x < 1 }\n    do:\n      - repeat: 1000000000\n        do: [{ stop: flow }]",
        [.repeat(.while(isLow), [.repeat(.times(1_000_000_000), [.stop(nil)])])]
      ),
    ] as [(String, [Model.Step])])
  func `a flow waits, writes, chooses, repeats and stops`(text: String, steps: [Model.Step]) throws
  {
    #expect(try self.steps(text) == steps)
  }

  @Test(arguments: [
    ("any text", Arguments(text: "any text")), ("'0.10'", Arguments(text: "0.10")),
    ("0.10", Arguments([.init([.text("0.10")], value: .number(0.1))])),
    ("true", Arguments([.init([.text("true")], value: .flag(true))])),
    ("1234567890123456", Arguments(text: "1234567890123456")), ("1e-3", Arguments(text: "1e-3")),
    ("", Arguments()), ("~", Arguments()), ("''", Arguments(text: "")), ("{}", Arguments()),
    ("[A, 0.1]", Arguments([.init([.text("A")]), .init([.text("0.1")], value: .number(0.1))])),
    (
      "{ lr: 0.1, message: '' }",
      Arguments(named: [
        ("lr", .init([.text("0.1")], value: .number(0.1))), ("message", .init([.text("")])),
      ])
    ),
    ("'{x}'", Arguments([.init([.variable(0)])])),
    (
      "loss {x}, {a b}!",
      Arguments([.init([.text("loss "), .variable(0), .text(", "), .variable(1), .text("!")])])
    ),
    ("'{{x}} {{{x}}}'", Arguments([.init([.text("{x} {"), .variable(0), .text("}")])])),
    ("a } b", Arguments(text: "a } b")),
  ])
  func `a call has a text, texts by position or texts by name`(text: String, arguments: Arguments)
    throws
  {
    #expect(try steps("run: my train\n    with: \(text)") == [.run(1, with: arguments)])
  }

  @Test func `without state, braces are braces`() throws {
    let steps = try steps("run: train\n    with: a {x} {{", state: "{}")
    #expect(steps == [.run(0, with: Arguments(text: "a {x} {{"))])
  }

  @Test(arguments: [1, 31, 32])
  func `steps stand in each other up to thirty-two deep`(depth: Int) throws {
    let open = String(repeating: "repeat: 2, do: [{ ", count: depth - 1)
    let close = String(repeating: "}]", count: depth - 1)
    var step = try steps("{ \(open)run: train\(close) }")
    for _ in 1..<depth {
      guard case .repeat(.times(2), let inner)? = step.first else {
        Issue.record("less deep than \(depth)")
        return
      }
      step = inner
    }
    #expect(step == [.run(0, with: Arguments())])
  }
}
