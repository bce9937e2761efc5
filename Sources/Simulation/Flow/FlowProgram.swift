/// The steps of a flow as a flat list of instructions, so that going on is going to a place.
///
/// Steps are numbered from 1 in the order of the text, those within others too.
struct FlowProgram {
  enum Instruction {
    /// Call a component.
    case call(component: Int, Arguments)
    case wait(Model.Awaited, timeout: Int64?)
    case set(variable: Int, Expression)
    case stop(component: Int?)
    /// Go on if a condition holds, else to a place; at the top of a loop, again and again.
    case branch(Expression, otherwise: Int, isLoop: Bool)
    case go(to: Int)
    /// Begin to count a repetition.
    case count(Int, times: UInt32)
    /// Go on if there is a pass left of a repetition, else to a place.
    case nextPass(Int, otherwise: Int)

    /// Whether it does something, or waits, and does not just lead to what does.
    var isEffect: Bool {
      switch self {
      case .call, .wait, .set, .stop: true
      case .branch, .go, .count, .nextPass: false
      }
    }
  }

  private(set) var instructions: [Instruction] = []
  /// The step that each instruction belongs to, from 1.
  private(set) var steps: [UInt32] = []
  /// How many repetitions are counted.
  private(set) var counters = 0
  private var count: UInt32 = 0

  /// What is still to be put down, last first: no recursion, however deep steps lie in each other.
  private enum Task {
    case steps(ArraySlice<Model.Step>)
    case instruction(Instruction, step: UInt32)
    /// Make the instruction there lead to here.
    case land(at: Int)
    /// The same, behind an instruction that goes on to where the rest of a choice ends.
    case otherwise(at: Int, [Model.Step], step: UInt32)
  }

  init(_ flow: [Model.Step]) {
    var open = [Task.steps(flow[...])]
    while let task = open.popLast() {
      switch task {
      case .steps(var rest):
        guard let step = rest.popFirst() else { continue }
        open.append(.steps(rest))
        count += 1
        putDown(step, &open)
      case .instruction(let instruction, let step): append(instruction, step)
      case .land(let place): lead(place, to: instructions.count)
      case .otherwise(let place, let other, let step):
        append(.go(to: 0), step)
        lead(place, to: instructions.count)
        open.append(.land(at: instructions.count - 1))
        open.append(.steps(other[...]))
      }
    }
  }

  private mutating func putDown(_ step: Model.Step, _ open: inout [Task]) {
    let (here, number) = (instructions.count, count)
    switch step {
    case .run(let component, let arguments): append(.call(component: component, arguments), number)
    case .wait(let awaited, let timeout): append(.wait(awaited, timeout: timeout), number)
    case .set(let variable, let value): append(.set(variable: variable, value), number)
    case .stop(let component): append(.stop(component: component), number)
    case .when(let condition, let steps, let otherwise):
      append(.branch(condition, otherwise: 0, isLoop: false), number)
      open.append(
        otherwise.isEmpty ? .land(at: here) : .otherwise(at: here, otherwise, step: number))
      open.append(.steps(steps[...]))
    case .repeat(.while(let condition), let steps):
      append(.branch(condition, otherwise: 0, isLoop: true), number)
      open.append(.land(at: here))
      open.append(.instruction(.go(to: here), step: number))
      open.append(.steps(steps[...]))
    case .repeat(.times(let times), let steps):
      append(.count(counters, times: times), number)
      append(.nextPass(counters, otherwise: 0), number)
      counters += 1
      open.append(.land(at: here + 1))
      open.append(.instruction(.go(to: here + 1), step: number))
      open.append(.steps(steps[...]))
    }
  }

  /// The instructions on the way from a branch that is taken where its condition holds, or on the
  /// other.
  func way(from place: Int, to otherwise: Int, taking holds: Bool) -> Range<Int> {
    if holds { return place + 1..<otherwise }
    // The other way ends where the first one, at its end, goes on to.
    guard otherwise > place + 1, case .go(let end) = instructions[otherwise - 1], end > otherwise
    else { return otherwise..<otherwise }
    return otherwise..<end
  }

  private mutating func append(_ instruction: Instruction, _ step: UInt32) {
    instructions.append(instruction)
    steps.append(step)
  }

  private mutating func lead(_ place: Int, to target: Int) {
    switch instructions[place] {
    case .branch(let condition, _, let isLoop):
      instructions[place] = .branch(condition, otherwise: target, isLoop: isLoop)
    case .nextPass(let counter, _): instructions[place] = .nextPass(counter, otherwise: target)
    case .go: instructions[place] = .go(to: target)
    case .call, .wait, .set, .stop, .count: preconditionFailure("it leads nowhere")
    }
  }
}
