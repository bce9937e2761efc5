internal import EventLog
internal import Formatting

extension JSONValue {
  /// A value of the shared state, of its own kind; numbers that JSON has no word for are null.
  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .flag(let flag): self = .bool(flag)
    case .number(let number):
      self =
        Int64(exactly: number).map { .integer($0) } ?? (number.isFinite ? .number(number) : .null)
    case .text(let text): self = .string(text)
    }
  }
}
