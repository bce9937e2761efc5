import EventLog
import Simulation
import TestSupport
import Testing

@testable import Scenarios

/// What components and flows say, key by key, with the model that it becomes.
@Suite struct ComponentScenarioTests {
  private static let second: Nanoseconds = 1_000_000_000

  /// A component that takes 4 s, with more keys, in a scenario with the variables `lr`, `url` and the
  /// streams `batches`, `results`.
  private func behaviour(_ fields: String) throws -> Behaviour {
    try component("takes: 4s, \(fields)").behaviour
  }

  private func component(_ fields: String) throws -> Model.Component {
    try Scenario.read(
      """
      state: { lr: 0.1, url: null }
      streams: { batches: , results: { buffer: 4 } }
      components:
        train: { \(fields) }
        load: { takes: 1s, emits: batches }
      flow: [{ run: train }]
      """, name: "x"
    ).components[0]
  }

  @Test(
    arguments: [
      ("null", .null), ("~", .null), ("", .null), ("true", .flag(true)), ("false", .flag(false)),
      ("1.0", .number(1)), ("-0.5", .number(-0.5)), ("hello world", .text("hello world")),
      ("'true'", .text("true")), ("\"1\"", .text("1")), ("''", .text("")),
      ("1.2.3", .text("1.2.3")),
      ("2024-01-01", .text("2024-01-01")), ("4s", .text("4s")),
    ] as [(String, Value)])
  func `a variable begins with nothing, true, false, a number or a text`(
    text: String, value: Value
  ) throws {
    let scenario = "state:\n  a: \(text)\ncomponents: { b: { takes: 1s } }\nflow: [{ run: b }]"
    #expect(try Scenario.read(scenario, name: "x").variables == [.init(name: "a", value: value)])
  }

  @Test func `streams have buffers and runs have limits, if they are given`() throws {
    let model = try Scenario.read(
      """
      limits: { time: 1h, events: 100000 }
      streams: { a: {}, b: , c: { buffer: 1000000 } }
      reactive: true
      components: { d: { takes: 1s } }
      flow: [{ run: d }]
      """, name: "x")
    #expect(
      model.streams == [.init(name: "a"), .init(name: "b"), .init(name: "c", buffer: 1_000_000)])
    #expect(model.limits == Limits(events: 100_000, time: 3600 * Self.second))
    #expect(model.isReactive)
    let tasks = try Scenario.read("limits: { time: 2s }\ntasks: { a: { takes: 1s } }", name: "x")
    #expect(tasks.limits == Limits(time: 2 * Self.second))
  }

  @Test(
    arguments: [
      ("reads: lr", [.init(.read(0), .start)]),
      ("reads: [url, lr]", [.init(.read(1), .start), .init(.read(0), .start)]),
      ("reads: { lr: , url: { at: end } }", [.init(.read(0), .start), .init(.read(1), .end)]),
      ("reads: { lr: { at: 50% } }", [.init(.read(0), .at([.millionths(500_000)]))]),
      ("reads: { lr: { at: 12.3456% } }", [.init(.read(0), .at([.millionths(123_456)]))]),
      ("reads: { lr: { at: 4s } }", [.init(.read(0), .at([.after(4 * second)]))]),
      (
        "emits: { results: { at: [0%, 1s, 100%] } }",
        [.init(.emit(1), .at([.millionths(0), .after(second), .millionths(1_000_000)]))]
      ),
      ("emits: results", [.init(.emit(1), .end)]),
      ("emits: [results, batches]", [.init(.emit(1), .end), .init(.emit(0), .end)]),
      (
        "emits: { results: { every: 1s, times: 100 } }",
        [.init(.emit(1), .every(.constant(second), times: 100))]
      ),
      ("for_each: batches, emits: results", [.init(.emit(1), .item)]),
      ("for_each: batches, emits: { results: { at: end } }", [.init(.emit(1), .end)]),
      ("for_each: batches, writes: { lr: 1 }", [.init(.write(0, [Expression(.number(1))]), .item)]),
      ("for_each: batches, reads: lr", [.init(.read(0), .start)]),
      ("for_each: batches, reads: { lr: { at: item } }", [.init(.read(0), .item)]),
      (
        "writes: { lr: 0.5, url: 'a b' }",
        [
          .init(.write(0, [Expression("0.5", [.value(.number(0.5))])]), .end),
          .init(.write(1, [Expression(.text("a b"))]), .end),
        ]
      ),
      (
        "writes: { lr: { at: 50%, value: lr * 2 } }",
        [
          .init(
            .write(
              0, [Expression("lr * 2", [.variable(0), .value(.number(2)), .operation(.times)])]),
            .at([.millionths(500_000)]))
        ]
      ),
      (
        "writes: { lr: { every: 1s, values: [1, null, true, x x] } }".replacing(
          "x x", with: "\"x\""),
        [
          .init(
            .write(
              0,
              [
                Expression(.number(1)), Expression(.null), Expression(.flag(true)),
                Expression(.text("x")),
              ]),
            .every(.constant(second), times: nil))
        ]
      ),
      (
        "emits: results, reads: lr, writes: { url: null }",
        [
          .init(.emit(1), .end), .init(.read(0), .start),
          .init(.write(1, [Expression(.null)]), .end),
        ]
      ),
    ] as [(String, [Behaviour.Effect])])
  func `calls read, write and emit at their moments, in the order of the text`(
    fields: String, effects: [Behaviour.Effect]
  ) throws {
    #expect(try behaviour(fields).effects == effects)
  }

  @Test func `what is emitted so many times says how long a call takes`() throws {
    let times = try component(
      "emits: { results: { every: { exponential: { mean: 1s } }, times: 3 } }")
    let period = try Distribution(.exponential(mean: Self.second))
    #expect(times.takes == .emissions)
    #expect(times.behaviour.effects == [.init(.emit(1), .every(.random(period), times: 3))])
  }

  @Test func `calls fail, are tried again and run out of time as is said`() throws {
    var failure = Behaviour.Failure()
    #expect(try behaviour("fails: true").failure == failure)
    #expect(try behaviour("fails: false").failure == nil)
    #expect(try behaviour("fails: { at: end }").failure == failure)
    failure.at = .after(3 * Self.second)
    failure.probability = 0.1
    failure.calls = [1, 2]
    failure.reason = "out of memory"
    let fields = "at: 3s, probability: 0.1, calls: [1, 2], reason: out of memory"
    #expect(try behaviour("fails: { \(fields) }").failure == failure)
    #expect(try behaviour("fails: { at: 50% }").failure?.at == .millionths(500_000))
    #expect(
      try behaviour("for_each: batches, fails: { at: 9s }").failure?.at == .after(9 * Self.second))
    #expect(try behaviour("fails: true, retries: 3").retries == .init(times: 3))
    #expect(try behaviour("retries: 0").retries == nil)
    let retries = "{ times: 3, backoff: 1s, factor: 2 }"
    #expect(
      try behaviour("timeout: 10s, retries: \(retries)").retries
        == .init(times: 3, backoff: Self.second, factor: 2))
    #expect(try behaviour("timeout: 10s").timeout == 10 * Self.second)
    #expect(try behaviour("parallel: true").raisesException)
    #expect(try !behaviour("raise_exception: false").raisesException)
    #expect(try behaviour("cache_calls: false").cachesCalls == false)
    #expect(try behaviour("parallel: true").cachesCalls == nil)
    #expect(try behaviour("parameters: [message, lr]").parameters == ["message", "lr"])
  }
}
