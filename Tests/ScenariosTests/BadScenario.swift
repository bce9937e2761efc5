import Scenarios

/// A text that is no scenario, as one line of a test's table.
struct BadScenario {
  var bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }
  init(bytes: [UInt8]) { self.bytes = bytes }

  /// A scenario that is right but for its components.
  static func components(_ text: String) -> BadScenario {
    BadScenario("components:\n\(text)\nflow:\n  - run: train\n")
  }

  /// A scenario that is right but for the fields of its one component.
  static func component(_ fields: String) -> BadScenario { components("  train: { \(fields) }") }

  /// A scenario that is right but for its machines.
  static func machines(_ text: String) -> BadScenario {
    BadScenario(
      "machines:\n\(text)\ncomponents: { train: { takes: 4s } }\nflow: [{ run: train }]\n")
  }

  /// A scenario that is right but for its flow.
  static func flow(_ text: String) -> BadScenario {
    BadScenario("components: { train: { takes: 4s }, analyze: { takes: 2s } }\n\(text)\n")
  }

  /// The text, and the sentence that it is answered with.
  var answered: String {
    let shown = String(decoding: bytes.prefix(400), as: UTF8.self)
      .split(whereSeparator: { $0.isNewline }).map {
        "    \($0.debugDescription.dropFirst().dropLast())"
      }
      .joined(separator: "\n")
    let answer: String
    do {
      _ = try Scenario.read(Scenario.text(of: bytes), name: "bad")
      answer = "no error"
    } catch { answer = error.description(of: "bad.yaml") }
    return "\(shown)\n\(answer)\n"
  }
}
