internal import EventLog

/// What a call is called with, as the log tells it and as it makes calls the same.
struct CallArguments {
  /// The arguments one after the other, as reports show them.
  var text = ""
  /// Their values.
  var values: [Value] = []

  init<Input>(_ input: Input) {
    if Input.self == Void.self { return }
    // Mirrors are slow: what most components take is told by its type.
    if let value = input as? any VariableValue {
      values = [value.logged]
      text = values[0].shown
      return
    }
    let mirror = Mirror(reflecting: input)
    values =
      mirror.displayStyle == .tuple
      ? mirror.children.map { Value(of: $0.value) } : [Value(of: input)]
    text = values.map(\.shown).joined(separator: ", ")
  }
}

extension Value {
  /// The value that anything is in a log.
  ///
  /// What is none is told as `StableText` has it.
  init(of anything: Any) {
    switch anything {
    case let text as String: self = .text(text)
    case let flag as Bool: self = .flag(flag)
    case let whole as any BinaryInteger:
      self = Int64(exactly: whole).map { .number(Double($0)) } ?? .text("\(whole)")
    case let number as Double: self = .number(number)
    case let number as Float: self = .number(Double(number))
    case let value as any VariableValue: self = value.logged
    default: self = .text(StableText.text(of: anything))
    }
  }
}
