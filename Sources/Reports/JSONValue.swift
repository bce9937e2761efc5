internal import EventLog

/// A value of a JSON document; objects keep the order of their keys.
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  init(_ value: Nanoseconds?) { self = value.map(JSONValue.integer) ?? .null }
  init(_ value: Double?) { self = value.map(JSONValue.number) ?? .null }
  init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }
  /// A value of the shared state, of its own kind; numbers that JSON has no word for are null.
  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .flag(let flag): self = .bool(flag)
    case .number(let number):
      self =
        Int64(exactly: number).map(JSONValue.integer) ?? (number.isFinite ? .number(number) : .null)
    case .text(let text): self = .string(text)
    }
  }

  init(count: some BinaryInteger) { self = .integer(Int64(count)) }

  /// The document as text: what is in a list on a line each, everything else indented.
  var text: String {
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
    case .integer(let value): JSONText.append(value, to: &bytes)
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

/// Rows as comma-separated values (RFC 4180, but lines end in a line feed).
func csvText(_ rows: [[String]]) -> String {
  rows.map { row in
    row.map { field in
      guard field.utf8.contains(where: { "\",\n\r".utf8.contains($0) }) else { return field }
      // By scalars, for a mark behind a quotation mark makes one character of both.
      let parts = field.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
      return "\"" + parts.map(String.init).joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
  }.joined()
}
