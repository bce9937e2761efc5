internal import EventLog
internal import Formatting

/// What a cached call is known by: its component and what its arguments come to.
struct CallKey: Hashable {
  var component: Int
  /// The canonical text of its arguments.
  var arguments: String
}

extension Arguments {
  /// The arguments as they are told, with the values that variables have.
  func text(_ value: (Int) -> Value) -> String {
    (positional.map { $0.shown(value) } + named.map { "\($0.name)=\($0.value.shown(value))" })
      .joined(separator: ", ")
  }

  /// The values that arguments come to, with those that variables have.
  func resolved(_ value: (Int) -> Value) -> (positional: [Value], named: [(String, Value)]) {
    (
      positional.map { $0.value(value) },
      named.map { ($0.name, $0.value.value(value)) }
    )
  }

  /// The arguments as a command gets them, those by position with the names of the parameters too.
  func handedOver(
    to parameters: [String], _ value: (Int) -> Value
  ) -> OutsideArguments {
    let words = positional.map { $0.text(value) }
    return OutsideArguments(
      words: words,
      variables: zip(parameters, words).map { ($0, $1) }
        + named.map { ($0.name, $0.value.text(value)) })
  }

  /// The variables that stand in the arguments, each once.
  var variables: [Int] {
    var variables: [Int] = []
    for template in positional + named.map(\.value) {
      for case .variable(let index) in template.parts where !variables.contains(index) {
        variables.append(index)
      }
    }
    return variables
  }
}

extension Arguments.Template {
  /// The text for people; one that alone could be taken for a number or a flag stands in quotation
  /// marks.
  fileprivate func shown(_ values: (Int) -> Value) -> String {
    value == nil ? self.value(values).shown : text(values)
  }

  fileprivate func text(_ value: (Int) -> Value) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .variable(let index): value(index).description
      }
    }.joined()
  }

  fileprivate func value(_ values: (Int) -> Value) -> Value {
    if let value { return value }
    if parts.count == 1, case .variable(let index) = parts[0] { return values(index) }
    return .text(text(values))
  }
}

/// The text by which arguments are the same: names in order, positions named where there are names.
///
///     ["A"], [("lr", 0.10)], parameters: ["message"]   {"lr":0.1,"message":"A"}
func canonicalArguments(
  _ positional: [Value], _ named: [(String, Value)], parameters: [String]
) -> String {
  var fields = named
  var rest: [Value] = []
  for (index, value) in positional.enumerated() {
    if index < parameters.count {
      fields.append((parameters[index], value))
    } else {
      rest.append(value)
    }
  }
  fields.sort { $0.0 < $1.0 }
  let list = rest.map(\.canonicalText).joined(separator: ",")
  let mapping = fields.map { "\(JSONText.quoted($0.0)):\($0.1.canonicalText)" }
    .joined(separator: ",")
  return (rest.isEmpty ? "" : "[\(list)]") + (fields.isEmpty ? "" : "{\(mapping)}")
}

extension Value {
  /// The value as JSON: a text in quotation marks, so that it is never a number.
  fileprivate var canonicalText: String {
    if case .text(let text) = self { JSONText.quoted(text) } else { description }
  }
}

/// The digest of a text: its 128-bit FNV-1a hash in 32 hexadecimal digits.
///
/// Source: Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/.
///
/// - Complexity: O(*n*) in the length of the text.
func stableDigest(_ text: String) -> String {
  let prime = UInt128(1) << 88 | 0x13B
  var hash = UInt128(0x6C62_272E_07BB_0142) << 64 | 0x62B8_2175_6295_C58D
  for byte in text.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 32 - digits.count) + digits
}
