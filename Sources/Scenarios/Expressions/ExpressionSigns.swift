internal import Simulation

/// The signs of operators, and those of other languages.
extension ExpressionTokens {
  private static let signs: [(String, Expression.Operation)] = [
    ("==", .isEqual), ("!=", .isNotEqual), ("<=", .isAtMost), (">=", .isAtLeast), ("<", .isLess),
    (">", .isGreater), ("+", .plus), ("-", .minus), ("*", .times),
  ]

  /// Operators of other languages, with what to write instead; pairs before single signs.
  private static let foreignPairs: [(String, instead: String)] = [
    ("&&", "`and`"), ("||", "`or`"), ("=<", "`<=`"), ("=>", "`>=`"), ("<>", "`!=`"),
  ]

  private static let foreignSigns: [(String, instead: String)] = [
    ("&", "`and`"), ("|", "`or`"), ("=", "`==` to compare"), ("!", "`not`"),
    ("/", "a product instead, such as `loss * 0.5`"),
  ]

  /// The operator whose sign comes next.
  mutating func sign() throws(ExpressionProblem) -> Expression.Operation {
    try refuse(Self.foreignPairs)
    for (sign, operation) in Self.signs where bytes[place...].starts(with: sign.utf8) {
      place += sign.utf8.count
      return operation
    }
    try refuse(Self.foreignSigns)
    let sign = text(of: place..<bytes.count).unicodeScalars.prefix(1)
    throw ExpressionProblem(
      offset: place,
      problem: "\(Complaint.quote(String(sign))) has no meaning in an expression. There are "
        + "`and or not == != < <= > >= + - *`, parentheses, numbers, names and texts in quotes.")
  }

  private func refuse(
    _ signs: [(String, instead: String)]
  ) throws(ExpressionProblem) {
    for (sign, instead) in signs where bytes[place...].starts(with: sign.utf8) {
      throw ExpressionProblem(
        offset: place, problem: "\(Complaint.quote(sign)) is no operator here. Write \(instead).")
    }
  }
}
