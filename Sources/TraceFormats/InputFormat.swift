/// The kinds of input that are known, told by their content.
public enum InputFormat: Equatable, Sendable {
  /// An event log of this package.
  case eventLog
  /// The log of the build tool ninja.
  case ninjaLog
  /// A scenario in YAML.
  case scenario

  /// Tells what the bytes of a file are; nil if they are nothing that is known.
  ///
  /// - Complexity: O(*n*) in the length of the file, at most.
  public init?(of bytes: [UInt8]) {
    if bytes.starts(with: "{\"seq\":".utf8) {
      self = .eventLog
    } else if bytes.starts(with: "# ninja log v".utf8) {
      self = .ninjaLog
    } else if InputFormat.looksLikeScenario(bytes) {
      self = .scenario
    } else {
      return nil
    }
  }

  /// The formats as people know them, for messages.
  public static let known =
    "a scenario (YAML with `components` and `flow`, or `tasks`), an event log (.events.jsonl) or a .ninja_log"

  /// Whether a line begins with a key, as one of a YAML mapping does.
  private static func looksLikeScenario(_ bytes: [UInt8]) -> Bool {
    let keys = ["components", "flow", "machines", "name", "tasks"]
    let text = bytes.starts(with: "\u{FEFF}".utf8) ? bytes.dropFirst(3) : bytes[...]
    // Line by line: most scenarios say what they are in the first few, however long they are.
    var rest = text
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest[line.endIndex...].dropFirst()
      let trimmed = line.drop { " {\"'".utf8.contains($0) }
      let isKey = keys.contains { key in
        trimmed.starts(with: key.utf8)
          && trimmed.dropFirst(key.utf8.count).first { !" \"'".utf8.contains($0) }
            == UInt8(ascii: ":")
      }
      if isKey { return true }
    }
    return false
  }
}
