internal import Platform

extension JSONNode {
  /// The text of a string, without its escapes; nil if it is something else.
  ///
  /// A half of a surrogate pair becomes U+FFFD, and an escape that JSON does not know stands for itself.
  public var string: String? {
    withString { String(decoding: $0, as: UTF8.self) }
  }

  /// Hands over the UTF-8 of a string, without its escapes; nil if it is something else.
  @inlinable
  public func withString<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    guard let content = stringContent else { return nil }
    guard Self.hasEscapes(content) else { return body(content) }
    return Self.unescaped(content).withUnsafeBufferPointer(body)
  }

  /// What stands between the quotes of a string, as a key; if it is something else, the key of all that are too long.
  @inlinable @inline(__always) public var key: JSONKey {
    let raw = raw
    guard raw.count >= 2, let base = raw.baseAddress, base[0] == UInt8(ascii: "\"") else {
      return .long
    }
    return JSONKey(base + 1, raw.count - 2)
  }

  /// The value as it stands there, as a key, for values that come again and again.
  @inlinable @inline(__always) public var written: JSONKey {
    let raw = raw
    guard let base = raw.baseAddress else { return .long }
    return JSONKey(base, raw.count)
  }

  /// Whether it is a string with that text.
  public func isString(_ text: StaticString) -> Bool {
    guard let content = stringContent else { return false }
    let count = text.utf8CodeUnitCount
    if content.count == count {
      return content.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
    }
    guard content.count > count, Self.hasEscapes(content) else { return false }
    return Self.unescaped(content)
      .elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
  }

  /// What stands between the quotes of a string, as it is written; nil if it is something else.
  @inlinable var stringContent: UnsafeBufferPointer<UInt8>? {
    let raw = raw
    guard raw.count >= 2, raw[0] == UInt8(ascii: "\"") else { return nil }
    return UnsafeBufferPointer(rebasing: raw[1..<(raw.count - 1)])
  }

  @usableFromInline static func hasEscapes(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = content.baseAddress else { return false }
    return memchr(base, Int32(UInt8(ascii: "\\")), content.count) != nil
  }

  @usableFromInline static func unescaped(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(content.count)
    var place = 0
    while place < content.count {
      let byte = content[place]
      place += 1
      guard byte == UInt8(ascii: "\\"), place < content.count else {
        text.append(byte)
        continue
      }
      let sign = content[place]
      place += 1
      switch sign {
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"): text.append(contentsOf: scalar(in: content, &place).utf8Bytes)
      default: text.append(sign)
      }
    }
    return text
  }

  /// The character of an escape by number, of which the number begins at a place.
  private static func scalar(
    in content: UnsafeBufferPointer<UInt8>, _ place: inout Int
  ) -> Unicode.Scalar {
    guard let high = hexadecimal(content, place) else { return "\u{FFFD}" }
    place += 4
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, place + 1 < content.count, content[place] == UInt8(ascii: "\\"),
      content[place + 1] == UInt8(ascii: "u"), let low = hexadecimal(content, place + 2),
      (0xDC00..<0xE000).contains(low)
    else { return "\u{FFFD}" }
    place += 6
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private static func hexadecimal(_ content: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt32? {
    guard place + 4 <= content.count else { return nil }
    var value: UInt32 = 0
    for byte in content[place..<(place + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

extension Unicode.Scalar {
  fileprivate var utf8Bytes: [UInt8] { Array(String(self).utf8) }
}
