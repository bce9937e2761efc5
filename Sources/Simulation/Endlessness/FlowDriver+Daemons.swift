internal import EventLog

// Calls that never end keep a run busy. Whether anything but them can still do something.

extension FlowDriver {
  /// Whether all that still happens is what calls without an end do, and nothing will come of it.
  ///
  /// - Complexity: O(*n*) for *n* entries in the queue, and that only where calls without an end do
  ///   something; where they alone do, O(*c*²) more at worst for *c* such components.
  var onlyDaemonsRemain: Bool {
    guard engine.kernel.isInstantOver else { return false }
    if engine.openCalls == 0 { return true }
    guard engine.kernel.allSatisfy({ isStale($0) || isWakeOfEverBusy($0) }) else { return false }
    let kept = keptCalls
    let isAllKept = engine.kernel.allSatisfy { entry in
      if case .callWakes(let run, _) = entry, kept.contains(runs[Int(run)].call) { return true }
      return isStale(entry)
    }
    return isAllKept && !feedsOthers(kept) && !wakesFlow(kept)
  }

  /// The calls at work that never end: they take for ever, or items from a stream that never is at
  /// its end, because one of them puts items in.
  ///
  /// - Complexity: O(*c*²) at worst for *c* components that can be busy for ever.
  var keptCalls: Set<CallNumber> {
    var kept: Set<CallNumber> = []
    var endlessStreams: Set<Int> = []
    var count = -1
    while kept.count > count {
      count = kept.count
      runs.forEach(facts.daemons) { run in
        guard runs[run].failsAfter ?? .max == .max, !kept.contains(runs[run].call) else { return }
        if let stream = runs[run].stream {
          // Who fails when it is done with all never comes there.
          guard endlessStreams.contains(stream) else { return }
        }
        kept.insert(runs[run].call)
        endlessStreams.formUnion(facts.emitted[runs[run].component])
      }
    }
    return kept
  }

  /// Whether a reactive flow has come to the end of its steps and waits only for a change.
  func isFlowDone(_ call: CallNumber) -> Bool {
    guard engine.component(of: call) < 0, case .change(on: 0, condition: nil) = flow.waiting else {
      return false
    }
    return retries.isEmpty
  }

  /// Forgets what is next on the queue as long as nothing will come of it, so that the clock does not
  /// go on to it.
  mutating func dropStaleEntries() {
    while let entry = engine.kernel.first, isStale(entry) { engine.kernel.dropFirst() }
  }

  /// Whether nothing will come of an entry, because its call has ended or changed its plan.
  private func isStale(_ entry: Entry) -> Bool {
    switch entry {
    case .callWakes(let run, let plan): return runs[Int(run)].plan != plan
    case .callEnds(let call), .callTimesOut(let call, _), .commandEnds(let call):
      return engine.hasEnded(call)
    case .callIsTriedAgain(let call): return !retries.contains(call)
    case .flowTimerRings(let wait):
      if wait == flow.wait, case .place = flow.waiting { return false }
      return true
    case .streamMoves, .flowSteps, .dispatch: return false
    }
  }

  private func isWakeOfEverBusy(_ entry: Entry) -> Bool {
    if case .callWakes(let run, _) = entry {
      facts.daemons.contains(runs[Int(run)].component)
    } else {
      false
    }
  }

  /// Whether calls that are kept give others an item or room for which they wait.
  private func feedsOthers(_ kept: Set<CallNumber>) -> Bool {
    runs.contains(Array(model.components.indices)) { other in
      guard let stream = runs[other].awaited, !kept.contains(runs[other].call) else {
        return false
      }
      return runs.contains(facts.daemons) { run in
        kept.contains(runs[run].call)
          && serves(runs[run].component, stream, byItems: runs[other].awaitsItem)
      }
    }
  }

  /// Whether calls that are kept will write something else in a variable that the flow looks at.
  private func wakesFlow(_ kept: Set<CallNumber>) -> Bool {
    switch flow.waiting {
    case .change(on: 0, condition: nil): return mayGoFurther(kept)
    case .change: return !variablesToChange(by: kept).isDisjoint(with: flow.seen)
    case .place(let place):
      guard
        case .wait(.condition(let condition), _) = flow.machine.program.instructions[place]
      else { return false }
      return !variablesToChange(by: kept).isDisjoint(with: condition.variables)
    case .nothing, .call: return false
    }
  }

  /// The variables in which calls that are kept will write something else.
  ///
  /// - Complexity: O(*d*) in the number of effects of those calls, and of values they write.
  func variablesToChange(by kept: Set<CallNumber>) -> Set<Int> {
    var variables: Set<Int> = []
    runs.forEach(facts.daemons) { run in
      guard kept.contains(runs[run].call) else { return }
      for effect in 0..<runs[run].effects.count where isAhead(effect, of: run) {
        guard case .write(let variable, let values) = runs.effect(effect, of: run).act else {
          continue
        }
        let count = runs.count(of: effect, runs[run].component)
        let next = min(values.lowerBound + count, values.upperBound - 1)
        let isChange = runs.behaviours.values[next..<values.upperBound].contains {
          $0.tokens != [.value(board.values[variable])]
        }
        if isChange { variables.insert(variable) }
      }
    }
    return variables
  }

  /// Whether a call at work that never ends will still do an effect.
  private func isAhead(_ effect: Int, of run: Int) -> Bool {
    switch runs.effect(effect, of: run).phase {
    case .start, .end: false
    case .item: true
    case .work: runs[run].stream != nil || runs.point(of: effect, run) < .max
    }
  }
}

extension Model {
  /// Whether what is planned can lose its meaning: a call or a wait has a time-out, or calls are
  /// stopped.
  var forgetsEntries: Bool {
    components.contains { $0.behaviour.timeout != nil }
      || allSteps.contains { step in
        switch step {
        case .wait(_, let timeout): timeout != nil
        case .stop: true
        case .run, .set, .when, .repeat: false
        }
      }
  }

  /// The components whose calls can be busy for ever: they take for ever and do something
  /// meanwhile, or take the items that such a call puts into a stream.
  ///
  /// - Complexity: O(*c*²) at worst in the number of components.
  var daemonComponents: [Int] {
    var found: [Int] = []
    var isFound = [Bool](repeating: false, count: components.count)
    var streams: Set<Int> = []
    var count = -1
    while found.count > count {
      count = found.count
      for (index, component) in components.enumerated() where !isFound[index] {
        let behaviour = component.behaviour
        let isBusy =
          behaviour.forEach.map(streams.contains)
          ?? (component.takes == .forever && !behaviour.effects.isEmpty)
        guard isBusy, behaviour.timeout == nil else { continue }
        found.append(index)
        isFound[index] = true
        streams.formUnion(behaviour.emittedStreams)
      }
    }
    return found
  }
}
