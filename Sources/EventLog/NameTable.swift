internal import Glibc

/// A name in a log's `NameTable`.
///
/// Two names of one log are equal exactly if their texts are.
public struct Name: Hashable, Sendable {
  /// The position of the text in the table.
  public let index: UInt32

  /// No name.
  public static let none = Name(index: .max)

  /// Whether there is no name.
  public var isNone: Bool { self == .none }

  init(index: UInt32) { self.index = index }
}

/// Every text of a log, once, in the order of first use.
///
/// Texts are the same if their bytes are: what Unicode holds to be equivalent, such as the two ways
/// of writing é, is two names here, so that a log is written as it was read.
public struct NameTable: Equatable, Sendable {
  /// The texts; a name's index is its place here.
  public private(set) var texts: [String] = []
  /// An open hash table: the index of a text plus 1, or 0; always at most half full.
  ///
  /// Where a text lies depends on the seed of hashing; its index does not.
  private var slots: [UInt32] = Array(repeating: 0, count: 16)

  /// Makes an empty table.
  public init() {}

  /// The text of a name; empty for `Name.none`.
  public subscript(name: Name) -> String {
    name.isNone ? "" : texts[Int(name.index)]
  }

  /// The name of a text, entered if it is new.
  ///
  /// - Complexity: O(length of `text`), amortised.
  public mutating func intern(_ text: String) -> Name {
    var text = text
    let place: Int = text.withUTF8 { bytes in slot(of: UnsafeRawBufferPointer(bytes)) }
    return slots[place] > 0 ? Name(index: slots[place] - 1) : enter(text, in: place)
  }

  /// The name of a text, or `Name.none` if the log does not use it.
  ///
  /// - Complexity: O(length of `text`).
  public func find(_ text: String) -> Name {
    var text = text
    return text.withUTF8 { find(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The name of a text by its UTF-8 bytes, or `Name.none` if the log does not use it.
  ///
  /// - Complexity: O(number of bytes).
  func find(bytes: UnsafeRawBufferPointer) -> Name {
    let slot = slot(of: bytes)
    return slots[slot] > 0 ? Name(index: slots[slot] - 1) : .none
  }

  /// Whether both hold the same texts in the same order.
  public static func == (left: NameTable, right: NameTable) -> Bool {
    left.texts.elementsEqual(right.texts) { $0.utf8.elementsEqual($1.utf8) }
  }

  /// The slot where a text is, or where it belongs.
  private func slot(of bytes: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    let mask = slots.count - 1
    var slot = hasher.finalize() & mask
    while slots[slot] > 0, !hasBytes(bytes, texts[Int(slots[slot]) - 1]) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func hasBytes(_ bytes: UnsafeRawBufferPointer, _ text: String) -> Bool {
    text.utf8.count == bytes.count
      && text.utf8.withContiguousStorageIfAvailable { text in
        guard let left = text.baseAddress, let right = bytes.baseAddress else { return true }
        return memcmp(left, right, bytes.count) == 0
      } ?? text.utf8.elementsEqual(bytes)
  }

  private mutating func enter(_ text: String, in slot: Int) -> Name {
    let name = Name(index: UInt32(texts.count))
    texts.append(text)
    slots[slot] = UInt32(texts.count)
    if texts.count * 2 > slots.count { grow() }
    return name
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for index in texts.indices {
      var text = texts[index]
      let place = text.withUTF8 { slot(of: UnsafeRawBufferPointer($0)) }
      slots[place] = UInt32(index + 1)
    }
  }
}
