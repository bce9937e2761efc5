internal import EventLog

// What calls do while they run: they read and write shared state, put items into streams and take
// them out, fail.

extension Simulator {
  /// Begins to run a call that has just started.
  mutating func beginRun(of call: CallNumber, _ component: Int) {
    let row = behaviours.rows[component]
    let total = row.forEach == nil ? runningTime(of: component) : nil
    runs[component] = CallRun(call: call, firstEffect: row.effects.lowerBound, at: kernel.now)
    runs[component].total = total
    runs[component].failsAfter = failurePoint(of: component, in: total)
    for effect in row.effects {
      effects[effect].times = 0
      effects[effect].point = nextPoint(of: effect, component)
    }
    if let timeout = model.components[component].behaviour.timeout {
      let start = UInt32(calls.lastEvent(of: call))
      schedule(.callTimesOut(call, since: start), at: kernel.now + timeout)
    }
    proceed(component)
  }

  mutating func wake(_ call: CallNumber, plan: UInt32) {
    guard !calls.isEnded(call) else { return }
    let component = calls.component(of: call)
    guard runs[component].isAtWork else { return end(call, as: .callSucceeded) }
    guard runs[component].plan == plan else { return }
    runs[component].run(until: kernel.now)
    proceed(component)
  }

  /// Does what is due in the plan of a component's call, up to where it runs on, waits or ends.
  mutating func proceed(_ component: Int) {
    while !isOver, runs[component].isAtWork {
      let phase = runs[component].phase
      if let point = runs[component].failsAfter, phase != .start, fails(component, at: point) {
        return fail(component)
      }
      if !behaviours.rows[component].effects.isEmpty {
        guard doEffects(component, in: phase) else { return }
      }
      switch phase {
      case .start:
        runs[component].phase = .work
        if behaviours.rows[component].forEach != nil {
          guard takeItem(component) else { return }
        }
      case .work:
        let nextEffect = effects.nextPoint(among: behaviours.rows[component].effects)
        let isDone =
          if let total = runs[component].total { runs[component].done >= total } else {
            behaviours.rows[component].takesEmissions && nextEffect == .max
          }
        guard isDone else { return planAhead(component, nextEffect: nextEffect) }
        runs[component].phase = behaviours.rows[component].forEach != nil ? .item : .end
      case .item:
        runs[component].phase = .work
        guard takeItem(component) else { return }
      case .end: return end(runs[component].call, as: .callSucceeded)
      }
    }
  }

  /// Does the effects that are due in a phase, from the one that is next on; false if that is not the
  /// end of it, because the call waits or nothing new is to be begun.
  private mutating func doEffects(_ component: Int, in phase: CallRun.Phase) -> Bool {
    let range = behaviours.rows[component].effects
    while runs[component].cursor < range.upperBound {
      let effect = runs[component].cursor
      if behaviours.effects[effect].phase == phase,
        phase != .work || effects[effect].point == runs[component].done
      {
        guard act(effect, of: component) else { return false }
      } else {
        runs[component].cursor += 1
      }
      guard !isOver, calls.log.count < limits.events else {
        planAhead(component, nextEffect: effects.nextPoint(among: range))
        return false
      }
    }
    runs[component].cursor = range.lowerBound
    return true
  }

  /// Sees to it that a call wakes when something is next to happen, an effect after that much running.
  private mutating func planAhead(_ component: Int, nextEffect: Nanoseconds) {
    let plan = runs[component].replan()
    var next = nextEffect
    if let total = runs[component].total { next = min(next, total) }
    if let point = runs[component].failsAfter, point < .max {
      next = min(next, point - runs[component].before)
    }
    guard next < .max else { return }
    let wait = max(0, next - runs[component].done)
    schedule(
      .callWakes(runs[component].call, plan: plan), at: runs[component].since.addingClamped(wait))
  }

  /// Does an effect and goes past it; false if it has to wait for room.
  private mutating func act(_ effect: Int, of component: Int) -> Bool {
    let call = runs[component].call
    switch behaviours.effects[effect].act {
    case .read(let variable): read(.variable(variable), for: call)
    case .write(let variable, let values):
      let place = values.lowerBound + effects[effect].count
      let value = min(place, values.upperBound - 1)
      // What the next call writes is another value of the list.
      if place < values.upperBound - 1 { flow.unrepeatable += 1 }
      _ = write(evaluate(behaviours.values[value], for: call), to: variable, for: call)
    case .emit(let stream):
      guard put(into: stream, by: component) else { return false }
    }
    effects[effect].count += 1
    guard runs[component].isAtWork else { return false }
    effects[effect].times += 1
    if runs[component].phase == .work {
      effects[effect].point = nextPoint(of: effect, component)
      if effects[effect].point != runs[component].done { runs[component].cursor += 1 }
    } else {
      runs[component].cursor += 1
    }
    return true
  }

  /// After how much running an effect comes next; `Nanoseconds.max` if it does not.
  private mutating func nextPoint(of effect: Int, _ component: Int) -> Nanoseconds {
    let times = effects[effect].times
    switch behaviours.effects[effect].points {
    case .none: return .max
    case .at(let offsets):
      guard times < offsets.count else { return .max }
      let offset = behaviours.offsets[offsets.lowerBound + Int(times)]
      guard let point = offset.point(in: runs[component].total) else { return .max }
      // A share can come before a time that stands first: then it waits for it.
      return times == 0 ? point : max(point, effects[effect].point)
    case .every(let period, let limit):
      guard times < limit else { return .max }
      guard let period = length(period, of: component, item: times) else { return .max }
      let next = (times == 0 ? 0 : effects[effect].point).addingClamped(period)
      return runs[component].total.map { next > $0 } ?? false ? .max : next
    }
  }

  // MARK: Shared state

  /// Notes that a call reads what an expression names.
  mutating func read(_ token: Expression.Token, for call: CallNumber) {
    if model.isReactive, call == 1, case .variable(let index) = token { flow.seen.insert(index) }
    let value = text(of: board.value(of: token))
    guard let name = name(of: token) else { return }
    calls.note(.stateRead(variable: name, value: value), of: call, at: kernel.now)
    if let origin = board.origin(of: token) { calls.log.cause(origin, .data) }
  }

  /// How the log writes a value.
  private mutating func text(of value: Value) -> Name {
    calls.log.isKept ? calls.log.intern(value.jsonText) : .none
  }

  private mutating func name(of token: Expression.Token) -> Name? {
    switch token {
    case .variable(let index): return calls.variableNames[index]
    case .status(let status, let component), .count(let status, let component):
      return calls.log.intern("\(model.components[component].name).\(status.rawValue)")
    case .value, .operation: return nil
    }
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
    let name = calls.variableNames[variable]
    let event = calls.note(
      .stateWritten(variable: name, value: text(of: value)), of: call, at: kernel.now)
    let isChange = board.write(value, to: variable, by: event)
    if let other = board.conflict(of: variable, after: previous, in: calls.log) {
      calls.note(
        .stateConflict(variable: name, against: UInt32(other)), of: call, at: kernel.now)
    }
    // What a reactive flow writes counts at the end of its round.
    if isChange, call > 1 || !model.isReactive { noteChange(by: event) }
    return isChange
  }
}
