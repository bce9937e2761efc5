internal import EventLog
internal import Simulation
internal import YAML

/// Calls and what they are called with.
///
///     - run: train
///       with: machine {name}            # or [A, 0.1] by position, or { lr: 0.1 } by name
extension ScenarioReader {
  func readCall(_ node: YAMLNode, with: YAMLNode?) throws(ScenarioError) -> Model.Step {
    let component = try componentNames.index(of: node)
    guard let with, !with.isNull else { return .run(component, with: Arguments()) }
    return .run(component, with: try readArguments(with, of: components[component]))
  }

  private func readArguments(
    _ node: YAMLNode, of component: Model.Component
  ) throws(ScenarioError) -> Arguments {
    let parameters = component.behaviour.parameters
    var arguments = Arguments()
    if node.isMapping {
      for (key, value) in try node.pairs(expected: "arguments") {
        let name = try key.name(of: "parameter")
        guard parameters.isEmpty || parameters.contains(name) else {
          throw key.error(Complaint.unknown(name, "parameter", valid: parameters))
        }
        arguments.named.append((name, try readTemplate(value)))
      }
      return arguments
    }
    for element in node.isList ? try node.elements(expected: "arguments") : [node] {
      guard parameters.isEmpty || arguments.positional.count < parameters.count else {
        let names = parameters.map(Complaint.quote).joined(separator: ", ")
        throw element.error(
          "\(Complaint.quote(component.name)) has no parameter for this: its parameters are \(names). "
            + "Remove it, or add a parameter.")
      }
      arguments.positional.append(try readTemplate(element))
    }
    return arguments
  }

  /// Reads a text in which, if there is shared state, `{name}` stands for a variable's value.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  private func readTemplate(_ node: YAMLNode) throws(ScenarioError) -> Arguments.Template {
    let text = try node.text(expected: "a text")
    if node.isPlain, let value = plainValue(of: text) {
      return Arguments.Template([.text(text)], value: value)
    }
    guard !variables.isEmpty else { return Arguments.Template([.text(text)]) }
    var parts: [Arguments.Template.Part] = []
    var bytes = text.utf8[...]
    var literal: [UInt8] = []
    while let byte = bytes.popFirst() {
      switch Unicode.Scalar(byte) {
      case "{" where bytes.first == byte, "}" where bytes.first == byte:
        literal.append(bytes.removeFirst())
      case "{":
        if !literal.isEmpty { parts.append(.text(String(decoding: literal, as: UTF8.self))) }
        literal = []
        let start = bytes.startIndex
        let name = bytes.prefix { $0 != UInt8(ascii: "}") }
        bytes = bytes[name.endIndex...]
        guard bytes.popFirst() != nil,
          let index = variableNames.index(named: String(Substring(name)))
        else { throw unknown(Substring(name), before: start, in: text, node) }
        parts.append(.variable(index))
      default: literal.append(byte)
      }
    }
    if !literal.isEmpty || parts.isEmpty {
      parts.append(.text(String(decoding: literal, as: UTF8.self)))
    }
    return Arguments.Template(parts)
  }

  /// What is wrong with a `{` that no name of a variable and `}` follow.
  private func unknown(
    _ name: Substring, before start: String.Index, in text: String, _ node: YAMLNode
  ) -> ScenarioError {
    let prefix = text.unicodeScalars[..<start].dropLast()
    let problem =
      if name.endIndex == text.endIndex {
        "The `{` that begins here is never closed. Write `{name}` for the value of a variable, or "
          + "`{{` for a brace."
      } else if name.isEmpty {
        "Expected the name of a variable between braces. For a brace write `{{`."
      } else {
        Complaint.unknown(String(name), "variable", valid: variableNames.names)
          + " For a brace write `{{`."
      }
    return node.error(after: prefix, of: source, problem)
  }
}
