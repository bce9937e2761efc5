internal import EventLog

// What calls do while they run: they read and write shared state, put items into streams and take
// them out, fail.

extension Simulator {
  /// Begins to run a call that has just started.
  mutating func beginRun(of call: CallNumber, _ component: Int) {
    let behaviour = model.components[component].behaviour
    var run = CallRun(call: call, deeds: behaviour.deeds.count, at: kernel.now)
    if behaviour.forEach == nil { run.total = runningTime(of: component) }
    run.failsAfter = failurePoint(of: component, in: run.total)
    for (index, deed) in behaviour.deeds.enumerated() {
      run.points[index] = nextPoint(of: deed, index, run, component)
    }
    runs[component] = run
    if let timeout = behaviour.timeout {
      let start = UInt32(calls.lastEvent(of: call))
      schedule(.callTimesOut(call, since: start), at: kernel.now + timeout)
    }
    proceed(component)
  }

  mutating func wake(_ call: CallNumber, plan: UInt32) {
    guard !calls.isEnded(call) else { return }
    let component = calls.component(of: call)
    guard var run = runs[component] else { return end(call, as: .callSucceeded) }
    guard run.plan == plan else { return }
    run.run(until: kernel.now)
    runs[component] = run
    proceed(component)
  }

  /// Does what is due in the plan of a component's call, up to where it runs on, waits or ends.
  mutating func proceed(_ component: Int) {
    let deeds = model.components[component].behaviour.deeds
    while !isOver, let run = runs[component] {
      if run.phase != .start, fails(run) { return fail(component) }
      while let cursor = runs[component]?.cursor, cursor < deeds.count {
        if isDue(deeds[cursor], cursor, of: component) {
          guard act(deeds[cursor], cursor, of: component) else { return }
        } else {
          runs[component]?.cursor += 1
        }
        guard !isOver, calls.log.count < limits.events else { return planAhead(component) }
      }
      runs[component]?.cursor = 0
      switch run.phase {
      case .start:
        runs[component]?.phase = .work
        if model.components[component].behaviour.forEach != nil {
          guard takeItem(component) else { return }
        }
      case .work:
        guard let now = runs[component], isDone(now, component) else {
          return planAhead(component)
        }
        let takesItems = model.components[component].behaviour.forEach != nil
        runs[component]?.phase = takesItems ? .item : .end
      case .item:
        runs[component]?.phase = .work
        guard takeItem(component) else { return }
      case .end: return end(run.call, as: .callSucceeded)
      }
    }
  }

  private func isDone(_ run: CallRun, _ component: Int) -> Bool {
    if let total = run.total { return run.done >= total }
    guard model.components[component].takes == .emissions else { return false }
    return run.points.allSatisfy { $0 == .max }
  }

  /// Sees to it that a call wakes when something is next to happen.
  private mutating func planAhead(_ component: Int) {
    guard var run = runs[component] else { return }
    let plan = run.replan()
    runs[component] = run
    guard let next = run.nextPoint else { return }
    schedule(
      .callWakes(run.call, plan: plan), at: run.since.addingClamped(max(0, next - run.done)))
  }

  private func isDue(_ deed: Behaviour.Deed, _ index: Int, of component: Int) -> Bool {
    guard let run = runs[component] else { return false }
    switch (deed.moment, run.phase) {
    case (.start, .start), (.item, .item), (.end, .end): return true
    case (.at, .work), (.every, .work): return run.points[index] == run.done
    default: return false
    }
  }

  /// Does a deed and goes past it; false if it has to wait for room.
  private mutating func act(
    _ deed: Behaviour.Deed, _ index: Int, of component: Int
  ) -> Bool {
    guard let call = runs[component]?.call else { return false }
    switch deed.act {
    case .read(let variable): read(.variable(variable), for: call)
    case .write(let variable, let values):
      let value = values[min(deedCounts[component][index], values.count - 1)]
      _ = write(evaluate(value, for: call), to: variable, for: call)
    case .emit(let stream):
      guard put(into: stream, by: component) else { return false }
    }
    deedCounts[component][index] += 1
    guard var run = runs[component] else { return false }
    run.times[index] += 1
    if run.phase == .work {
      run.points[index] = nextPoint(of: deed, index, run, component)
      if run.points[index] != run.done { run.cursor += 1 }
    } else {
      run.cursor += 1
    }
    runs[component] = run
    return true
  }

  /// After how much running a deed comes next; `Nanoseconds.max` if it does not.
  private func nextPoint(
    of deed: Behaviour.Deed, _ index: Int, _ run: CallRun, _ component: Int
  ) -> Nanoseconds {
    let times = run.times[index]
    switch deed.moment {
    case .start, .item, .end: return .max
    case .at(let offsets):
      guard times < offsets.count else { return .max }
      guard let point = offsets[Int(times)].point(in: run.total) else { return .max }
      // A share can come before a time that stands first: then it waits for it.
      return times == 0 ? point : max(point, run.points[index])
    case .every(let period, let limit):
      if let limit, times >= limit { return .max }
      // Several deeds of one component have draws of their own.
      let item = UInt64(index) << 32 | UInt64(times)
      guard let period = length(period, .every, of: component, item: item) else { return .max }
      let next = (times == 0 ? 0 : run.points[index]).addingClamped(period)
      return run.total.map { next > $0 } ?? false ? .max : next
    }
  }

  // MARK: Shared state

  /// Notes that a call reads what an expression names.
  mutating func read(_ token: Expression.Token, for call: CallNumber) {
    let value = calls.log.intern(board.value(of: token).description)
    guard let name = name(of: token) else { return }
    calls.note(.stateRead(variable: name, value: value), of: call, at: kernel.now)
    if let origin = board.origin(of: token) { calls.log.cause(origin, .data) }
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
    let text = calls.log.intern(value.description)
    let name = calls.variableNames[variable]
    let event = calls.note(.stateWritten(variable: name, value: text), of: call, at: kernel.now)
    let isChange = board.write(value, to: variable, by: event)
    if let other = board.conflict(of: variable, after: previous, in: calls.log) {
      calls.note(
        .stateConflict(variable: name, against: UInt32(other)), of: call, at: kernel.now)
    }
    if isChange {
      flow.progress += 1
      noteChange(by: event)
    }
    return isChange
  }
}
