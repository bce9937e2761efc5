internal import EventLog
public import Simulation

/// Expressions that a generator makes, with the text that says them by the rules of precedence.
///
/// The text is put together from the tree downwards, so it knows nothing of how a reader goes
/// through it.
public struct RandomExpression {
  /// How closely what stands outermost binds, from 1, `or`, to 8, what is no operator.
  private var precedence: Int
  private var text: String
  private var tokens: [Expression.Token]

  /// A value to compute with variables and components.
  public static func value(
    of model: Model, using generator: inout SeededGenerator
  ) -> Expression {
    if Int.random(in: 0..<3, using: &generator) == 0 {
      let texts = ["", "hello", "out of memory", "{a}", "true", "1.5"]
      return Expression(.text(texts[Int.random(in: texts.indices, using: &generator)]))
    }
    if Int.random(in: 0..<6, using: &generator) == 0 { return Expression(.null) }
    return number(of: model, depth: 2, using: &generator).plain
  }

  /// A condition.
  public static func condition(
    of model: Model, using generator: inout SeededGenerator
  ) -> Expression {
    flag(of: model, depth: 3, using: &generator).plain
  }

  /// The expression, with parentheses where it could not stand without quotes in YAML.
  private var plain: Expression {
    let needsParentheses = "`'\"-".contains(text.first ?? " ")
    return Expression(needsParentheses ? "(\(text))" : text, tokens)
  }

  private static func flag(
    of model: Model, depth: Int, using generator: inout SeededGenerator
  ) -> RandomExpression {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &generator) {
    case 0:
      let flag = Bool.random(using: &generator)
      return RandomExpression(precedence: 8, text: "\(flag)", tokens: [.value(.flag(flag))])
    case 1: return status(of: model, isCount: false, using: &generator)
    case 2:
      let status = status(of: model, isCount: false, using: &generator)
      let flag = RandomExpression(precedence: 8, text: "false", tokens: [.value(.flag(false))])
      return combined(Bool.random(using: &generator) ? .isEqual : .isNotEqual, flag, status)
    case 3, 4:
      let operations: [Expression.Operation] = [
        .isEqual, .isNotEqual, .isLess, .isAtMost, .isGreater, .isAtLeast,
      ]
      let left = number(of: model, depth: depth - 1, using: &generator)
      let right = number(of: model, depth: depth - 1, using: &generator)
      return combined(
        operations[Int.random(in: operations.indices, using: &generator)], left, right)
    case 5:
      let value = flag(of: model, depth: depth - 1, using: &generator)
      return RandomExpression(
        precedence: 3, text: "not \(value.text(binding: 3))",
        tokens: value.tokens + [.operation(.not)])
    default:
      let left = flag(of: model, depth: depth - 1, using: &generator)
      let right = flag(of: model, depth: depth - 1, using: &generator)
      return combined(Bool.random(using: &generator) ? .and : .or, left, right)
    }
  }

  private static func number(
    of model: Model, depth: Int, using generator: inout SeededGenerator
  ) -> RandomExpression {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 3), using: &generator) {
    case 0:
      let number = Double(Int.random(in: 0...40, using: &generator)) / 8
      return RandomExpression(precedence: 8, text: "\(number)", tokens: [.value(.number(number))])
    case 1, 2, 3:
      let variable = Int.random(in: model.variables.indices, using: &generator)
      return RandomExpression(
        precedence: 8, text: reference(to: model.variables[variable].name),
        tokens: [.variable(variable)])
    case 4:
      let status = status(of: model, isCount: true, using: &generator)
      let one = RandomExpression(precedence: 8, text: "1", tokens: [.value(.number(1))])
      return combined(.plus, status, one)
    case 5:
      let value = number(of: model, depth: depth - 1, using: &generator)
      return RandomExpression(
        precedence: 7, text: "-\(value.text(binding: 7))",
        tokens: value.tokens + [.operation(.negative)])
    default:
      let operations: [Expression.Operation] = [.plus, .minus, .times]
      let left = number(of: model, depth: depth - 1, using: &generator)
      let right = number(of: model, depth: depth - 1, using: &generator)
      return combined(
        operations[Int.random(in: operations.indices, using: &generator)], left, right)
    }
  }

  private static func status(
    of model: Model, isCount: Bool, using generator: inout SeededGenerator
  ) -> RandomExpression {
    let component = Int.random(in: model.components.indices, using: &generator)
    let status = CallStatus.allCases[
      Int.random(in: CallStatus.allCases.indices, using: &generator)]
    return RandomExpression(
      precedence: 8, text: "\(reference(to: model.components[component].name)).\(status.rawValue)",
      tokens: [
        isCount
          ? .count(status, component: component) : .status(status, component: component)
      ])
  }

  private static func combined(
    _ operation: Expression.Operation, _ left: RandomExpression, _ right: RandomExpression
  ) -> RandomExpression {
    let levels: [Expression.Operation: Int] = [.or: 1, .and: 2, .plus: 5, .minus: 5, .times: 6]
    let level = levels[operation] ?? 4
    // Comparisons do not follow one another, so both sides bind more closely.
    let text =
      left.text(binding: level == 4 ? 5 : level) + " \(operation.rawValue) "
      + right.text(binding: level + 1)
    return RandomExpression(
      precedence: level, text: text,
      tokens: left.tokens + right.tokens + [.operation(operation)])
  }

  /// The text, in parentheses if it binds less closely than it has to.
  private func text(binding level: Int) -> String { precedence < level ? "(\(text))" : text }

  private static func reference(to name: String) -> String {
    let isPlain = name.utf8.allSatisfy {
      $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") || $0 == UInt8(ascii: "_")
        || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
    }
    return isPlain && !["and", "or", "not"].contains(name) ? name : "`\(name)`"
  }
}
