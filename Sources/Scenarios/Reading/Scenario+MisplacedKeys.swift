internal import Simulation
internal import YAML

/// Keys that stand where they say nothing, and would elsewhere.
extension ScenarioReader {
  /// Refuses what is said of a component in a step that calls it, as in `{ run: train, parallel: true }`.
  ///
  /// - Parameters:
  ///   - node: The step.
  ///   - keys: The keys that steps have.
  /// - Throws: `ScenarioError` at the first such key.
  func refuseKeysOfComponents(in node: YAMLNode, beside keys: [String]) throws(ScenarioError) {
    guard node.isMapping else { return }
    let pairs = try node.pairs(expected: "a step")
    for (key, value) in pairs {
      guard key.isSingle, !keys.contains(where: key.isText),
        Complaint.key(meantBy: key.string, in: keys) == nil,
        let meant = Complaint.key(meantBy: key.string, in: Self.componentKeys)
      else { continue }
      let called = pairs.first { $0.key.isText("run") && $0.value.isSingle }?.value.string
      let name = called ?? components[0].name
      let entry = value.isSingle && !value.isNull ? "\(meant): \(value.string)" : "\(meant): …"
      throw key.error(
        "\(key.found) goes with a component, not with a step. Write it where the component is declared: "
          + "\(Complaint.quote("\(name): { …, \(entry) }")), under `components`.")
    }
  }
}
