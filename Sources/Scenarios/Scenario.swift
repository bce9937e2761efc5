public import Simulation

/// A scenario: ten lines of YAML that say what runs, where, and in which order.
///
///     components:
///       train:   { takes: 4s, parallel: true }
///       analyze: { takes: 2s, machine: box }
///     machines:
///       box: { slots: 2 }
///     flow:
///       - run: train
///         with: machine A counting
///       - run: analyze
public enum Scenario {
  /// The keys of a scenario.
  package static let keys = [
    "name", "components", "machines", "flow", "tasks", "workers", "policy",
  ]

  /// Reads the model that a scenario describes.
  ///
  /// - Parameters:
  ///   - text: The scenario.
  ///   - name: The name of the run if the scenario has none, such as its file's.
  /// - Returns: The model.
  /// - Throws: `ScenarioError` with the place of the first problem; any text may be given.
  /// - Complexity: O(*n*) in the length of the text.
  public static func read(_ text: String, name: String) throws(ScenarioError) -> Model {
    let root = try composeYAML(text)
    var reader = ScenarioReader(root: root)
    return try reader.read(name: name)
  }

  /// The text that the bytes of a scenario's file hold, without a mark of the order of bytes.
  ///
  /// - Throws: `ScenarioError` where the bytes are not UTF-8.
  public static func text(of bytes: [UInt8]) throws(ScenarioError) -> String {
    if let text = String(validating: bytes, as: UTF8.self) {
      return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }
    let before = String(decoding: bytes[..<firstInvalidByte(of: bytes)], as: UTF8.self)
    let (line, column) = before.place(of: before.endIndex)
    throw ScenarioError(
      line: line, column: column,
      problem: "Expected UTF-8, found a byte that cannot stand here. Save the file as UTF-8.")
  }
}

/// Where bytes cease to be UTF-8.
private func firstInvalidByte(of bytes: [UInt8]) -> Int {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span)
    return bytes.count
  } catch { return error.byteOffsets.lowerBound }
}

/// Reads a scenario, key by key.
struct ScenarioReader {
  let root: YAMLNode
  var machines: [Model.Machine] = []
  var components: [Model.Component] = []
  var machineIndices: [String: Int] = [:]
  var componentIndices: [String: Int] = [:]

  mutating func read(name: String) throws(ScenarioError) -> Model {
    let fields = try root.fields(
      Scenario.keys,
      of: "a mapping with `components` and `flow`, or with `tasks`")
    let given = try fields["name"]?.text(expected: "a name")
    if let machines = fields["machines"] { try readMachines(machines) }
    if fields["tasks"] != nil { return try readTaskGraph(fields, name: given ?? name) }
    for key in ["workers", "policy"] {
      guard let node = fields[key] else { continue }
      throw node.error("`\(key)` is for `tasks`. Components of a flow have machines.")
    }
    guard let components = fields["components"] else {
      throw root.error(
        Complaint.missing(
          "components", in: "The scenario", example: "components: { train: { takes: 4s } }"))
    }
    try readComponents(components)
    guard let flow = fields["flow"] else {
      let example = "flow: [{ run: \(self.components[0].name) }]"
      throw root.error(Complaint.missing("flow", in: "The scenario", example: example))
    }
    return Model(
      name: given ?? name, machines: machines, components: self.components,
      flow: try readFlow(flow))
  }

  private mutating func readMachines(_ node: YAMLNode) throws(ScenarioError) {
    for (key, value) in try node.pairs(expected: "machines such as `box: { slots: 2 }`") {
      let name = try self.name(key, of: "machine")
      let fields = try value.fields(["slots"], of: "a machine such as `{ slots: 2 }`")
      machineIndices[name] = machines.count
      machines.append(Model.Machine(name: name, slots: try readSlots(fields["slots"])))
    }
  }

  func readSlots(_ node: YAMLNode?) throws(ScenarioError) -> UInt32 {
    guard let node else { return 1 }
    let expected = "a whole number of slots from 1 to 100000"
    let text = try node.text(expected: expected)
    guard let slots = UInt32(text), slots >= 1, slots <= 100_000 else {
      throw node.error(Complaint.wrongType(node.found, expected: expected))
    }
    return slots
  }

