internal import Simulation
internal import YAML

/// What calls run when the scenario is recorded.
///
///     command: ./train.sh "$1"            # for /bin/sh -c
///     command: [python3, train.py]        # run as it is
extension ScenarioReader {
  /// Reads the command of a component or a task; one without `takes` takes as long as that.
  func readCommand(
    _ fields: YAMLFields, into component: inout Model.Component, at key: YAMLNode
  ) throws(ScenarioError) {
    guard let node = fields["command"] else { return }
    component.behaviour.command = try readCommand(node)
    for other in ["for_each", "emits"] {
      guard let node = fields[other] else { continue }
      throw node.error(
        "Items of a stream cannot be handed to a command, or come from one. Take `\(other)` away, or "
          + "`command`.")
    }
    guard fields["takes"] == nil else { return }
    component.takes = .command
    guard purpose == .simulating else { return }
    let name = Complaint.quote(component.name)
    throw key.error(
      "\(name) has a `command` and no `takes`, so how long it takes is known only when it has run. Add an "
        + "assumption such as `takes: 4s`, or run it for real with `meanwhile record` and read the log of that."
    )
  }

  private func readCommand(_ node: YAMLNode) throws(ScenarioError) -> Behaviour.Command {
    let expected = "a line for the shell, or a list of words such as `[python3, train.py]`"
    guard node.isList else {
      let line = try node.text(expected: expected)
      guard !line.isEmpty else {
        throw node.error(Complaint.wrongType(node.found, expected: expected))
      }
      try refuseZero(in: line, node)
      return .shell(line)
    }
    var words: [String] = []
    for word in try node.elements(expected: expected) {
      let text = try word.text(expected: "a word of a command")
      try refuseZero(in: text, word)
      words.append(text)
    }
    guard words.first.map({ !$0.isEmpty }) ?? false else {
      throw node.error("The command has no program. Name it first, such as `[python3, train.py]`.")
    }
    return .words(words)
  }

  /// Refuses what cannot be handed to a program.
  private func refuseZero(in text: String, _ node: YAMLNode) throws(ScenarioError) {
    guard text.utf8.contains(0) else { return }
    throw node.error("A command cannot hold a zero byte. Take `\\0` away.")
  }
}
