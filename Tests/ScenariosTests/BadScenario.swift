import Scenarios

/// A text that is no scenario, as one line of a test's table.
struct BadScenario: Sendable {
  var bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }
  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The tables, each with what it shows and the name of its golden.
  static let all: [(promise: String, golden: String, scenarios: [BadScenario])] = [
    ("what is missing is named, with an example", "missing", missing),
    ("a word that is not known is answered with the nearest that is", "unknown", unknown),
    ("a value of the wrong kind is told what was expected", "wrong_kind", wrongKind),
    ("what is no YAML is told where it stops being YAML", "no_yaml", noYaml),
    ("what a scenario does not use is refused with a way out", "not_used", notUsed),
    ("a byte that cannot stand in a scenario is told where it is", "bytes", bytes),
    ("state and streams have values and sizes", "state_and_streams", stateAndStreams),
    ("what a call does, it does at a moment that comes", "effects", effects),
    ("who takes the items of a stream does so until its end", "for_each", forEach),
    ("a command is a line or words, and takes a time that is assumed", "commands", commands),
    ("what never fails is never tried again", "failures", failures),
    ("a step does one thing, and has what it needs", "steps", steps),
    ("an expression has a value", "expressions", expressions),
    ("a mistake in an expression is told where it is", "expression_places", expressionPlaces),
    ("an expectation is of something that there is", "expectations", expectations),
  ]

  /// A scenario that is right but for its components.
  static func components(_ text: String, state: Bool = false) -> BadScenario {
    BadScenario((state ? declarations : "") + "components:\n\(text)\nflow:\n  - run: train\n")
  }

  private static let declarations =
    "state: { lr: 0.1, url: null }\nstreams: { batches: , results: }\n"

  /// A scenario that is right but for the fields of its one component.
  static func component(_ fields: String) -> BadScenario { components("  train: { \(fields) }") }

  /// A scenario with state and streams that is right but for what its one component does in 4 s.
  static func effect(_ fields: String) -> BadScenario {
    components("  train: { takes: 4s, \(fields) }", state: true)
  }

  /// A scenario that is right but for the component that takes the items of a stream.
  static func taking(_ fields: String) -> BadScenario {
    components(
      "  load: { takes: 4s, emits: batches }\n  train: { for_each: batches, \(fields) }",
      state: true)
  }

  /// A scenario that is right but for its machines.
  static func machines(_ text: String) -> BadScenario {
    BadScenario(
      "machines:\n\(text)\ncomponents: { train: { takes: 4s } }\nflow: [{ run: train }]\n")
  }

  /// A scenario that is right but for its flow.
  static func flow(_ text: String) -> BadScenario {
    BadScenario("components: { train: { takes: 4s }, analyze: { takes: 2s } }\n\(text)\n")
  }

  /// A scenario that is right but for its state, streams and limits.
  static func state(_ text: String) -> BadScenario {
    BadScenario("\(text)\ncomponents: { train: { takes: 4s } }\nflow: [{ run: train }]\n")
  }

  /// A scenario with state that is right but for the one step of its flow.
  static func step(_ text: String, reactive: Bool = false) -> BadScenario {
    BadScenario(
      """
      state: { loss: 1, done: false, message: x }
      components: { train: { takes: 4s, parameters: [message, lr] }, 訓練: { takes: 2s } }
      \(reactive ? "reactive: true\n" : "")flow:
        - \(text)

      """)
  }

  /// A scenario with state that is right but for what it expects.
  static func expecting(_ text: String) -> BadScenario {
    BadScenario(
      """
      state: { loss: 1 }
      components: { load: { takes: 1s }, train: { takes: 4s }, trial_1: { takes: 2s } }
      flow: [{ run: load }, { run: train }]
      expect: \(text)

      """)
  }

  /// A scenario with names that are no plain words that is right but for a condition.
  static func spaced(_ condition: String) -> BadScenario {
    BadScenario(
      """
      state: { best-loss: 1 }
      components: { my train: { takes: 4s } }
      flow: [{ wait: "\(condition)" }]

      """)
  }

  /// A scenario with steps so deep in each other.
  static func nested(_ depth: Int) -> BadScenario {
    let open = String(repeating: "[{ repeat: 2, do: ", count: depth - 1)
    let close = String(repeating: "}]", count: depth - 1)
    return BadScenario(
      "components: { train: { takes: 4s } }\nflow: \(open)[{ run: train }]\(close)\n")
  }

  /// What it is answered with; nil if nothing is wrong.
  var error: ScenarioError? {
    do {
      _ = try Scenario.read(Scenario.text(of: bytes), name: "bad")
      return nil
    } catch { return error }
  }

  /// The text, and the sentence that it is answered with.
  var answered: String {
    let shown = String(decoding: bytes.prefix(400), as: UTF8.self)
      .split(whereSeparator: { $0.isNewline }).map {
        "    \($0.debugDescription.dropFirst().dropLast())"
      }
      .joined(separator: "\n")
    return "\(shown)\n\(error?.description(of: "bad.yaml") ?? "no error")\n"
  }
}
