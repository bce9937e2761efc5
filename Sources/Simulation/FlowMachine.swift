/// The meaning of a flow: what it does next, without any clock.
///
/// A flow calls its components in order. A call to a parallel component returns at once; a call to
/// any other returns when the component has finished. The machine is told what happened and answers
/// with what to do; whoever drives it keeps the time.
///
///     start ─▶ call(step) ─ parallel ─▶ went on ─▶ call(next step) … ─▶ finish
///                  └─ otherwise ─▶ wait ─▶ returned ─▶ resume ─▶ call(next step)
struct FlowMachine {
  enum Input: Equatable {
    /// The flow begins, or goes on after a call that returned at once.
    case goOn
    /// The call that the flow waits for has ended.
    case returned
  }

  enum Action: Equatable {
    /// Call the component of a step, then go on.
    case call(step: Int)
    /// Wait for the call of a step.
    case wait(step: Int)
    /// The flow is at its end.
    case finish
  }

  private enum State {
    case ready(step: Int)
    case called(step: Int)
    case waiting(step: Int)
    case finished
  }

  private let waits: [Bool]
  private var state = State.ready(step: 0)

  /// A flow whose steps wait for their calls, or do not.
  init(waits: [Bool]) { self.waits = waits }

  /// Takes in what happened.
  ///
  /// - Precondition: `returned` is given only to a flow that waits, `goOn` to one that does not.
  mutating func handle(_ input: Input) -> Action {
    switch (state, input) {
    case (.called(let step), .goOn) where waits[step]:
      state = .waiting(step: step)
      return .wait(step: step)
    case (.called(let step), .goOn), (.waiting(let step), .returned):
      return begin(step + 1)
    case (.ready(let step), .goOn):
      return begin(step)
    case (.finished, _), (.ready, .returned), (.called, .returned), (.waiting, .goOn):
      preconditionFailure("a flow that \(state) cannot be told \(input)")
    }
  }

  private mutating func begin(_ step: Int) -> Action {
    guard step < waits.count else {
      state = .finished
      return .finish
    }
    state = .called(step: step)
    return .call(step: step)
  }
}
