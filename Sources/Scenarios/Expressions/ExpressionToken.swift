internal import EventLog
internal import Simulation

/// What is wrong with an expression, and at which byte of its text.
struct ExpressionProblem: Error, Equatable {
  var offset: Int
  var problem: String
}

/// A part of the text of an expression.
struct ExpressionToken {
  enum Kind {
    case value(Value)
    case name(String)
    case operation(Expression.Operation)
    /// A state of the calls of a component, by their names.
    case state(String, of: String)
    case open
    case close
  }

  var kind: Kind
  /// Its bytes in the text.
  var bytes: Range<Int>
}
