internal import EventLog
public import Simulation
public import TraceAnalysis

/// Holds a run against what is expected of it.
///
///     let check = ExpectationCheck(of: comparison, model)
///     check.outcome(of: expectation).isKept   // true
public struct ExpectationCheck: Sendable {
  private let comparison: Comparison
  private let model: Model
  private let outcome: RunOutcome
  private let state: FinalState
  private var run: Analysis { comparison.run }

  /// Prepares to check a run.
  ///
  /// - Parameters:
  ///   - comparison: The run, against its serial twin.
  ///   - model: What was simulated.
  /// - Complexity: O(*n*) in the number of events.
  public init(of comparison: Comparison, _ model: Model) {
    self.comparison = comparison
    self.model = model
    outcome = RunOutcome(comparison.run)
    state = FinalState(of: comparison.run)
  }

  /// Whether an expectation is kept, and what was found.
  ///
  /// - Complexity: O(*n*) in the number of events; of races as `Races`.
  public func outcome(of expectation: RunExpectation) -> CheckedExpectation {
    switch expectation.claim {
    case .measure(let measure, let relation, let limit):
      return checked(expectation, measure, relation, limit)
    case .component(let measure, let components, let relation, let limit):
      guard let value = state.value(of: measure, of: components.names) else {
        return CheckedExpectation(expectation, isKept: false, .neverStarted(components))
      }
      return CheckedExpectation(
        expectation, isKept: relation.holds(value, limit), .value(value, measure.unit))
    case .condition(let condition): return checked(expectation, condition)
    case .never(let hazards):
      for hazard in hazards {
        if let finding = finding(of: hazard) {
          return CheckedExpectation(expectation, isKept: false, finding)
        }
      }
      return CheckedExpectation(expectation, isKept: true, .nothing)
    case .order(let components): return checked(expectation, components)
    case .ends(let hazard):
      return CheckedExpectation(
        expectation, isKept: hazard.isEnd(outcome.end), .end(outcome.end))
    }
  }

  private func checked(
    _ expectation: RunExpectation, _ measure: RunMeasure, _ relation: Relation,
    _ limit: RunExpectation.Limit
  ) -> CheckedExpectation {
    guard let value = measure.value(of: comparison) else {
      return CheckedExpectation(expectation, isKept: false, .unknown)
    }
    let isKept =
      switch limit {
      case .value(let limit): relation.holds(value, limit)
      case .part(let part):
        relation.holds(
          MeasuredValue(value.numerator, over: max(1, comparison.baselineTime ?? 1)), part)
      }
    return CheckedExpectation(expectation, isKept: isKept, .value(value, measure.unit))
  }

  private func checked(
    _ expectation: RunExpectation, _ condition: Expression
  ) -> CheckedExpectation {
    var seen: Set<Expression.Token> = []
    var values: [(name: String, value: Value)] = []
    for token in condition.tokens where seen.insert(token).inserted {
      if let name = name(of: token) { values.append((name, value(of: token))) }
    }
    return CheckedExpectation(
      expectation, isKept: condition.value(of: value).isTrue, .values(values))
  }

  private func name(of token: Expression.Token) -> String? {
    switch token {
    case .variable(let index): model.variables[index].name
    case .status(let status, let component), .count(let status, let component):
      "\(model.components[component].name).\(status.rawValue)"
    case .value, .operation: nil
    }
  }

  private func value(of token: Expression.Token) -> Value {
    switch token {
    case .variable(let index): state.variables[model.variables[index].name] ?? .null
    case .status(let status, let component):
      .flag(state.isLatest(status, of: model.components[component].name))
    case .count(let status, let component):
      .number(Double(state.count(status, of: model.components[component].name)))
    case .value(let value): value
    case .operation: .null
    }
  }

  /// What there is of a hazard in the run; nil if there is nothing.
  private func finding(of hazard: Hazard) -> CheckedExpectation.Finding? {
    switch hazard {
    case .deadlock, .livelock, .limit, .stuck:
      return hazard.isEnd(outcome.end) ? .end(outcome.end) : nil
    case .failure:
      if let call = state.firstFailed { return .failure(call) }
      return hazard.isEnd(outcome.end) ? .end(outcome.end) : nil
    case .race:
      let races = Races(run.log)
      return races.races.isEmpty && races.areAll ? nil : .races(races)
    }
  }

  /// Whether all calls of each have ended before the first of the next starts.
  private func checked(
    _ expectation: RunExpectation, _ order: [ChosenComponents]
  ) -> CheckedExpectation {
    for components in order where state.firstStart(of: components.names) == nil {
      return CheckedExpectation(expectation, isKept: false, .neverStarted(components))
    }
    for (earlier, later) in zip(order, order.dropFirst()) {
      guard let last = state.lastEnd(of: earlier.names),
        let first = state.firstStart(of: later.names), last.event > first.event
      else { continue }
      return CheckedExpectation(
        expectation, isKept: false, .overlap(earlier: last.call, later: first.call))
    }
    return CheckedExpectation(expectation, isKept: true, .nothing)
  }
}
