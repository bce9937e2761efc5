public import EventLog

/// A variable of the shared state.
///
///     let bestLoss = Variable(1.0)
///     bestLoss.value = 0.5
///
/// Who reads and writes it, and after which event, is in the log, so that races are found. Outside a run it has its first value.
public final class Variable<Value: VariableValue>: Sendable {
  let first: Value

  /// Makes a variable.
  ///
  /// - Parameter value: Its first value.
  public init(_ value: Value) { first = value }

  /// Its value; reading and writing it are events of the call that does so.
  public var value: Value {
    get {
      guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self) else {
        return first
      }
      return context.read(index) as? Value ?? first
    }
    set {
      guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self) else {
        return
      }
      context.write(newValue, to: index)
    }
  }

  /// Writes it, and says where in the code, for the log to number the steps of a flow.
  ///
  /// - Parameters:
  ///   - value: Its new value.
  ///   - file: The file of the code.
  ///   - line: The place in the code.
  ///   - column: The place in the line.
  public func set(
    _ value: Value, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
  ) {
    guard let context = CallContext.current, let index = context.indexOrBreakOff(of: self) else {
      return
    }
    context.write(value, to: index, CallSite(file, line, column))
  }
}

/// What a variable can hold.
public protocol VariableValue: Sendable {
  /// The value as the log writes it.
  var logged: Value { get }
}

extension Bool: VariableValue {
  /// The value as the log writes it.
  public var logged: Value { .flag(self) }
}

extension Double: VariableValue {
  /// The value as the log writes it.
  public var logged: Value { .number(self) }
}

extension Int: VariableValue {
  /// The value as the log writes it: exact up to 2⁵³, then the nearest number that the log has.
  public var logged: Value { .number(Double(self)) }
}

extension String: VariableValue {
  /// The value as the log writes it.
  public var logged: Value { .text(self) }
}

extension Optional: VariableValue where Wrapped: VariableValue {
  /// The value as the log writes it: nothing, or what there is.
  public var logged: Value { self?.logged ?? .null }
}
