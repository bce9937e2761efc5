internal import EventLog

/// The arrows of a graph in Graphviz's language, as programs write it: `"a" -> "b" [style=dashed];`.
///
/// Attributes, subgraphs and nodes without arrows are passed over.
struct DotEdges {
  private(set) var all: [(from: String, to: String)] = []

  /// - Throws: `ImportError` if it holds no graph.
  /// - Complexity: O(*n*) in the number of bytes.
  init(_ file: TraceInput.Companion) throws(ImportError) {
    var tokens = DotTokens(file.bytes)
    var (hasGraph, isArrow) = (false, false)
    var last: String?
    while let token = tokens.next() {
      switch token {
      case .name(let name):
        if !hasGraph, name == "digraph" { hasGraph = true }
        if isArrow, let from = last { all.append((from, name)) }
        (last, isArrow) = (name, false)
      case .arrow: isArrow = true
      case .attributes: break
      case .end: (last, isArrow) = (nil, false)
      }
    }
    guard hasGraph else {
      throw ImportError(
        line: 1,
        problem: "\(file.file):1:1: This is no graph (digraph) in Graphviz's language.",
        file: file.file)
    }
  }
}

/// The words of a text in Graphviz's language.
private struct DotTokens {
  enum Token { case name(String), arrow, attributes, end }

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""): return .name(quoted())
      case UInt8(ascii: "["):
        skipAttributes()
        return .attributes
      case UInt8(ascii: "-") where place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: ">"):
        place += 2
        return .arrow
      case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\n"):
        place += 1
        return .end
      case _ where Self.isInName(byte): return .name(plain())
      default: place += 1
      }
    }
    return nil
  }

  private mutating func quoted() -> String {
    var text: [UInt8] = []
    place += 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count { place += 1 }
      text.append(bytes[place])
      place += 1
    }
    place += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func plain() -> String {
    let start = place
    while place < bytes.count, Self.isInName(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func skipAttributes() {
    while place < bytes.count, bytes[place] != UInt8(ascii: "]") {
      if bytes[place] == UInt8(ascii: "\"") { _ = quoted() } else { place += 1 }
    }
    place += 1
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), 128...255:
      true
    default: false
    }
  }
}
