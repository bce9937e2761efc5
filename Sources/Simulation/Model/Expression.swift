public import EventLog

/// What a condition or a new value is computed from: `best_loss < 0.1`, `trial.succeeded >= 5`.
///
/// Held in postfix form: each operator after what it takes. So it is evaluated in one sweep over a
/// flat array, however deep its parentheses are.
public struct Expression: Equatable, Sendable {
  /// A part of an expression.
  public enum Token: Hashable, Sendable {
    /// A value that stands in it.
    case value(Value)
    /// A variable, by its index.
    case variable(Int)
    /// Whether the latest call of a component is in a state.
    case status(CallStatus, component: Int)
    /// How many calls of a component are in a state.
    case count(CallStatus, component: Int)
    /// Something to do with the one or two values before it.
    case operation(Operation)
  }

  /// What can be done with values.
  public enum Operation: String, Sendable, CaseIterable {
    case or, and, not
    case isEqual = "=="
    case isNotEqual = "!="
    case isLess = "<"
    case isAtMost = "<="
    case isGreater = ">"
    case isAtLeast = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case negative

    /// How many values it takes.
    public var operands: Int { self == .not || self == .negative ? 1 : 2 }
  }

  /// The expression as it was written.
  public let text: String
  /// Its parts in postfix form.
  public let tokens: [Token]

  /// Makes an expression.
  ///
  /// - Precondition: The tokens leave exactly one value, and no operator lacks what it takes.
  public init(_ text: String, _ tokens: [Token]) {
    let depth = tokens.reduce(0) { depth, token in
      guard case .operation(let operation) = token else { return depth + 1 }
      precondition(depth >= operation.operands, "an operator lacks what it takes")
      return depth - operation.operands + 1
    }
    precondition(depth == 1, "an expression has one value")
    self.text = text
    self.tokens = tokens
  }

  /// The expression that is always that value.
  public init(_ value: Value) { self.init(value.description, [.value(value)]) }

  /// The value as far as it is known where some of what it looks at is not; nil if it depends on that.
  ///
  /// Kleene's strong logic of three values ("On notation for ordinal numbers", 1938).
  ///
  /// - Complexity: O(*n*) in the number of tokens.
  func knownValue(of name: (Token) -> Value?) -> Value? {
    var stack: [Value?] = []
    for token in tokens {
      switch token {
      case .value(let value): stack.append(value)
      case .operation(let operation):
        let right = stack.removeLast()
        guard operation.operands == 2 else {
          stack.append(right.map(operation.of))
          continue
        }
        let left = stack.removeLast()
        if operation == .and, left?.isTrue == false || right?.isTrue == false {
          stack.append(.flag(false))
        } else if operation == .or, left?.isTrue == true || right?.isTrue == true {
          stack.append(.flag(true))
        } else if let left, let right {
          stack.append(operation.of(left, right))
        } else {
          stack.append(nil)
        }
      case .variable, .status, .count: stack.append(name(token))
      }
    }
    return stack[0]
  }

  /// Whether it looks at the calls of a component.
  func observes(_ component: Int) -> Bool {
    tokens.contains { token in
      switch token {
      case .status(_, component), .count(_, component): true
      default: false
      }
    }
  }

  /// Whether it looks at nothing, so that its value is always the same.
  var isConstant: Bool {
    tokens.allSatisfy { token in
      switch token {
      case .value, .operation: true
      case .variable, .status, .count: false
      }
    }
  }

  /// The variables that it looks at, each as often as it does.
  var variables: [Int] {
    tokens.compactMap { if case .variable(let index) = $0 { index } else { nil } }
  }

  /// The value of the expression, with what its variables and statuses are at the moment.
  ///
  /// What makes no sense, such as a comparison with nothing, is not true, and a sum with it nothing.
  ///
  /// - Complexity: O(*n*) in the number of tokens.
  package func value(of name: (Token) -> Value) -> Value {
    if tokens.count == 1, case .value(let value) = tokens[0] { return value }
    var stack: [Value] = []
    for token in tokens {
      guard case .operation(let operation) = token else {
        if case .value(let value) = token { stack.append(value) } else { stack.append(name(token)) }
        continue
      }
      let right = stack.removeLast()
      if operation.operands == 1 {
        stack.append(operation.of(right))
      } else {
        stack.append(operation.of(stack.removeLast(), right))
      }
    }
    return stack[0]
  }
}

extension Expression.Operation {
  fileprivate func of(_ value: Value) -> Value {
    switch self {
    case .not: .flag(!value.isTrue)
    default: value.number.map { .number(-$0) } ?? .null
    }
  }

  fileprivate func of(_ left: Value, _ right: Value) -> Value {
    switch self {
    case .or: return .flag(left.isTrue || right.isTrue)
    case .and: return .flag(left.isTrue && right.isTrue)
    case .isEqual: return .flag(left == right)
    case .isNotEqual: return .flag(left != right)
    default: break
    }
    guard let left = left.number, let right = right.number else {
      return [.plus, .minus, .times].contains(self) ? .null : .flag(false)
    }
    switch self {
    case .isLess: return .flag(left < right)
    case .isAtMost: return .flag(left <= right)
    case .isGreater: return .flag(left > right)
    case .isAtLeast: return .flag(left >= right)
    case .plus: return .number(left + right)
    case .minus: return .number(left - right)
    case .times: return .number(left * right)
    case .or, .and, .not, .isEqual, .isNotEqual, .negative: return .null
    }
  }
}
