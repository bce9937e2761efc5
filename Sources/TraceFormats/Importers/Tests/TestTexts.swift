internal import EventLog
internal import JSON

extension NameTable {
  /// The name of a string of a JSON text; nil if it is something else or empty.
  ///
  /// Who has a guess that is mostly right, such as what stood there before, gives it.
  mutating func intern(_ node: JSONNode, guess: Name = .none) -> Name? {
    node.withString { text in
      text.isEmpty ? nil : intern(utf8: UnsafeRawBufferPointer(text), guess: guess)
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

extension JSONNode {
  /// Whether it is a string with anything in it.
  var isText: Bool { kind == .string && raw.count > 2 }
}

/// The names of workers, by what a report calls each: a number is no name.
struct WorkerNames {
  /// What reports call them, as it is written, and the name of each.
  private var written = NameTable()
  private var names: [Name] = []

  /// The name of a worker; none if it is neither a number nor a text.
  mutating func name(of node: JSONNode, in texts: inout NameTable) -> Name {
    let place = Int(written.intern(utf8: UnsafeRawBufferPointer(node.raw)).index)
    if place == names.count {
      let text = node.string ?? String(decoding: node.raw, as: UTF8.self)
      let isName = (node.kind == .string || node.kind == .number) && !text.isEmpty
      names.append(
        isName ? texts.intern(Int(text) == nil ? text : "worker \(text)") : .none)
    }
    return names[place]
  }
}

extension String {
  /// What stands before the first end of a line, at most some hundred characters of it, without colours of a terminal.
  var firstLine: String {
    let line = prefix { !$0.isNewline }.prefix(1_000)
    guard line.contains("\u{1B}") else { return String(line.prefix(300)) }
    var (text, isInSequence) = ("", false)
    for scalar in line.unicodeScalars {
      if isInSequence {
        // Such a sequence ends with its first letter.
        isInSequence = !scalar.properties.isAlphabetic
      } else if scalar == "\u{1B}" {
        isInSequence = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return String(text.prefix(300))
  }
}
