internal import EventLog

/// A flow at work: where it is, what it waits for, which calls it need not make again.
struct FlowRun {
  /// What a flow waits for.
  enum Waiting {
    case nothing
    /// The end of a call.
    case call(CallNumber)
    /// What the instruction at a place waits for.
    case place(Int)
    /// That something changes, which is when a reactive flow goes through its steps again.
    case change(on: CallNumber, condition: String?)
  }

  /// A call that may be repeated, and when it was last asked for.
  struct Known {
    var call: CallNumber
    /// How things stood then; nil if that no longer matters, since it answers all that follow.
    var configuration: Configuration?
  }

  var machine: FlowMachine
  var waiting = Waiting.nothing
  /// The call for which it was blocked last; 0 if that was for something else.
  var blockedOn: CallNumber = 0
  /// The number of the wait, so that a timer knows whether it is still waited for.
  var wait: UInt32 = 0
  /// Whether the timer of the wait has run out.
  var hasTimerRung = false
  /// Whether the flow is to be stepped at this instant.
  var isDue = false
  var isEnded = false
  /// The calls that were made, by component and arguments.
  var known: [CallKey: Known] = [:]
  /// What those calls are known by that may be tried again.
  var keys: [CallNumber: CallKey] = [:]
  /// How often a reactive flow has gone through its steps.
  private(set) var iterations = IterationCount()
  /// The variables that it looked at in this iteration.
  var seen: Set<Int> = []
  /// Those that stood in arguments.
  var inArguments: Set<Int> = []
  /// Which ways it took in this iteration, by instruction.
  var turns: [(place: Int, holds: Bool)] = []
  /// The variables that it wrote in this iteration, with what they were before and the step.
  private(set) var written: [(variable: Int, before: Value, step: UInt32)] = []
  private var writtenPlaces: [Int: Int] = [:]
  /// The events by which something changed since it last did.
  var changes: [(event: Int, edge: Edge)] = []
  /// How many open calls are new, not repetitions of calls that were made before.
  var newOpenCalls = 0
  /// The calls that repeat others.
  var repetitions: Set<CallNumber> = []
  /// How often something happened that does not happen alike each time.
  var unrepeatable = 0
  /// How many open calls could make a difference to it.
  var openThatMatter = 0
  /// Each loop that it is in, by its instruction.
  var loops: [Int: LoopRun] = [:]
  /// How many steps the flow has never come to.
  var stepsAhead: Int
  private(set) var wasDone: [Bool]

  init(_ model: Model) {
    machine = FlowMachine(
      FlowProgram(model.flow), isParallel: model.components.map(\.isParallel))
    wasDone = machine.program.instructions.map { !$0.isEffect }
    stepsAhead = wasDone.count { !$0 }
  }

  /// Takes in that the flow comes to an instruction.
  mutating func reach(_ place: Int) {
    guard !wasDone[place] else { return }
    wasDone[place] = true
    stepsAhead -= 1
  }

  /// Begins an iteration of a reactive flow.
  mutating func beginIteration(at now: Nanoseconds) {
    iterations.begin(at: now)
    changes.removeAll(keepingCapacity: true)
    seen.removeAll(keepingCapacity: true)
    inArguments.removeAll(keepingCapacity: true)
    turns.removeAll(keepingCapacity: true)
    written.removeAll(keepingCapacity: true)
    writtenPlaces.removeAll(keepingCapacity: true)
    loops.removeAll(keepingCapacity: true)
    waiting = .nothing
    machine.restart()
  }

  /// Takes in that a reactive flow writes a variable in its iteration.
  mutating func write(_ variable: Int, before: Value) {
    if let place = writtenPlaces[variable] {
      written[place].step = machine.step
    } else {
      writtenPlaces[variable] = written.count
      written.append((variable, before, machine.step))
    }
  }

  /// How much a flow may do without leaving a trace in the log before it is cut off.
  static let mostIdleActions = 1_000_000
}
