internal import EventLog
internal import Simulation

/// Reads an expression: what may follow what, and which names there are.
///
/// - Complexity: O(*n*) in the length of the text.
struct ExpressionReader {
  /// Parts of the longest expression.
  static let mostTokens = 1_000

  private let text: String
  private let names: ExpressionNames
  private var tokens: ExpressionTokens
  private var postfix = PostfixBuilder()
  /// Whether a value comes next, not an operator.
  private var expectsValue = true
  /// The part before, for words about where something is missing.
  private var last: Range<Int>?

  init(_ text: String, names: ExpressionNames) {
    self.text = text
    self.names = names
    tokens = ExpressionTokens(text)
  }

  mutating func read() throws(ExpressionProblem) -> Expression {
    var count = 0
    while let token = try tokens.next() {
      count += 1
      guard count <= Self.mostTokens else {
        throw problem(
          token,
          "An expression has at most \(Self.mostTokens) parts; here is one more. Let `set` "
            + "compute a part of it before.")
      }
      try take(token)
      last = token.bytes
    }
    guard !expectsValue else { throw expectedValue(at: text.utf8.count) }
    if let open = postfix.finish() {
      throw ExpressionProblem(
        offset: open.lowerBound, problem: "This `(` is never closed. Add a `)`.")
    }
    return Expression(text, postfix.output)
  }

  private mutating func take(_ token: ExpressionToken) throws(ExpressionProblem) {
    switch token.kind {
    case .value, .name, .state, .open:
      guard expectsValue else { throw expectedOperator(at: token) }
    case .close:
      guard !expectsValue else { throw expectedValue(at: token.bytes.lowerBound) }
    case .operation: break
    }
    switch token.kind {
    case .value(let value): postfix.append(.value(value))
    case .name(let name): postfix.append(.variable(try names.variable(name, at: token)))
    case .state(let state, let component): postfix.append(try status(state, of: component, token))
    case .operation(let operation): try take(operation, at: token)
    case .open: postfix.open(at: token.bytes)
    case .close:
      guard postfix.close() else { throw problem(token, "This `)` closes nothing. Remove it.") }
    }
    switch token.kind {
    case .value, .name, .state, .close: expectsValue = false
    case .operation, .open: expectsValue = true
    }
  }

  private mutating func take(
    _ operation: Expression.Operation, at token: ExpressionToken
  ) throws(ExpressionProblem) {
    guard expectsValue else {
      guard operation != .not else { throw expectedOperator(at: token) }
      guard postfix.infix(operation) else {
        throw problem(
          token,
          "Comparisons cannot follow one another. Write `and` between them, as in "
            + "`0 < loss and loss < 1`.")
      }
      return
    }
    switch operation {
    case .minus: postfix.prefix(.negative)
    case .not:
      if let waiting = postfix.waiting, waiting.precedence > operation.precedence {
        throw problem(
          token, "Put parentheses around `not` and what it denies, as in `(not ready)`.")
      }
      postfix.prefix(.not)
    default: throw expectedValue(at: token.bytes.lowerBound)
    }
  }

  private func status(
    _ word: String, of component: String, _ token: ExpressionToken
  ) throws(ExpressionProblem) -> Expression.Token {
    let component = try names.component(component, at: token)
    if let status = CallStatus(rawValue: word) { return .status(status, component: component) }
    throw ExpressionProblem(
      offset: token.bytes.upperBound - word.utf8.count,
      problem: Complaint.unknown(word, "state", valid: CallStatus.allCases.map(\.rawValue)))
  }

  // MARK: Problems

  private func problem(_ token: ExpressionToken, _ text: String) -> ExpressionProblem {
    ExpressionProblem(offset: token.bytes.lowerBound, problem: text)
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
