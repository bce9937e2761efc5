/// A value of a JSON document; objects keep the order of their keys.
package enum JSONValue {
  case null
  case bool(Bool)
  /// A whole number; a sum of times may be longer than 64 bits hold.
  case wholeNumber(Int128)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// A whole number, such as a time in nanoseconds.
  package static func integer(_ value: some BinaryInteger) -> JSONValue {
    .wholeNumber(Int128(value))
  }

  /// A whole number, or null where it is not known.
  package init(_ value: (some BinaryInteger)?) {
    self = value.map { .wholeNumber(Int128($0)) } ?? .null
  }

  /// A number, or null where it is not known.
  package init(_ value: Double?) { self = value.map(JSONValue.number) ?? .null }

  /// A text, or null where there is none.
  package init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }

  /// How many there are of something.
  package init(count: some BinaryInteger) { self = .integer(Int128(count)) }

  /// The document as text: what is in a list on a line each, everything else indented.
  package var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes, indentation: 0)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Documents are nested a few levels deep by construction, never by input.
  private func append(to bytes: inout [UInt8], indentation: Int, isInline: Bool = false) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .wholeNumber(let value): JSONText.append(value, to: &bytes)
    case .number(let value): bytes += value.description.utf8
    case .string(let value): JSONText.append(value, to: &bytes)
    case .array(let values):
      bytes += "[".utf8
      for (index, value) in values.enumerated() {
        bytes += Self.separator(before: index, indentation + 2, isInline: isInline).utf8
        value.append(to: &bytes, indentation: indentation + 2, isInline: true)
      }
      if !values.isEmpty {
        bytes += Self.separator(before: 0, indentation, isInline: isInline).utf8
      }
      bytes += "]".utf8
    case .object(let pairs):
      bytes += "{".utf8
      for (index, pair) in pairs.enumerated() {
        bytes += Self.separator(before: index, indentation + 2, isInline: isInline).utf8
        JSONText.append(pair.key, to: &bytes)
        bytes += ": ".utf8
        pair.value.append(to: &bytes, indentation: indentation + 2, isInline: isInline)
      }
      if !pairs.isEmpty { bytes += Self.separator(before: 0, indentation, isInline: isInline).utf8 }
      bytes += "}".utf8
    }
  }

  /// What stands before an element: a comma unless it is the first, and a new line or a space.
  private static func separator(before index: Int, _ indentation: Int, isInline: Bool) -> String {
    let comma = index > 0 ? "," : ""
    if isInline { return index > 0 ? ", " : "" }
    return comma + "\n" + String(repeating: " ", count: indentation)
  }
}

extension JSONValue {
  /// A single value as a field of a table; empty where there is none.
  package var plainText: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .wholeNumber(let value): String(value)
    case .number(let value): value.description
    case .string(let value): value
    case .array, .object: preconditionFailure("a field holds one value")
    }
  }
}
