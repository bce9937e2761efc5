internal import EventLog
internal import Simulation

/// Cuts an expression into its parts.
///
///     best_loss < 0.1 and `my train`.succeeded
///     name      < value and state
struct ExpressionTokens {
  let bytes: [UInt8]
  var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The text of a part.
  func text(of range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The next part; nil at the end.
  mutating func next() throws(ExpressionProblem) -> ExpressionToken? {
    while place < bytes.count, " \n\r\t".utf8.contains(bytes[place]) { place += 1 }
    guard place < bytes.count else { return nil }
    let start = place
    let kind = try kind(of: bytes[place])
    return ExpressionToken(kind: kind, bytes: start..<place)
  }

  private mutating func kind(of first: UInt8) throws(ExpressionProblem) -> ExpressionToken.Kind {
    if isDigit(first)
      || first == UInt8(ascii: ".") && place + 1 < bytes.count
        && isDigit(bytes[place + 1])
    {
      return try number()
    }
    if isLetter(first) { return try word() }
    switch Unicode.Scalar(first) {
    case "(", ")":
      place += 1
      return first == UInt8(ascii: "(") ? .open : .close
    case ".":
      throw ExpressionProblem(
        offset: place,
        problem: "A `.` stands between a component and a state, as in `train.succeeded`.")
    case "'", "\"": return .value(.text(try quoted()))
    case "`": return try nameOrState(try quoted())
    default: return .operation(try sign())
    }
  }

  private mutating func number() throws(ExpressionProblem) -> ExpressionToken.Kind {
    let start = place
    while place < bytes.count, isLetter(bytes[place]) || bytes[place] == UInt8(ascii: ".") {
      place += 1
    }
    if let number = decimal(in: text(of: start..<place)) { return .value(.number(number)) }
    // The sign and the digits of an exponent belong to what was meant.
    if place + 1 < bytes.count, bytes[place - 1] | 0x20 == UInt8(ascii: "e"),
      "+-".utf8.contains(bytes[place]), isDigit(bytes[place + 1])
    {
      place += 2
      while place < bytes.count, isDigit(bytes[place]) { place += 1 }
    }
    throw ExpressionProblem(
      offset: start,
      problem: Complaint.wrongType(
        Complaint.quote(text(of: start..<place)), expected: Complaint.decimalNumber))
  }

  private mutating func word() throws(ExpressionProblem) -> ExpressionToken.Kind {
    let word = letters()
    switch word {
    case "true", "false": return .value(.flag(word == "true"))
    case "null": return .value(.null)
    case "and": return .operation(.and)
    case "or": return .operation(.or)
    case "not": return .operation(.not)
    default: return try nameOrState(word)
    }
  }

  private mutating func letters() -> String {
    let start = place
    while place < bytes.count, isLetter(bytes[place]) { place += 1 }
    return text(of: start..<place)
  }

  /// The name alone, or the state of that component behind a point.
  private mutating func nameOrState(
    _ name: String
  ) throws(ExpressionProblem) -> ExpressionToken.Kind {
    guard place < bytes.count, bytes[place] == UInt8(ascii: ".") else { return .name(name) }
    place += 1
    let state = letters()
    guard !state.isEmpty else {
      throw ExpressionProblem(
        offset: place, problem: "Expected a state behind `.`, such as `succeeded` or `running`.")
    }
    return .state(state, of: name)
  }

  /// What stands between two quotes, which cannot stand in it.
  private mutating func quoted() throws(ExpressionProblem) -> String {
    let start = place
    guard let end = bytes[(start + 1)...].firstIndex(of: bytes[start]) else {
      let quote = bytes[start] == UInt8(ascii: "`") ? "backquote" : "quote"
      throw ExpressionProblem(
        offset: start,
        problem: "The \(quote) that begins here is never closed. Put another at the end.")
    }
    place = end + 1
    return text(of: start + 1..<end)
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Letters of any script, digits and `_`.
  private func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || isDigit(byte)
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
