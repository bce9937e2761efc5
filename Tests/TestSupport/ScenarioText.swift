import EventLog
public import Simulation

extension Model {
  /// The model as the text of a scenario; task graphs are not written.
  public var yaml: String {
    var lines = ["name: \(quoted(name))"]
    if limits != Limits() {
      lines.append("limits: { time: \(limits.time)ns, events: \(limits.events) }")
    }
    if isReactive { lines.append("reactive: true") }
    lines += section("state", variables) { ($0.name, $0.value.yaml) }
    lines += section("streams", streams) {
      ($0.name, $0.buffer == 0 ? "{}" : "{ buffer: \($0.buffer) }")
    }
    lines += section("machines", machines) { ($0.name, "{ slots: \($0.slots) }") }
    lines += section("components", components) { ($0.name, yaml(of: $0)) }
    lines.append("flow:")
    lines += flow.map { "  - \(yaml(of: $0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section<Element>(
    _ key: String, _ elements: [Element], _ line: (Element) -> (name: String, value: String)
  ) -> [String] {
    guard !elements.isEmpty else { return [] }
    return ["\(key):"] + elements.map(line).map { "  \(quoted($0.name)): \($0.value)" }
  }

  // MARK: Components

  private func yaml(of component: Component) -> String {
    let behaviour = component.behaviour
    var fields: [String] = []
    if component.takes != .emissions, component.takes != .command {
      fields.append("takes: \(component.takes.yaml)")
    }
    switch behaviour.command {
    case .shell(let line): fields.append("command: \(quoted(line))")
    case .words(let words):
      fields.append("command: [\(words.map(quoted).joined(separator: ", "))]")
    case nil: break
    }
    if component.isParallel { fields.append("parallel: true") }
    if let machine = component.machine {
      fields.append("machine: \(quoted(machines[machine].name))")
    }
    if component.atOnce != 1 { fields.append("at_once: \(component.atOnce)") }
    if let stream = behaviour.forEach { fields.append("for_each: \(quoted(streams[stream].name))") }
    fields += effects(of: behaviour)
    if let failure = behaviour.failure { fields.append("fails: \(failure.yaml)") }
    if let retries = behaviour.retries {
      fields.append(
        "retries: { times: \(retries.times), backoff: \(retries.backoff)ns, "
          + "factor: \(retries.factor) }")
    }
    if let timeout = behaviour.timeout { fields.append("timeout: \(timeout)ns") }
    if !behaviour.raisesException { fields.append("raise_exception: false") }
    if let flag = behaviour.cachesCalls { fields.append("cache_calls: \(flag)") }
    if !behaviour.parameters.isEmpty {
      let names = behaviour.parameters.map(quoted).joined(separator: ", ")
      fields.append("parameters: [\(names)]")
    }
    return "{ \(fields.joined(separator: ", ")) }"
  }

  /// What a component does, one key for each kind in the order of the first of it.
  private func effects(of behaviour: Behaviour) -> [String] {
    var groups: [(key: String, fields: [String])] = []
    for effect in behaviour.effects {
      let (key, field) = yaml(of: effect)
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].fields.append(field)
      } else {
        groups.append((key, [field]))
      }
    }
    return groups.map { "\($0.key): { \($0.fields.joined(separator: ", ")) }" }
  }

  private func yaml(of effect: Behaviour.Effect) -> (key: String, field: String) {
    let when = effect.time.yaml
    switch effect.act {
    case .read(let variable): return ("reads", "\(quoted(variables[variable].name)): { \(when) }")
    case .emit(let stream): return ("emits", "\(quoted(streams[stream].name)): { \(when) }")
    case .write(let variable, let values):
      let value =
        values.count == 1
        ? "value: \(values[0].yaml)"
        : "values: [\(values.map(\.yaml).joined(separator: ", "))]"
      return ("writes", "\(quoted(variables[variable].name)): { \(when), \(value) }")
    }
  }

  // MARK: Steps

  private func yaml(of step: Step) -> String {
    switch step {
    case .run(let component, let arguments):
      let run = "run: \(quoted(components[component].name))"
      guard !arguments.isEmpty else { return "{ \(run) }" }
      return "{ \(run), with: \(yaml(of: arguments)) }"
    case .wait(let awaited, let timeout):
      let wait =
        switch awaited {
        case .component(let component): quoted(components[component].name)
        case .condition(let condition): quoted(condition.text)
        case .time(let time): "\(time)ns"
        }
      return "{ wait: \(wait)\(timeout.map { ", timeout: \($0)ns" } ?? "") }"
    case .set(let variable, let value):
      return "{ set: { \(quoted(variables[variable].name)): \(value.yaml) } }"
    case .when(let condition, let steps, let otherwise):
      let rest = otherwise.isEmpty ? "" : ", otherwise: \(yaml(of: otherwise))"
      return "{ when: \(quoted(condition.text)), do: \(yaml(of: steps))\(rest) }"
    case .repeat(.times(let times), let steps):
      return "{ repeat: \(times), do: \(yaml(of: steps)) }"
    case .repeat(.while(let condition), let steps):
      return "{ repeat: { while: \(quoted(condition.text)) }, do: \(yaml(of: steps)) }"
    case .stop(let component):
      return "{ stop: \(component.map { quoted(components[$0].name) } ?? "flow") }"
    }
  }

  private func yaml(of steps: [Step]) -> String {
    "[\(steps.map { yaml(of: $0) }.joined(separator: ", "))]"
  }

  private func yaml(of arguments: Arguments) -> String {
    if arguments.named.isEmpty {
      let texts = arguments.positional.map { quoted(text(of: $0)) }
      return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    }
    let fields = arguments.named.map { "\(quoted($0.name)): \(quoted(text(of: $0.value)))" }
    return "{ \(fields.joined(separator: ", ")) }"
  }

  /// A text with variables in braces; without variables, braces are themselves.
  private func text(of template: Arguments.Template) -> String {
    template.parts.map { part in
      switch part {
      case .variable(let index): return "{\(variables[index].name)}"
      case .text(let text) where variables.isEmpty: return text
      case .text(let text):
        return text.map { $0 == "{" || $0 == "}" ? "\($0)\($0)" : "\($0)" }.joined()
      }
    }.joined()
  }
}

