internal import Simulation
internal import YAML

/// What calls do while they run: read variables, write them, put items into streams.
///
///     reads: lr                                             reads: { lr: { every: 1s } }
///     writes: { best_loss: 0.5 }                            writes: { best_loss: { at: 50%, value: 0.3 } }
///     emits: results                                        emits: { results: { at: [25%, 3s] } }
extension ScenarioReader {
  /// Reads the effects of a component of which the length of calls and the stream it takes are known,
  /// in the order of the text.
  func readEffects(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> [Behaviour.Effect] {
    var effects: [Behaviour.Effect] = []
    for (key, value) in try node.pairs(expected: "a component") {
      switch try key.text(expected: "a key") {
      case "reads": effects += try readReads(value, of: component)
      case "writes": effects += try readWrites(value, of: component)
      case "emits": effects += try readEmits(value, of: component)
      default: break
      }
    }
    return effects
  }

  private func readReads(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> [Behaviour.Effect] {
    var effects: [Behaviour.Effect] = []
    for (name, when) in try namesWithActionTimes(node, of: "variable", "[lr, url]") {
      let variable = try variableNames.index(of: name)
      let fields = try when?.fields(Self.momentKeys, of: Complaint.momentExample) ?? .none
      let moment = try readActionTime(fields, of: component, at: name) { _, _ in .start }
      effects.append(Behaviour.Effect(.read(variable), moment))
    }
    return effects
  }

  private func readEmits(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> [Behaviour.Effect] {
    var effects: [Behaviour.Effect] = []
    for (name, when) in try namesWithActionTimes(node, of: "stream", "[batches, results]") {
      let stream = try streamNames.index(of: name)
      guard stream != component.behaviour.forEach else {
        throw name.error(
          "\(Complaint.quote(component.name)) takes the items of \(name.found), so it cannot put "
            + "items into it: the stream would never be at its end. Emit another stream.")
      }
      let fields = try when?.fields(Self.momentKeys, of: Complaint.momentExample) ?? .none
      let moment = try readActionTime(fields, of: component, at: name, usual: usualActionTime)
      effects.append(Behaviour.Effect(.emit(stream), moment))
    }
    return effects
  }

  /// The names that stand alone or in a list, or as keys with moments as their values.
  private func namesWithActionTimes(
    _ node: YAMLNode, of what: String, _ example: String
  ) throws(ScenarioError) -> [(name: YAMLNode, when: YAMLNode?)] {
    guard node.isMapping else {
      return try node.names(of: what, example: example).map { (name: $0, when: nil) }
    }
    return try node.pairs(expected: "").map { (name: $0.key, when: $0.value) }
  }

  private func readWrites(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> [Behaviour.Effect] {
    var effects: [Behaviour.Effect] = []
    let expected = "variables with their new values, such as `{ best_loss: 0.5 }`"
    guard !node.isNull else {
      throw node.error(Complaint.wrongType(node.found, expected: expected))
    }
    for (name, value) in try node.pairs(expected: expected) {
      let variable = try variableNames.index(of: name)
      guard value.isMapping else {
        let moment = try usualActionTime(of: component, at: name)
        effects.append(Behaviour.Effect(.write(variable, [try readValue(value)]), moment))
        continue
      }
      let fields = try value.fields(
        ["value", "values"] + Self.momentKeys,
        of: "a value, or a moment with a value such as `{ at: 50%, value: 0.3 }`")
      let values = try readValues(fields, at: value)
      let moment = try readActionTime(fields, of: component, at: name, usual: usualActionTime)
      effects.append(Behaviour.Effect(.write(variable, values), moment))
    }
    return effects
  }

  private func readValues(
    _ fields: YAMLFields, at node: YAMLNode
  ) throws(ScenarioError) -> [Expression] {
    if let list = fields["values"] {
      guard fields["value"] == nil else {
        throw list.error("`value` is one value, `values` is several. Keep one of them.")
      }
      let expected = "a list of values such as `[0.9, 0.5, 0.2]`"
      let nodes = try list.elements(expected: expected)
      guard !nodes.isEmpty else {
        throw list.error(Complaint.wrongType(list.found, expected: expected))
      }
      var values: [Expression] = []
      for node in nodes { values.append(try readValue(node)) }
      return values
    }
    guard let value = fields["value"] else {
      throw node.error(Complaint.missing("value", in: "What is written", example: "value: 0.3"))
    }
    return [try readValue(value)]
  }

  /// When calls write and emit, if nothing else is said: at their end, or after each item.
  private func usualActionTime(
    of component: Model.Component, at node: YAMLNode
  ) throws(ScenarioError) -> Behaviour.ActionTime {
    guard component.takes != .forever else {
      throw node.error(
        Complaint.neverEnds(component.name, "this, which is done at the end, would never be done")
          + " Say when, for example `every: 1s` or `at: start`.")
    }
    return component.behaviour.forEach == nil ? .end : .item
  }
}
