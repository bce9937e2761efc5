internal import EventLog
internal import JSON

extension NameTable {
  /// The name of a string of a JSON text; nil if it is something else or empty.
  mutating func intern(_ node: JSONNode) -> Name? {
    node.withString { text in
      text.isEmpty ? nil : intern(utf8: UnsafeRawBufferPointer(text))
    } ?? nil
  }

  /// The name of the file of a test of pytest: what stands before the first `::` of its id; none if nothing does.
  mutating func internPytestFile(of test: Name) -> Name {
    let bytes = Array(self[test].utf8)
    guard
      let end = bytes.indices.dropLast().first(where: {
        bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: ":")
      })
    else { return .none }
    return bytes[..<end].withUnsafeBytes { intern(utf8: $0) }
  }
}

extension String {
  /// What stands before the first end of a line, at most some hundred characters of it.
  var firstLine: String { String(prefix { !$0.isNewline }.prefix(300)) }
}
