/// What another tool wrote that is known and not read.
///
/// Who brings such a file is told what it is, and what writes of the same something that is read.
public struct ForeignFormat: Equatable, Sendable {
  /// What one is called: `a report of Mocha (JSON)`.
  public let name: String
  /// Why it cannot be read, as a part of a sentence; nil if there is no more to say than that it is not.
  public let reason: String?
  /// How to get something that is read, as a part of a sentence; nil if nothing is known for that.
  public let advice: String?

  /// That it is not read, and why, and what is, where that is known: `which is not read, since it holds no time`.
  public var refusal: String {
    "which is not read" + (reason.map { ", since \($0)" } ?? "") + (advice.map { ": \($0)" } ?? "")
  }

  /// How much of a file is looked at.
  private static let length = 1 << 16

  /// A kind of file.
  init(_ name: String, reason: String? = nil, advice: String? = nil) {
    self.name = name
    self.reason = reason
    self.advice = advice
  }

  /// Tells what bytes are; nil if they are nothing that is known.
  ///
  /// - Complexity: O(1): only the beginning is looked at.
  init?(of bytes: ArraySlice<UInt8>) {
    let head = bytes.prefix(Self.length)
    let text = head.drop { " \t\r\n".utf8.contains($0) }
    let signs: [Sign] =
      switch text.first {
      case UInt8(ascii: "{"), UInt8(ascii: "["): Self.documents
      case UInt8(ascii: "<"): Self.pages
      default: Self.texts
      }
    if let kind = Self.binaries.first(where: { head.starts(with: $0.beginning) })?.format {
      self = kind
    } else if Self.isPerfetto(head) {
      // Both are packets in packets; only one names the service that it is of.
      self = Self.namesService.isOn(text) ? Self.otlpProtobuf : Self.perfetto
    } else if let kind = signs.first(where: { $0.isOn(text) })?.format {
      self = kind
    } else {
      return nil
    }
  }

  private static let namesService = Sign(otlpProtobuf, "service.name")

  /// Whether it begins as a message of packets does: the tag of a packet, its length, the packet, and the tag of the next.
  private static func isPerfetto(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == 0x0A else { return false }
    let lengthBytes = bytes.dropFirst().prefix(3)
    guard let last = lengthBytes.firstIndex(where: { $0 < 0x80 }) else { return false }
    let length = bytes[bytes.index(after: bytes.startIndex)...last].reversed()
      .reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    let packet = bytes[(last + 1)...].prefix(length)
    // What is in a packet is in no text.
    return packet.count == length && packet.contains { $0 < 0x09 }
      && bytes[packet.endIndex...].first == 0x0A
  }
}

extension ForeignFormat {
  /// What tells a kind of text.
  struct Sign: Sendable {
    let format: ForeignFormat
    /// What it begins with; empty if that says nothing.
    private let beginning: [UInt8]
    /// What all stands in its beginning, in no less than four bytes each.
    private let words: [[UInt8]]

    init(_ format: ForeignFormat, beginning: String = "", _ words: String...) {
      self.format = format
      self.beginning = Array(beginning.utf8)
      self.words = words.map { Array($0.utf8) }
      assert(self.words.allSatisfy { $0.count >= 4 })
    }

    /// Whether the beginning of a text, behind white space, has all of it.
    func isOn(_ text: ArraySlice<UInt8>) -> Bool {
      guard text.starts(with: beginning) else { return false }
      return text.withUnsafeBytes { text in
        words.allSatisfy { word in Self.holds(text, word) }
      }
    }

    /// Whether a word stands in a text; most of what begins as it does is told by one comparison.
    private static func holds(_ text: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
      guard text.count >= word.count else { return false }
      let beginning = word.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
      return (0...(text.count - word.count)).contains { place in
        text.loadUnaligned(fromByteOffset: place, as: UInt32.self) == beginning
          && text[place..<(place + word.count)].elementsEqual(word)
      }
    }
  }
}
