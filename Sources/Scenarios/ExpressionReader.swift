internal import Simulation

/// Reads an expression into its postfix form, with Dijkstra's shunting-yard algorithm ("Algol 60
/// translation", Mathematisch Centrum MR 34/61, 1961): no recursion, however deep its parentheses.
///
///     best_loss < 0.1 and train.succeeded   ─▶   best_loss 0.1 < train.succeeded and
struct ExpressionReader {
  /// Parts of the longest expression.
  static let mostTokens = 1_000

  /// What an operand is, as far as it matters for what `train.succeeded` beside it means.
  private enum Operand {
    /// A state of a component alone, at that place of the output.
    case status(at: Int)
    /// True or false, whatever its parts are.
    case flag
    case other
  }

  /// What waits for its right operand: an operator, or a parenthesis for its end.
  private struct Pending {
    var operation: Expression.Operation?
    var bytes: Range<Int>
  }

  private let text: String
  private var tokens: ExpressionTokens
  private let names: ExpressionNames
  private var output: [Expression.Token] = []
  private var operands: [Operand] = []
  private var pending: [Pending] = []
  private var last: Range<Int>?

  init(_ text: String, names: ExpressionNames) {
    self.text = text
    self.names = names
    tokens = ExpressionTokens(text)
  }

  /// - Complexity: O(*n*) in the length of the text.
  mutating func read() throws(ExpressionProblem) -> Expression {
    var expectsValue = true
    var count = 0
    var token = try tokens.next()
    while let current = token {
      count += 1
      guard count <= Self.mostTokens else {
        throw problem(
          current,
          "An expression has at most \(Self.mostTokens) parts; here is one more. Let `set` "
            + "compute a part of it before.")
      }
      token = try tokens.next()
      last = current.bytes
      switch current.kind {
      case .value(let value):
        try expectOperator(unless: expectsValue, current)
        if case .flag = value { operands.append(.flag) } else { operands.append(.other) }
        output.append(.value(value))
        expectsValue = false
      case .name(let name):
        try expectOperator(unless: expectsValue, current)
        if case .point = token?.kind {
          let status = try tokens.next()
          try readStatus(of: name, at: current, status)
          last = status?.bytes
          token = try tokens.next()
        } else {
          output.append(.variable(try names.variable(name, at: current)))
          operands.append(.other)
        }
        expectsValue = false
      case .operation(let operation):
        expectsValue = try take(operation, at: current, expectsValue)
      case .open:
        try expectOperator(unless: expectsValue, current)
        pending.append(Pending(operation: nil, bytes: current.bytes))
      case .close:
        guard !expectsValue else { throw expectedValue(at: current.bytes.lowerBound) }
        try close(at: current)
      case .point:
        throw problem(
          current, "A `.` stands between a component and a state, as in `train.succeeded`.")
      }
    }
    guard !expectsValue else { throw expectedValue(at: text.utf8.count) }
    while let top = pending.popLast() {
      guard let operation = top.operation else {
        throw ExpressionProblem(
          offset: top.bytes.lowerBound, problem: "This `(` is never closed. Add a `)`.")
      }
      apply(operation)
    }
    return Expression(text, output)
  }

  // MARK: Operators

  /// Takes in an operator; gives back whether a value is expected next.
  private mutating func take(
    _ operation: Expression.Operation, at token: ExpressionToken, _ expectsValue: Bool
  ) throws(ExpressionProblem) -> Bool {
    var operation = operation
    if expectsValue {
      switch operation {
      case .minus: operation = .negative
      case .not:
        if let top = pending.last?.operation, top.precedence > Expression.Operation.not.precedence {
          throw problem(
            token, "Put parentheses around `not` and what it denies, as in `(not ready)`.")
        }
      default: throw expectedValue(at: token.bytes.lowerBound)
      }
    } else {
      guard operation != .not else { throw expectedOperator(at: token) }
      while let top = pending.last?.operation, top.precedence >= operation.precedence {
        guard !(top.isComparison && operation.isComparison) else {
          throw problem(
            token,
            "Comparisons cannot follow one another. Write `and` between them, as in "
              + "`0 < loss and loss < 1`.")
        }
        pending.removeLast()
        apply(top)
      }
    }
    pending.append(Pending(operation: operation, bytes: token.bytes))
    return true
  }

  private mutating func close(at token: ExpressionToken) throws(ExpressionProblem) {
    while let top = pending.popLast() {
      guard let operation = top.operation else { return }
      apply(operation)
    }
    throw problem(token, "This `)` closes nothing. Remove it.")
  }

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

  // MARK: Names

  private mutating func readStatus(
    of name: String, at token: ExpressionToken, _ word: ExpressionToken?
  ) throws(ExpressionProblem) {
    let component = try names.component(name, at: token)
    guard let word, case .name(let state) = word.kind else {
      throw ExpressionProblem(
        offset: word?.bytes.lowerBound ?? text.utf8.count,
        problem: "Expected a state after `.`, such as `succeeded` or `running`"
          + (word.map { ", found \(Complaint.quote(tokens.text(of: $0.bytes)))." } ?? "."))
    }
    guard let status = CallStatus(rawValue: state) else {
      throw problem(
        word, Complaint.unknown(state, "state", valid: CallStatus.allCases.map(\.rawValue)))
    }
    operands.append(.status(at: output.count))
    output.append(.status(status, component: component))
  }

  // MARK: Problems

  private func problem(_ token: ExpressionToken, _ text: String) -> ExpressionProblem {
    ExpressionProblem(offset: token.bytes.lowerBound, problem: text)
  }

  private func expectOperator(
    unless expectsValue: Bool, _ token: ExpressionToken
  ) throws(ExpressionProblem) {
    guard expectsValue else { throw expectedOperator(at: token) }
  }

  private func expectedOperator(at token: ExpressionToken) -> ExpressionProblem {
    let found = Complaint.quote(tokens.text(of: token.bytes))
    return problem(
      token,
      "Expected an operator such as `<`, `+` or `and` before \(found). A text stands in quotes.")
  }

  private func expectedValue(at offset: Int) -> ExpressionProblem {
    let place = last.map { " after \(Complaint.quote(tokens.text(of: $0)))" } ?? ""
    return ExpressionProblem(
      offset: offset,
      problem: "Expected a value\(place): a number, a text in quotes, the name of a variable, or a "
        + "state such as `train.succeeded`.")
  }
}

extension Expression.Operation {
  /// How closely it binds, as in Python.
  fileprivate var precedence: Int {
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
