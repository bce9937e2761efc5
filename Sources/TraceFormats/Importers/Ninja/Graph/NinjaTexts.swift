/// Texts by their bytes, each once, numbered in the order in which they came.
///
/// An open hash table over one array of bytes: a million paths are a few large arrays and not a
/// million small ones.
struct NinjaTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The number of a text plus 1, or 0; at most half full.
  private var slots = [UInt32](repeating: 0, count: 64)

  var count: Int { ends.count }

  /// The bytes of a text.
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(number)] }

  /// A text as text.
  func string(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

  /// The number of a text, which is entered if it is new.
  ///
  /// - Complexity: O(length), amortised.
  mutating func enter(_ text: ArraySlice<UInt8>) -> Int {
    let slot = slot(of: text)
    if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    bytes += text
    ends.append(bytes.count)
    slots[slot] = UInt32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return ends.count - 1
  }

  /// The number of a text; nil if it is not here.
  func find(_ text: ArraySlice<UInt8>) -> Int? {
    let found = slots[slot(of: text)]
    return found > 0 ? Int(found) - 1 : nil
  }

  private func range(_ number: Int) -> Range<Int> {
    (number > 0 ? ends[number - 1] : 0)..<ends[number]
  }

  private func slot(of text: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    text.withUnsafeBytes { hasher.combine(bytes: $0) }
    var slot = Int(truncatingIfNeeded: hasher.finalize().magnitude) & (slots.count - 1)
    while slots[slot] > 0, !bytes[range(Int(slots[slot]) - 1)].elementsEqual(text) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in ends.indices { slots[slot(of: self[number])] = UInt32(number + 1) }
  }
}

/// Paths as ninja writes them in its log: without `.`, `..` and doubled `/`.
enum NinjaPath {
  /// The shortest way to write a path that means the same, by its letters alone.
  ///
  /// - Complexity: O(*n*) in its length.
  static func canonical(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard !path.isEmpty, needsWork(path) else { return path }
    let isAbsolute = path.first == .slash
    var result: [UInt8] = isAbsolute ? [.slash] : []
    // Where the parts begin that a `..` can take away.
    var parts: [Int] = []
    for part in path.split(separator: .slash) {
      if part.elementsEqual([.dot]) { continue }
      if part.elementsEqual([.dot, .dot]) {
        if let start = parts.popLast() {
          result.removeSubrange(start...)
          continue
        }
        if isAbsolute { continue }
        if !result.isEmpty { result.append(.slash) }
        result += part
        continue
      }
      parts.append(result.count)
      if !result.isEmpty, result.last != .slash { result.append(.slash) }
      result += part
    }
    return result.isEmpty ? [.dot] : result[...]
  }

  private static func needsWork(_ path: ArraySlice<UInt8>) -> Bool {
    var previous = UInt8.slash
    var isFirst = true
    for byte in path {
      if previous == .slash, byte == .dot || (byte == .slash && !isFirst) { return true }
      previous = byte
      isFirst = false
    }
    return previous == .slash
  }
}

extension UInt8 {
  fileprivate static let slash = UInt8(ascii: "/")
  fileprivate static let dot = UInt8(ascii: ".")
}
