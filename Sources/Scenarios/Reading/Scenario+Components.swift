internal import Formatting
internal import Simulation
internal import YAML

/// What components are: how long they take, where they run, what they do beside.
extension ScenarioReader {
  mutating func readComponents(_ node: YAMLNode) throws(ScenarioError) {
    let pairs = try node.pairs(expected: "components such as `train: { takes: 4s }`")
    for (key, _) in pairs {
      let name = try componentNames.declare(key)
      guard name != Model.flowName else {
        throw key.error("A component cannot be named `flow`: that is the flow itself.")
      }
      guard variableNames.index(named: name) == nil else {
        throw key.error(
          "There is a variable \(Complaint.quote(name)) too. Give one of them another name.")
      }
    }
    for (key, value) in pairs {
      components.append(try readComponent(try key.name(of: "component"), value, at: key))
    }
    guard !components.isEmpty else {
      throw node.error("There are no components. Add one, such as `train: { takes: 4s }`.")
    }
    try refuseStreamsThatNobodyEmits(pairs.map(\.value))
  }

  static let componentKeys = [
    "takes", "command", "parallel", "machine", "at_once", "for_each", "reads", "writes", "emits",
    "fails",
    "retries",
    "timeout", "raise_exception", "cache_calls", "parameters",
  ]

  private func readComponent(
    _ name: String, _ node: YAMLNode, at key: YAMLNode
  ) throws(ScenarioError) -> Model.Component {
    let fields = try node.fields(
      Self.componentKeys, of: "a component such as `{ takes: 4s, parallel: true }`")
    var component = Model.Component(
      name: name, takes: try fields["takes"].map(readRunningTime) ?? .emissions,
      isParallel: try fields["parallel"]?.flag() ?? false,
      machine: try readMachine(fields["machine"]))
    component.atOnce =
      try fields["at_once"]?.wholeNumber(
        1...100_000, "a whole number of calls at once from 1 to 100000") ?? 1
    try readCommand(fields, into: &component, at: key)
    component.behaviour.forEach = try readForEach(fields["for_each"], component)
    component.behaviour.effects = try readEffects(node, of: component)
    if component.takes == .emissions {
      try refuseUnknownLength(of: component, fields, at: key)
    }
    try readFailures(fields, into: &component)
    if let flag = fields["raise_exception"] {
      component.behaviour.raisesException = try flag.flag()
    }
    component.behaviour.cachesCalls = try fields["cache_calls"]?.flag()
    if let parameters = fields["parameters"] {
      for name in try parameters.names(of: "parameter", example: "[message, lr]") {
        component.behaviour.parameters.append(try name.name(of: "parameter"))
      }
    }
    return component
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

  private func readForEach(
    _ node: YAMLNode?, _ component: Model.Component
  ) throws(ScenarioError) -> Int? {
    guard let node else { return nil }
    let stream = try streamNames.index(of: node)
    guard component.takes != .forever else {
      throw node.error(
        "With `for_each`, `takes` is how long one item takes, so it cannot be `forever`. Write, for "
          + "example, `takes: 800ms`; the calls go on until the stream is at its end.")
    }
    return stream
  }

  /// Refuses a component without `takes`, unless what it emits says how long its calls run.
  private func refuseUnknownLength(
    of component: Model.Component, _ fields: YAMLFields, at key: YAMLNode
  ) throws(ScenarioError) {
    let place = "Component \(Complaint.quote(component.name))"
    var isLimited = false
    var isUnlimited = false
    for effect in component.behaviour.effects {
      guard case .every(_, let times) = effect.time else { continue }
      if case .emit = effect.act, times != nil { isLimited = true }
      if times == nil { isUnlimited = true }
    }
    guard isLimited, component.behaviour.forEach == nil else {
      throw key.error(Complaint.missing("takes", in: place, example: "takes: 4s"))
    }
    guard !isUnlimited else {
      throw key.error(
        "\(place) has no `takes`, and does something again and again without end. Add `takes`, or "
          + "`times` beside each `every`.")
    }
  }

  private func refuseStreamsThatNobodyEmits(_ nodes: [YAMLNode]) throws(ScenarioError) {
    var isEmitted = streams.map { _ in false }
    for case .emit(let stream) in components.flatMap(\.behaviour.effects).map(\.act) {
      isEmitted[stream] = true
    }
    for (component, node) in zip(components, nodes) {
      guard let stream = component.behaviour.forEach, !isEmitted[stream] else { continue }
      let place = try node.fields(Self.componentKeys, of: "a component")["for_each"] ?? node
      throw place.error(
        "No component emits \(Complaint.quote(streams[stream].name)), so it never has an item. Add "
          + "`emits: \(streams[stream].name)` to the component that makes the items.")
    }
  }
}
