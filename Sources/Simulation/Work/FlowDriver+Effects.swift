internal import EventLog

// What calls do while they run: they read and write shared state, put items into streams and take
// them out, fail.

extension FlowDriver {
  /// Begins to run a call that has just started, the n-th of its component.
  mutating func beginRun(of call: CallNumber, _ component: Int, number: UInt32) {
    let run = runs.begin(call, of: component, number: number, at: engine.now)
    let total =
      runs.behaviours.rows[component].forEach == nil
      ? runs.runningTime(of: component, number: number) : nil
    runs[run].total = total
    runs[run].failsAfter = failurePoint(of: component, number: number, in: total)
    runs.planEffects(of: run)
    if let timeout = model.components[component].behaviour.timeout {
      let start = UInt32(engine.lastEvent(of: call))
      engine.schedule(.callTimesOut(call, since: start), at: engine.now + timeout)
    }
    proceed(run)
  }

  mutating func wake(_ run: Int, plan: UInt32) {
    guard runs[run].plan == plan else { return }
    runs[run].run(until: engine.now)
    proceed(run)
  }

  /// Does what is due in the plan of a run, up to where it runs on, waits or ends.
  mutating func proceed(_ run: Int) {
    let takesItems = runs[run].stream != nil
    while !engine.isOver, runs[run].isAtWork {
      let phase = runs[run].phase
      if let point = runs[run].failsAfter, phase != .start, runs[run].fails(at: point) {
        return fail(run)
      }
      if !runs[run].effects.isEmpty {
        guard doEffects(run, in: phase) else { return }
      }
      switch phase {
      case .start:
        runs[run].phase = .work
        if takesItems {
          guard takeItem(run) else { return }
        }
      case .work:
        let nextEffect = runs.nextPoint(of: run)
        let isDone =
          if let total = runs[run].total { runs[run].done >= total } else {
            runs[run].takesEmissions && nextEffect == .max
          }
        guard isDone else { return planAhead(run, nextEffect: nextEffect) }
        runs[run].phase = takesItems ? .item : .end
      case .item:
        runs[run].phase = .work
        guard takeItem(run) else { return }
      case .end: return end(runs[run].call, as: .callSucceeded)
      }
    }
  }

  /// Does the effects that are due in a phase, from the one that is next on; false if that is not the
  /// end of it, because the call waits or nothing new is to be begun.
  private mutating func doEffects(_ run: Int, in phase: CallRun.Phase) -> Bool {
    let effects = runs[run].effects
    while runs[run].cursor < effects.count {
      let effect = runs[run].cursor
      if runs.behaviours.effects[effects.lowerBound + effect].phase == phase,
        phase != .work || runs.point(of: effect, run) == runs[run].done
      {
        guard act(effect, of: run) else { return false }
      } else {
        runs[run].cursor += 1
      }
      guard !engine.isOver, engine.mayGoOn else {
        planAhead(run, nextEffect: runs.nextPoint(of: run))
        return false
      }
    }
    runs[run].cursor = 0
    return true
  }

  /// Sees to it that a run wakes when something is next to happen, an effect after that much running.
  private mutating func planAhead(_ run: Int, nextEffect: Nanoseconds) {
    let plan = runs[run].replan()
    var next = nextEffect
    if let total = runs[run].total { next = min(next, total) }
    if let point = runs[run].failsAfter, point < .max {
      next = min(next, point - runs[run].before)
    }
    guard next < .max else { return }
    let wait = max(0, next - runs[run].done)
    engine.schedule(
      .callWakes(run: UInt32(truncatingIfNeeded: run), plan: plan),
      at: runs[run].since.addingClamped(wait))
  }

  /// Does an effect and goes past it; false if it has to wait for room.
  private mutating func act(_ effect: Int, of run: Int) -> Bool {
    let call = runs[run].call
    switch runs.effect(effect, of: run).act {
    case .read(let variable): read(.variable(variable), for: call)
    case .write(let variable, let values):
      let place = values.lowerBound + runs.count(of: effect, runs[run].component)
      let value = min(place, values.upperBound - 1)
      // What the next call writes is another value of the list.
      if place < values.upperBound - 1 { flow.unrepeatable += 1 }
      _ = write(evaluate(runs.behaviours.values[value], for: call), to: variable, for: call)
    case .emit(let stream):
      guard put(into: stream, by: run) else { return false }
    }
    runs.countEffect(effect, of: run)
    guard runs[run].isAtWork else { return false }
    runs.goPast(effect, of: run)
    return true
  }

  // MARK: Shared state

  /// Notes that a call reads what an expression names.
  mutating func read(_ token: Expression.Token, for call: CallNumber) {
    if model.isReactive, call == 1, case .variable(let index) = token { flow.seen.insert(index) }
    let value = engine.text(of: board.value(of: token))
    guard let name = names.name(of: token, model, &engine.log) else { return }
    let event = engine.note(.stateRead(variable: name, value: value), of: call)
    for origin in board.origins(of: token, for: call, at: event) { engine.cause(origin, .data) }
  }

  /// The value of an expression for a call, which reads what it names.
  mutating func evaluate(_ expression: Expression, for call: CallNumber) -> Value {
    for (index, token) in expression.tokens.enumerated()
    where !expression.tokens[..<index].contains(token) { read(token, for: call) }
    return expression.value(of: board.value)
  }

  /// Lets a call write a variable; true if that changed it.
  mutating func write(_ value: Value, to variable: Int, for call: CallNumber) -> Bool {
    let previous = board.writes[variable]
    let name = names.variables[variable]
    let event = engine.note(
      .stateWritten(variable: name, value: engine.text(of: value)), of: call)
    let isChange = board.write(value, to: variable, by: event)
    if let other = board.conflict(of: variable, after: previous, in: engine.log) {
      engine.note(
        .stateConflict(variable: name, against: UInt32(other)), of: call)
    }
    // What a reactive flow writes counts at the end of its iteration.
    if isChange, call > 1 || !model.isReactive { noteChange(by: event) }
    return isChange
  }
}
