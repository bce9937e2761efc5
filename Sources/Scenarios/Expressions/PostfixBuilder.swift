internal import EventLog
internal import Simulation

/// Puts operators behind what they take, with Dijkstra's shunting-yard algorithm ("Algol 60
/// translation", Mathematisch Centrum MR 34/61, 1961): no recursion, however deep parentheses are.
///
///     best_loss < 0.1 and train.succeeded   ─▶   best_loss 0.1 < train.succeeded and
struct PostfixBuilder {
  /// What an operand is, as far as it matters for what `train.succeeded` beside it means.
  private enum Operand {
    /// A state of a component alone, at that place of the output.
    case status(at: Int)
    /// True or false, whatever its parts are.
    case flag
    case other
  }

  /// What waits: an operator for its right operand, a parenthesis for its end.
  private enum Pending {
    case operation(Expression.Operation)
    case parenthesis(Range<Int>)
  }

  private(set) var output: [Expression.Token] = []
  private var operands: [Operand] = []
  private var pending: [Pending] = []

  /// The operator that waits for the operand that comes next.
  var waiting: Expression.Operation? {
    if case .operation(let operation)? = pending.last { operation } else { nil }
  }

  /// Takes in a value, a variable or a state.
  mutating func append(_ token: Expression.Token) {
    switch token {
    case .status: operands.append(.status(at: output.count))
    case .value(.flag): operands.append(.flag)
    default: operands.append(.other)
    }
    output.append(token)
  }

  mutating func open(at bytes: Range<Int>) {
    pending.append(.parenthesis(bytes))
  }

  /// Takes in the end of a parenthesis; false if none is open.
  mutating func close() -> Bool {
    while let top = pending.popLast() {
      guard case .operation(let operation) = top else { return true }
      apply(operation)
    }
    return false
  }

  /// Takes in an operator before its only operand.
  mutating func prefix(_ operation: Expression.Operation) {
    pending.append(.operation(operation))
  }

  /// Takes in an operator between two operands; false if a comparison follows another.
  mutating func infix(_ operation: Expression.Operation) -> Bool {
    while let top = waiting, top.precedence >= operation.precedence {
      guard !(top.isComparison && operation.isComparison) else { return false }
      pending.removeLast()
      apply(top)
    }
    pending.append(.operation(operation))
    return true
  }

  /// Takes in the end; gives back the parenthesis that is still open, if one is.
  mutating func finish() -> Range<Int>? {
    while let top = pending.popLast() {
      switch top {
      case .operation(let operation): apply(operation)
      case .parenthesis(let bytes): return bytes
      }
    }
    return nil
  }

  /// Puts out an operator behind its operands.
  ///
  /// A state beside a comparison or in a sum is a number of calls, unless it is compared with true or
  /// false.
  private mutating func apply(_ operation: Expression.Operation) {
    let right = operands.removeLast()
    let left = operation.operands == 2 ? operands.removeLast() : nil
    if operation.isComparison || operation.isArithmetic {
      let comparesFlags = operation == .isEqual || operation == .isNotEqual
      for (one, other) in [(left, right), (right, left)] {
        guard case .status(let place)? = one else { continue }
        if comparesFlags, case .flag? = other { continue }
        if case .status(let status, let component) = output[place] {
          output[place] = .count(status, component: component)
        }
      }
    }
    operands.append(operation.isArithmetic ? .other : .flag)
    output.append(.operation(operation))
  }
}

extension Expression.Operation {
  /// How closely it binds, as in Python.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .not: 3
    case .isEqual, .isNotEqual, .isLess, .isAtMost, .isGreater, .isAtLeast: 4
    case .plus, .minus: 5
    case .times: 6
    case .negative: 7
    }
  }

  fileprivate var isComparison: Bool { precedence == 4 }
  fileprivate var isArithmetic: Bool { precedence > 4 }
}
