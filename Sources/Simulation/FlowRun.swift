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

  /// What a cached call is known by.
  struct CallKey: Hashable {
    var component: Int
    /// The canonical text of its arguments.
    var arguments: String
  }

  /// A call that may be repeated, and when it was last asked for.
  struct Known {
    var call: CallNumber
    /// How things stood then.
    var state: StandOfThings
  }

  var machine: FlowMachine
  var waiting = Waiting.nothing
  /// The number of the wait, so that a timer knows whether it is still waited for.
  var wait: UInt32 = 0
  /// Whether the timer of the wait has run out.
  var hasTimerRung = false
  /// Whether the flow is to be stepped at this instant.
  var isDue = false
  var isEnded = false
  /// The calls that were made, by component and arguments.
  var known: [CallKey: Known] = [:]
  /// How often a reactive flow has gone through its steps.
  var iteration: UInt32 = 0
  /// The variables that it looked at in this round.
  var seen: Set<Int> = []
  /// Those that stood in arguments.
  var inArguments: Set<Int> = []
  /// Which ways it took in this round, by instruction.
  var turns: [(place: Int, holds: Bool)] = []
  /// The variables that it wrote in this round, with what they were before and the step.
  var written: [(variable: Int, before: Value, step: UInt32)] = []
  /// The events by which something changed since it last did.
  var changes: [(event: Int, edge: Edge)] = []
  /// How many open calls are new, not repetitions of calls that were made before.
  var newOpenCalls = 0
  /// The calls that repeat others.
  var repetitions: Set<CallNumber> = []
  /// Rises whenever something happens that does not happen alike each time.
  var news = 0
  /// How many open calls could make a difference to it.
  var openThatMatter = 0
  /// Each loop that it is in, by its instruction.
  var loops: [Int: LoopRun] = [:]
  /// How many steps the flow has never come to.
  var stepsAhead: Int
  private(set) var wasDone: [Bool]
  /// How often it went through its steps at this instant.
  var iterationsAtOnce = 0
  private var lastInstant: Nanoseconds = -1

  init(_ model: Model) {
    machine = FlowMachine(
      FlowProgram(model.flow), isParallel: model.components.map(\.isParallel))
    wasDone = machine.program.instructions.map { !$0.isDeed }
    stepsAhead = wasDone.count { !$0 }
  }

  /// Takes in that the flow comes to an instruction.
  mutating func reach(_ place: Int) {
    guard !wasDone[place] else { return }
    wasDone[place] = true
    stepsAhead -= 1
  }

  /// Begins a round of a reactive flow.
  mutating func beginIteration(at now: Nanoseconds) {
    iteration += 1
    iterationsAtOnce = now > lastInstant ? 1 : iterationsAtOnce + 1
    lastInstant = now
    changes.removeAll(keepingCapacity: true)
    seen.removeAll(keepingCapacity: true)
    inArguments.removeAll(keepingCapacity: true)
    turns.removeAll(keepingCapacity: true)
    written.removeAll(keepingCapacity: true)
    loops.removeAll(keepingCapacity: true)
    waiting = .nothing
    machine.restart()
  }

  /// How much a flow may do without leaving a trace in the log before it is cut off.
  static let mostIdleActions = 10_000_000
  /// How often a reactive flow may go through its steps at one instant before it is held to do so for
  /// ever.
  static let mostIterations = 10_000
}

extension Arguments {
  /// The arguments as they are told, with the values that variables have.
  func text(_ value: (Int) -> Value) -> String {
    (positional.map { $0.text(value) } + named.map { "\($0.name)=\($0.value.text(value))" })
      .joined(separator: ", ")
  }

  /// The values that arguments come to, with those that variables have.
  func resolved(_ value: (Int) -> Value) -> (positional: [Value], named: [(String, Value)]) {
    (
      positional.map { $0.value(value) },
      named.map { ($0.name, $0.value.value(value)) }
    )
  }

  /// The variables that stand in the arguments, each once.
  var variables: [Int] {
    var variables: [Int] = []
    for template in positional + named.map(\.value) {
      for case .variable(let index) in template.parts where !variables.contains(index) {
        variables.append(index)
      }
    }
    return variables
  }
}

extension Arguments.Template {
  fileprivate func text(_ value: (Int) -> Value) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .variable(let index): value(index).description
      }
    }.joined()
  }

  fileprivate func value(_ values: (Int) -> Value) -> Value {
    if let value { return value }
    if parts.count == 1, case .variable(let index) = parts[0] { return values(index) }
    return .text(text(values))
  }
}

/// The text by which arguments are the same: names in order, positions named where there are names.
///
///     ["A"], [("lr", 0.10)], parameters: ["message"]   {"lr":0.1,"message":"A"}
func canonicalArguments(
  _ positional: [Value], _ named: [(String, Value)], parameters: [String]
) -> String {
  var fields = named
  var rest: [Value] = []
  for (index, value) in positional.enumerated() {
    if index < parameters.count {
      fields.append((parameters[index], value))
    } else {
      rest.append(value)
    }
  }
  fields.sort { $0.0 < $1.0 }
  let list = rest.map(\.canonicalText).joined(separator: ",")
  let mapping = fields.map { "\(JSONText.quoted($0.0)):\($0.1.canonicalText)" }
    .joined(separator: ",")
  return (rest.isEmpty ? "" : "[\(list)]") + (fields.isEmpty ? "" : "{\(mapping)}")
}

extension Value {
  /// The value as JSON: a text in quotation marks, so that it is never a number.
  fileprivate var canonicalText: String {
    if case .text(let text) = self { JSONText.quoted(text) } else { description }
  }
}

/// The digest of a text: its 128-bit FNV-1a hash in 32 hexadecimal digits.
///
/// Source: Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/.
///
/// - Complexity: O(*n*) in the length of the text.
func stableDigest(_ text: String) -> String {
  let prime = UInt128(1) << 88 | 0x13B
  var hash = UInt128(0x6C62_272E_07BB_0142) << 64 | 0x62B8_2175_6295_C58D
  for byte in text.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 32 - digits.count) + digits
}
