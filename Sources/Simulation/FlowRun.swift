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
    /// How much there was to tell apart from the time before.
    var progress: Int
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
  /// The events by which something changed since it last did.
  var changes: [(event: Int, edge: Edge)] = []
  /// Rises whenever a reactive flow comes to something new: a call not made before, another value.
  var progress = 0
  /// How many open calls are new, not repetitions of calls that were made before.
  var newOpenCalls = 0
  /// The calls that repeat others.
  var repetitions: Set<CallNumber> = []
  /// Rises whenever something happens that does not happen alike each time.
  var news = 0
  /// How many open calls could make a difference to it.
  var openThatMatter = 0
  /// How things stood when each loop was last at its top and went on, by its instruction.
  var loops: [Int: LoopState] = [:]
  /// How many steps the flow has never come to.
  var stepsAhead: Int
  private var wasDone: [Bool]
  /// How much the flow did without any time passing.
  var actions = 0
  var iterationsAtOnce = 0
  var lastInstant: Nanoseconds = 0
  /// The variable that the flow changed last.
  var lastChanged: Int?

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

  /// Takes in that the flow acts at an instant.
  mutating func act(at now: Nanoseconds) {
    if now > lastInstant { (actions, iterationsAtOnce) = (0, 0) }
    lastInstant = now
    actions += 1
  }

  /// How much a flow may do at one instant, calls not counted, before it is held to go round for ever.
  static let mostActions = 100_000
  /// How often a reactive flow may go through its steps at one instant.
  static let mostIterations = 1_000
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