  private mutating func readComponents(_ node: YAMLNode) throws(ScenarioError) {
    for (key, value) in try node.pairs(expected: "components such as `train: { takes: 4s }`") {
      let name = try self.name(key, of: "component")
      guard name != Model.flowName else {
        throw key.error("A component cannot be named `flow`: that is the flow itself.")
      }
      componentIndices[name] = components.count
      components.append(try readComponent(name, value, at: key))
    }
    guard !components.isEmpty else {
      throw node.error("There are no components. Add one, such as `train: { takes: 4s }`.")
    }
  }

  private func readComponent(
    _ name: String, _ node: YAMLNode, at key: YAMLNode
  ) throws(ScenarioError) -> Model.Component {
    let fields = try node.fields(
      ["takes", "parallel", "machine"], of: "a component such as `{ takes: 4s, parallel: true }`")
    guard let takes = fields["takes"] else {
      let place = "Component \(Complaint.quote(name))"
      throw key.error(Complaint.missing("takes", in: place, example: "takes: 4s"))
    }
    return Model.Component(
      name: name, takes: try readRunningTime(takes),
      isParallel: try readFlag(fields["parallel"]), machine: try readMachine(fields["machine"]))
  }

  func readRunningTime(_ node: YAMLNode) throws(ScenarioError) -> Model.RunningTime {
    if let distribution = try readDistribution(node) { return .random(distribution) }
    let text = try node.text(expected: "a length of time such as `4s`, or `forever`")
    if text == "forever" { return .forever }
    do { return .constant(try nanoseconds(in: text)) } catch {
      if let first = text.unicodeScalars.first, first.properties.isAlphabetic,
        nearestWord(to: text, in: ["forever"]) != nil
      {
        throw node.error(
          Complaint.wrongType(node.found, expected: "`forever`, or a length of time such as `4s`"))
      }
      throw node.error(error.description(of: text))
    }
  }

  private func readFlag(_ node: YAMLNode?) throws(ScenarioError) -> Bool {
    guard let node else { return false }
    switch try node.text(expected: "`true` or `false`") {
    case "true": return true
    case "false": return false
    default: throw node.error(Complaint.wrongType(node.found, expected: "`true` or `false`"))
    }
  }

  func readMachine(_ node: YAMLNode?) throws(ScenarioError) -> Int? {
    guard let node else { return nil }
    let name = try self.name(node, of: "machine")
    guard let index = machineIndices[name] else {
      throw node.error(Complaint.unknown(name, "machine", valid: machines.map(\.name)))
    }
    return index
  }

  private func readFlow(_ node: YAMLNode) throws(ScenarioError) -> [Model.Step] {
    var steps: [Model.Step] = []
    for element in try node.elements(expected: "a list of steps such as `- run: train`") {
      steps.append(try readStep(element))
    }
    guard !steps.isEmpty else {
      throw node.error("The flow has no steps. Add one, such as `- run: \(components[0].name)`.")
    }
    return steps
  }

  private func readStep(_ node: YAMLNode) throws(ScenarioError) -> Model.Step {
    let fields = try node.fields(["run", "with"], of: "a step such as `run: train`")
    guard let run = fields["run"] else {
      throw node.error(Complaint.missing("run", in: "The step", example: "run: train"))
    }
    let name = try self.name(run, of: "component")
    guard let component = componentIndices[name] else {
      throw run.error(Complaint.unknown(name, "component", valid: components.map(\.name)))
    }
    guard let with = fields["with"], !with.isNull else { return Model.Step(component: component) }
    return Model.Step(component: component, arguments: try with.text(expected: "one text"))
  }

  func name(_ key: YAMLNode, of what: String) throws(ScenarioError) -> String {
    let name = try key.text(expected: "the name of a \(what)")
    guard !name.isEmpty else {
      throw key.error(Complaint.wrongType(key.found, expected: "the name of a \(what)"))
    }
    return name
  }
}
