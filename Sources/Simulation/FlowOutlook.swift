internal import EventLog

/// What a flow looks at, and what could change that.
///
/// A flow that waits or goes round is told from one that never will come any further by asking
/// whether anything is left that could make a difference to it.
struct FlowOutlook {
  /// The states and numbers of calls in its conditions and values, and in those of components.
  let statuses: [Expression.Token]
  /// Whether a call of each component could make a difference while it is open: it writes, passes
  /// items, can fail, or somebody looks at how it is.
  let matters: [Bool]
  /// Whether a call of each component can end in another way, or do something else, than the one
  /// before it did.
  let varies: [Bool]

  /// - Complexity: O(*n*) in all that the model says.
  init(_ model: Model) {
    let expressions = model.conditions
    let written = model.components.flatMap(\.behaviour.writes).flatMap(\.values)
    var statuses: [Expression.Token] = []
    var observed: Set<Int> = []
    for token in (expressions + written).flatMap(\.tokens) {
      switch token {
      case .status(_, let component), .count(_, let component):
        observed.insert(component)
        if !statuses.contains(token) { statuses.append(token) }
      case .value, .variable, .operation: break
      }
    }
    self.statuses = statuses
    varies = model.components.map { component in
      let behaviour = component.behaviour
      let isRandom = if case .random = component.takes { true } else { false }
      let failsAtTimes =
        behaviour.failure.map { isRandom || $0.probability < 1 || !$0.calls.isEmpty } ?? false
      return failsAtTimes || isRandom && behaviour.timeout != nil || behaviour.forEach != nil
        || !behaviour.emittedStreams.isEmpty
    }
    matters = zip(model.components, varies).enumerated().map { index, component in
      let behaviour = component.0.behaviour
      return component.1 || observed.contains(index) || behaviour.failure != nil
        || behaviour.timeout != nil || !behaviour.writes.isEmpty
    }
  }
}

/// How things stood when a flow came to the top of a loop.
struct LoopState: Equatable {
  /// How often something had happened by then that does not happen alike each time.
  var news: Int
  /// What the variables were.
  var values: [Value]
  /// The states and numbers of calls that somebody looks at.
  var statuses: [Value]
}

extension Simulator {
  /// Whether a loop of the flow has come to its top again just as it did before, and nothing is left
  /// that could make a difference: then it goes round for ever.
  ///
  /// - Complexity: O(*v* + *s*) for *v* variables and *s* states that somebody looks at; where all is
  ///   as it was, O(*c*²) more at worst for *c* components that are busy for ever.
  mutating func repeatsItself(at place: Int) -> Bool {
    let state = LoopState(
      news: flow.news, values: board.values, statuses: outlook.statuses.map(board.value))
    guard flow.loops.updateValue(state, forKey: place) == state, retrying.isEmpty else {
      return false
    }
    let kept = keptCalls
    let keptThatMatter = kept.count { outlook.matters[calls.component(of: $0)] }
    return flow.openThatMatter == keptThatMatter
      && !willWrite(kept) { _ in true }
  }

  /// Whether calls that are kept will write something else in a variable that fulfils a condition.
  func willWrite(_ kept: Set<CallNumber>, to isMeant: (Int) -> Bool) -> Bool {
    everBusy.contains { component in
      guard let run = run(of: component), kept.contains(run.call) else { return false }
      return behaviours.rows[component].deeds.contains { deed in
        guard case .write(let variable, let values) = behaviours.deeds[deed].act,
          isMeant(variable), isAhead(deed, of: component)
        else { return false }
        let next = min(values.lowerBound + deeds[deed].count, values.upperBound - 1)
        return behaviours.values[next..<values.upperBound].contains {
          $0.tokens != [.value(board.values[variable])]
        }
      }
    }
  }

  /// Whether a call at work that never ends will still do a deed.
  private func isAhead(_ deed: Int, of component: Int) -> Bool {
    switch behaviours.deeds[deed].phase {
    case .start, .end: false
    case .item: true
    case .work: behaviours.rows[component].forEach != nil || deeds[deed].point < .max
    }
  }
}
