internal import EventLog

/// The names that a log has for the flow, its variables and its streams.
struct SharedNames {
  let flow: Name
  let variables: [Name]
  let streams: [Name]
  /// For each variable the event that declares it.
  let variableEvents: [Int]
  /// For each stream what is waited for in it, room and an item; none until somebody does.
  private var conditions: [Name]

  /// Declares the variables and streams of a model.
  init(_ model: Model, flow: Name, _ log: inout LogBuilder) {
    self.flow = flow
    variables = model.variables.map { log.intern($0.name) }
    variableEvents = zip(model.variables, variables).map { variable, name in
      let value = log.intern(variable.value.jsonText)
      return log.append(.stateDeclared(variable: name, value: value), at: 0)
    }
    streams = model.streams.map { stream in
      let name = log.intern(stream.name)
      log.append(.streamDeclared(stream: name, buffer: stream.buffer), at: 0)
      return name
    }
    conditions = Array(repeating: .none, count: model.streams.count * 2)
  }

  /// What an expression looks at, as the log calls it; nil for what is no look.
  func name(of token: Expression.Token, _ model: Model, _ log: inout LogBuilder) -> Name? {
    switch token {
    case .variable(let index): variables[index]
    case .status(let status, let component), .count(let status, let component):
      log.intern("\(model.components[component].name).\(status.rawValue)")
    case .value, .operation: nil
    }
  }

  /// What is waited for by who waits for an item of a stream, or for room in it.
  mutating func condition(
    of stream: Int, named name: String, forItem: Bool, _ log: inout LogBuilder
  ) -> Name {
    let place = stream * 2 + (forItem ? 1 : 0)
    if log.isKept, conditions[place].isNone {
      conditions[place] = log.intern(StreamBuffer.condition(of: name, forItem: forItem))
    }
    return conditions[place]
  }
}
