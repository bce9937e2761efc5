internal import EventLog

/// What a flow looks at, and what could change that.
///
/// A flow that waits or goes round is told from one that never will come any further by asking
/// whether anything is left that could make a difference to it.
struct FlowDependencies {
  /// The states and numbers of calls in its conditions and values, and in those of components.
  let statuses: [Expression.Token]
  /// Whether a call of each component could make a difference while it is open: it writes, passes
  /// items, can fail, or somebody looks at how it is.
  let matters: [Bool]
  /// Whether a call of each component can end in another way, or do something else, than the one
  /// before it did.
  let varies: [Bool]
  /// The variables that may be written in later iterations of a reactive flow: by itself, and by calls that
  /// may be made again.
  let writtenAgain: Set<Int>
  /// For each loop whose own steps cannot change its condition, by its instruction, the components whose
  /// calls can.
  private(set) var changers: [Int: [Int]] = [:]

  /// - Complexity: O(*n* *d*) in all that the model says, for loops *d* deep in each other.
  init(_ model: Model, _ program: FlowProgram) {
    let expressions = model.conditions
    let written = model.components.flatMap(\.behaviour.writes).flatMap(\.values)
    var statuses: [Expression.Token] = []
    var (known, observed): (Set<Expression.Token>, Set<Int>) = ([], [])
    for token in (expressions + written).flatMap(\.tokens) {
      switch token {
      case .status(_, let component), .count(_, let component):
        observed.insert(component)
        if known.insert(token).inserted { statuses.append(token) }
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
        || !behaviour.emittedStreams.isEmpty || component.takes == .command
    }
    matters = zip(model.components, varies).enumerated().map { index, component in
      let behaviour = component.0.behaviour
      return component.1 || observed.contains(index) || behaviour.failure != nil
        || behaviour.timeout != nil || !behaviour.writes.isEmpty
    }
    var writtenAgain: Set<Int> = []
    for step in model.allSteps {
      switch step {
      case .set(let variable, _): writtenAgain.insert(variable)
      case .run(let component, let arguments):
        let behaviour = model.components[component].behaviour
        guard behaviour.cachesCalls == false || !arguments.variables.isEmpty else { continue }
        writtenAgain.formUnion(behaviour.writes.map(\.variable))
      case .wait, .when, .repeat, .stop: break
      }
    }
    self.writtenAgain = writtenAgain
    let writers = model.writers
    for (place, instruction) in program.instructions.enumerated() {
      guard case .branch(let condition, let end, isLoop: true) = instruction else { continue }
      var changers: Set<Int> = []
      for token in condition.tokens {
        switch token {
        case .variable(let variable): changers.formUnion(writers[variable].filter { $0 >= 0 })
        case .status(_, let component), .count(_, let component): changers.insert(component)
        case .value, .operation: break
        }
      }
      let canChange = program.instructions[place + 1..<end].contains { step in
        switch step {
        case .call(let component, _): changers.contains(component) || varies[component]
        case .set(let variable, _): condition.tokens.contains(.variable(variable))
        case .stop(let component): component.map(condition.observes) ?? true
        // Where it may wait for ever it does not go round.
        case .wait(.condition, _): true
        case .wait, .branch, .go, .count, .nextPass: false
        }
      }
      if !canChange { self.changers[place] = changers.sorted() }
    }
  }
}