/// A text in double quotes, unless it is a plain word of more than one letter.
private func quoted(_ text: String) -> String {
  let isPlain =
    text.utf8.count > 1 && text.utf8.first.map { $0 >= UInt8(ascii: "a") } == true
    && text.unicodeScalars.allSatisfy {
      "abcdefghijklmnopqrstuvwxyz_0123456789".contains(Character($0))
    }
  if isPlain, !["true", "false", "null"].contains(text) { return text }
  return "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
}

extension Value {
  fileprivate var yaml: String {
    if case .text(let text) = self { quoted(text) } else { description }
  }
}

extension Expression {
  /// An expression as a value: a text in quotes, anything else as it was written.
  fileprivate var yaml: String {
    if case .value(.text(let value)) = tokens[0], tokens.count == 1, value == text {
      return "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
    return text
  }
}

extension Model.RunningTime {
  fileprivate var yaml: String {
    switch self {
    case .constant(let time): "\(time)ns"
    case .random(let distribution): distribution.yaml
    case .forever: "forever"
    case .emissions, .command: ""
    }
  }
}

extension Behaviour.ActionTime {
  fileprivate var yaml: String {
    switch self {
    case .start: "at: start"
    case .end: "at: end"
    case .item: "at: item"
    case .at(let offsets): "at: [\(offsets.map(\.yaml).joined(separator: ", "))]"
    case .every(let period, let times):
      "every: \(period.yaml)\(times.map { ", times: \($0)" } ?? "")"
    }
  }
}

extension Behaviour.Offset {
  fileprivate var yaml: String {
    switch self {
    case .after(let time): "\(time)ns"
    case .millionths(let share):
      "\(share / 10_000).\(String(10_000 + share % 10_000).dropFirst())%"
    }
  }
}

extension Behaviour.Failure {
  fileprivate var yaml: String {
    var fields = ["at: \(at?.yaml ?? "end")", "probability: \(probability)"]
    if !calls.isEmpty {
      fields.append("calls: [\(calls.map(String.init).joined(separator: ", "))]")
    }
    if let reason { fields.append("reason: \(quoted(reason))") }
    return "{ \(fields.joined(separator: ", ")) }"
  }
}
