internal import EventLog
internal import Simulation
internal import YAML

/// What components share: variables with their first values, and streams between them.
///
///     state:   { best_loss: 1.0, url: null, ready: false, message: hello world }
///     streams: { batches: {}, results: { buffer: 4 } }
extension ScenarioReader {
  mutating func readState(_ node: YAMLNode) throws(ScenarioError) {
    for (key, value) in try node.pairs(expected: "variables such as `best_loss: 1.0`") {
      let name = try variableNames.declare(key)
      try refuseStatus(name, at: key)
      variables.append(Model.Variable(name: name, value: try readFirstValue(value)))
    }
  }

  /// Refuses a variable with a name that asks how the calls of a component are.
  private func refuseStatus(_ name: String, at key: YAMLNode) throws(ScenarioError) {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
      case let status = String(name[dot...].dropFirst()), CallStatus(rawValue: status) != nil
    else { return }
    let component = String(name[..<dot])
    throw key.error(
      "\(Complaint.quote(name)) asks whether calls of \(Complaint.quote(component)) are "
        + "\(status), so no variable can have that name. Give it another one, such as "
        + "\(Complaint.quote("\(component)_\(status)")).")
  }

  /// Reads the first value of a variable: plain words are themselves.
  private func readFirstValue(_ node: YAMLNode) throws(ScenarioError) -> Value {
    if node.isNull { return .null }
    let text = try node.text(expected: "a value: `null`, `true`, `false`, a number or a text")
    guard node.isPlain else { return .text(text) }
    if let value = plainValue(of: text) { return value }
    if looksLikeNumber(text) {
      throw node.error(
        Complaint.wrongType(node.found, expected: Complaint.decimalNumber) + " A text that looks "
          + "like a number stands in quotes.")
    }
    if let word = Self.otherFlags[text.lowercased()] {
      throw node.error(
        Complaint.wrongType(node.found, expected: "`\(word)`") + " As a text, it stands in quotes.")
    }
    return .text(text)
  }

  /// The number, true or false that a text without quotes is; nil if it is any other.
  func plainValue(of text: String) -> Value? {
    switch text {
    case "true": .flag(true)
    case "false": .flag(false)
    default: decimal(in: text).map(Value.number)
    }
  }

  /// Words that stand for true and false elsewhere.
  private static let otherFlags = [
    "true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false",
  ]

  mutating func readStreams(_ node: YAMLNode) throws(ScenarioError) {
    for (key, value) in try node.pairs(expected: "streams such as `results: { buffer: 4 }`") {
      let name = try streamNames.declare(key)
      let fields = try value.fields(["buffer"], of: "a stream such as `{ buffer: 4 }`, or `{}`")
      streams.append(Model.Stream(name: name, buffer: try readBuffer(fields["buffer"])))
    }
  }

  private func readBuffer(_ node: YAMLNode?) throws(ScenarioError) -> UInt32 {
    guard let node else { return 0 }
    do {
      return try node.wholeNumber(1...1_000_000, "a whole number of items from 1 to 1000000")
    } catch {
      throw node.error(error.problem + " Without `buffer`, a stream holds any number.")
    }
  }
}
