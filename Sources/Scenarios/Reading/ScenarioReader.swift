internal import Simulation
internal import YAML

/// Reads a scenario, key by key.
///
/// What is named is read before what names it: machines, state and streams, the names of components,
/// what they do, the flow.
struct ScenarioReader {
  let root: YAMLNode
  /// The text of the scenario, to find the place of a mistake within a value.
  let source: String
  let purpose: Scenario.Purpose
  let progress: ReadingProgress
  var machineNames: Declarations
  var componentNames: Declarations
  var variableNames: Declarations
  var streamNames: Declarations
  var machines: [Model.Machine] = []
  var components: [Model.Component] = []
  var variables: [Model.Variable] = []
  var streams: [Model.Stream] = []
  var isReactive = false

  init(
    _ document: YAMLDocument, source: String, _ purpose: Scenario.Purpose,
    progress: ReadingProgress
  ) {
    root = document.root
    self.source = source
    self.purpose = purpose
    self.progress = progress
    machineNames = Declarations(of: "machine", in: document)
    componentNames = Declarations(of: "component", in: document)
    variableNames = Declarations(of: "variable", in: document)
    streamNames = Declarations(of: "stream", in: document)
  }

  mutating func read(name: String) throws(ScenarioError) -> Scenario.Contents {
    let fields = try root.fields(
      Scenario.keys,
      of: "a mapping with `components` and `flow`, or with `tasks`")
    let name = try fields["name"]?.text(expected: "a name") ?? name
    let limits = try readLimits(fields["limits"])
    if let machines = fields["machines"] { try readMachines(machines) }
    var model =
      fields["tasks"] == nil
      ? try readFlowOfComponents(fields, name: name) : try readTaskGraph(fields, name: name)
    model.limits = limits
    return Scenario.Contents(
      model: model, expectations: try readExpectations(fields["expect"]))
  }

  private mutating func readFlowOfComponents(
    _ fields: YAMLFields, name: String
  ) throws(ScenarioError) -> Model {
    for key in ["workers", "policy"] {
      guard let node = fields[key] else { continue }
      throw node.error("`\(key)` is for `tasks`. Components of a flow have machines.")
    }
    guard let components = fields["components"] else {
      throw root.error(
        Complaint.missing(
          "components", in: "The scenario", example: "components: { train: { takes: 4s } }"))
    }
    if let state = fields["state"] { try readState(state) }
    if let streams = fields["streams"] { try readStreams(streams) }
    isReactive = try fields["reactive"]?.flag() ?? false
    try readComponents(components)
    guard let flow = fields["flow"] else {
      let example = "flow: [{ run: \(self.components[0].name) }]"
      throw root.error(Complaint.missing("flow", in: "The scenario", example: example))
    }
    var model = Model(
      name: name, machines: machines, components: self.components, variables: variables,
      streams: streams, flow: try readFlow(flow))
    model.isReactive = isReactive
    return model
  }

  /// Reads how far a run may go.
  private func readLimits(_ node: YAMLNode?) throws(ScenarioError) -> Limits {
    var limits = Limits()
    guard let node else { return limits }
    let fields = try node.fields(
      ["time", "events"], of: "limits such as `{ time: 1h, events: 100000 }`")
    if let time = fields["time"] { limits.time = try time.time(.aboveZero) }
    if let events = fields["events"] {
      let most = UInt32(Limits().events)
      limits.events = Int(
        try events.wholeNumber(1...most, "a whole number of events from 1 to \(most)"))
    }
    return limits
  }

  private mutating func readMachines(_ node: YAMLNode) throws(ScenarioError) {
    for (key, value) in try node.pairs(expected: "machines such as `box: { slots: 2 }`") {
      let name = try machineNames.declare(key)
      let fields = try value.fields(["slots"], of: "a machine such as `{ slots: 2 }`")
      machines.append(Model.Machine(name: name, slots: try readSlots(fields["slots"])))
    }
  }

  func readSlots(_ node: YAMLNode?) throws(ScenarioError) -> UInt32 {
    try node?.wholeNumber(1...100_000, "a whole number of slots from 1 to 100000") ?? 1
  }

  func readMachine(_ node: YAMLNode?) throws(ScenarioError) -> Int? {
    guard let node else { return nil }
    return try machineNames.index(of: node)
  }
}
