internal import Glibc

/// The texts of the single values of a document, each kept once and known by its number.
///
/// Names and keys come again and again in a scenario, so most of it is a few texts.
struct YAMLTexts {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  /// A hash table with open addressing: numbers from 1, or 0 where there is none.
  private var slots = [UInt32](repeating: 0, count: 1 << 8)
  /// The numbers of texts that are written otherwise but are the same to a reader.
  private var originals: [UInt32: UInt32] = [:]
  private var beyondASCII: [String: UInt32] = [:]

  /// How many there are.
  var count: Int { ends.count }

  /// The number of a text, which becomes the next if it is new.
  ///
  /// - Complexity: O(length of `text`), on average.
  mutating func number(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = hash(of: text)
    let (found, slot) = find(text, hash)
    if let found { return found }
    let number = UInt32(ends.count)
    slots[slot] = number + 1
    add(text, hash)
    return number
  }

  /// The number of the original of a text that is known; nil of one that is not.
  ///
  /// - Complexity: O(length of `text`), on average.
  func original(of text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { find($0, hash(of: $0)) }.number.map(original(of:))
      ?? beyondASCII[text]
  }

  /// A text.
  func text(_ number: UInt32) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      String(decoding: UnsafeBufferPointer(rebasing: bytes[range(of: number)]), as: UTF8.self)
    }
  }

  /// How many bytes a text has.
  func length(of number: UInt32) -> Int { range(of: number).count }

  /// Whether a text is this one, byte for byte.
  func isSame(_ number: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = range(of: number)
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, let other = text.baseAddress else { return true }
      return memcmp(start + range.lowerBound, other, range.count) == 0
    }
  }

  /// The first of the texts that Unicode holds to be the same as this one, such as é written as one
  /// scalar or as two; most often the text itself.
  func original(of number: UInt32) -> UInt32 {
    originals.isEmpty ? number : originals[number] ?? number
  }

  private func hash(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(text))
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }

  /// The number of a text, or nil and the slot where it belongs.
  private func find(
    _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32
  ) -> (number: UInt32?, slot: Int) {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = slots[slot] - 1
      if hashes[Int(number)] == hash, isSame(number, text) { return (number, slot) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (nil, slot)
  }

  private func range(of number: UInt32) -> Range<Int> {
    (number == 0 ? 0 : ends[Int(number) - 1])..<ends[Int(number)]
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) {
    let number = UInt32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    if text.contains(where: { $0 >= 0x80 }) {
      let original = beyondASCII[String(decoding: text, as: UTF8.self), default: number]
      if original == number {
        beyondASCII[String(decoding: text, as: UTF8.self)] = number
      } else {
        originals[number] = original
      }
    }
    if ends.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number) + 1
    }
  }
}
