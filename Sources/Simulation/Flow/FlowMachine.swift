/// The meaning of a flow: what it does next, without any clock.
///
/// A flow does its steps in order. A call to a parallel component returns at once; a call to any
/// other returns when the component has finished. The machine is told what happened and answers with
/// what to do; whoever drives it keeps the time, the calls and the shared state.
///
///     start ─▶ call ─ parallel ─▶ went on ─▶ call … ─▶ finish
///                └─ otherwise ─▶ wait ─▶ returned ─▶ call … ─▶ finish
///
/// A reactive flow has the same steps. Where it would wait, whoever drives it ends the iteration instead
/// and begins the next one at the top.
struct FlowMachine {
  enum Input: Equatable {
    /// The flow begins, or goes on after what it did.
    case goOn
    /// What the flow waited for has come.
    case returned
    /// The call was answered without being made, so there is nothing to wait for.
    case answered
    /// Whether the condition holds that was asked for.
    case holds(Bool)
  }

  enum Action: Equatable {
    /// Call the component of an instruction, then go on.
    case call(at: Int)
    /// Wait for the call that was just made.
    case waitForCall(at: Int)
    /// Wait for what an instruction says, if it is not there already.
    case wait(at: Int)
    /// Find out whether the condition of an instruction holds.
    case check(at: Int)
    /// Write the variable of an instruction, then go on.
    case set(at: Int)
    /// Stop what an instruction says, then go on.
    case stop(at: Int)
    /// The flow is at its end.
    case finish

    /// The instruction that it is about.
    var place: Int? {
      switch self {
      case .call(let place), .waitForCall(let place), .wait(let place), .check(let place),
        .set(let place), .stop(let place):
        place
      case .finish: nil
      }
    }
  }

  private enum State {
    case ready
    case called
    case waiting
    case checking
    case did
    case finished
  }

  let program: FlowProgram
  private let isParallel: [Bool]
  private var state = State.ready
  private var place = 0
  private var passes: [UInt32]

  /// A flow whose calls return at once where a component is parallel.
  init(_ program: FlowProgram, isParallel: [Bool]) {
    self.program = program
    self.isParallel = isParallel
    passes = Array(repeating: 0, count: program.counters)
  }

  /// The step at which the flow is, from 1.
  var step: UInt32 { place < program.steps.count ? program.steps[place] : 0 }

  /// Goes back to the top.
  mutating func restart() {
    state = .ready
    place = 0
  }

  /// Takes in what happened.
  ///
  /// - Precondition: It answers the last action: `returned` a wait, `holds` a check, `answered` a
  ///   call, `goOn` anything else that is to go on.
  mutating func handle(_ input: Input) -> Action {
    switch (state, input) {
    case (.ready, .goOn): break
    case (.called, .goOn) where waits(at: place):
      state = .waiting
      return .waitForCall(at: place)
    case (.called, .goOn), (.called, .answered), (.waiting, .returned), (.did, .goOn): place += 1
    case (.checking, .holds(let holds)): turn(holds)
    default: preconditionFailure("a flow that is \(state) cannot be told \(input)")
    }
    return next()
  }

  private func waits(at place: Int) -> Bool {
    guard case .call(let component, _) = program.instructions[place] else { return false }
    return !isParallel[component]
  }

  private mutating func turn(_ holds: Bool) {
    guard case .branch(_, let otherwise, _) = program.instructions[place] else { return }
    place = holds ? place + 1 : otherwise
  }

  private mutating func next() -> Action {
    while place < program.instructions.count {
      switch program.instructions[place] {
      case .call:
        state = .called
        return .call(at: place)
      case .wait:
        state = .waiting
        return .wait(at: place)
      case .set:
        state = .did
        return .set(at: place)
      case .stop:
        state = .did
        return .stop(at: place)
      case .branch:
        state = .checking
        return .check(at: place)
      case .go(let target):
        place = target
      case .count(let counter, let times):
        passes[counter] = times
        place += 1
      case .nextPass(let counter, let otherwise):
        guard passes[counter] > 0 else {
          place = otherwise
          continue
        }
        passes[counter] -= 1
        place += 1
      }
    }
    state = .finished
    return .finish
  }
}
