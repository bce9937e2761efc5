package import EventLog

// The shared state, as code reads and writes it.

extension CodeDriver {
  /// The value that a variable, or a state of calls, has at the moment; nothing is noted of that.
  package func value(of token: Expression.Token) -> Value { board.value(of: token) }

  /// Notes that a call reads a variable, or how calls are.
  package mutating func read(_ token: Expression.Token, for call: CallNumber) {
    guard !engine.hasEnded(call), !engine.isOver else { return }
    if call == 1 { noteLook(at: token) }
    let value = engine.text(of: board.value(of: token))
    guard let name = names.name(of: token, model, &engine.log) else { return }
    let event = note(.stateRead(variable: name, value: value), of: call)
    for origin in board.origins(of: token, for: call, at: event) { engine.cause(origin, .data) }
  }

  /// Takes in at what the flow looks, so that it is told of changes as what they are to it.
  package mutating func noteLook(at token: Expression.Token) {
    switch token {
    case .status(let status, let component), .count(let status, let component):
      iteration.watched.insert(component)
      if [.pending, .running, .started].contains(status) { iteration.looksAtStarts = true }
    case .value, .variable, .operation: break
    }
  }

  /// Lets a call write a variable.
  ///
  /// - Parameters:
  ///   - value: Its new value.
  ///   - variable: The variable, by its index.
  ///   - call: The call whose code does so.
  ///   - step: The place in that code, if it is that of the flow.
  package mutating func write(
    _ value: Value, to variable: Int, for call: CallNumber, step: UInt32 = 0
  ) {
    guard mayGoOn(call) else { return }
    let (previous, before) = (board.writes[variable], board.values[variable])
    let name = names.variables[variable]
    let event = note(.stateWritten(variable: name, value: engine.text(of: value)), of: call)
    let isChange = board.write(value, to: variable, by: event)
    if let other = board.conflict(of: variable, after: previous, in: engine.log) {
      engine.note(.stateConflict(variable: name, against: UInt32(other)), of: call)
    }
    // What a reactive flow writes counts at the end of its iteration.
    if isChange, call > 1 || !model.isReactive { return noteChange(by: event) }
    guard call == 1, model.isReactive else { return }
    if let place = iteration.written.firstIndex(where: { $0.variable == variable }) {
      iteration.written[place].step = step
    } else {
      iteration.written.append((variable, before, step))
    }
  }
}
