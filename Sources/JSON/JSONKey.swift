/// A key of an object as it is written, as a value: comparing it with another takes a few instructions.
///
///     for (key, value) in node.fields {
///       switch key.key {
///       case "name": name = value
///       case "started_at", "startedAt": start = value
///       default: break
///       }
///     }
///
/// It is to be compared with keys that need no escapes: one that is written with escapes although it needs none is another
/// one. Keys of more than 16 bytes are all the same here, and equal to none that is shorter.
public struct JSONKey: Equatable, Sendable, BitwiseCopyable, ExpressibleByStringLiteral {
  /// Of fewer than eight bytes all of them, and how many there are; else the first eight.
  @usableFromInline let first: UInt64
  /// The last eight bytes of eight or more; else 0.
  @usableFromInline let last: UInt64
  /// How many bytes there are of eight or more, 255 for all that are more than 16; else 0.
  @usableFromInline let count: UInt8

  @inlinable @inline(__always)
  init(first: UInt64, last: UInt64 = 0, count: UInt8 = 0) {
    (self.first, self.last, self.count) = (first, last, count)
  }

  /// The key of all texts that are too long to be told apart.
  @inlinable static var long: JSONKey { JSONKey(first: 0, count: .max) }

  /// A key that is known.
  ///
  /// - Precondition: It has at most 16 bytes.
  @inlinable @inline(__always)
  public init(stringLiteral text: StaticString) {
    precondition(text.utf8CodeUnitCount <= 16, "longer keys are not told apart")
    self.init(text.utf8Start, text.utf8CodeUnitCount)
  }

  /// The key of some bytes.
  @inlinable @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    let bytes = UnsafeRawPointer(bytes)
    if count >= 8 {
      guard count <= 16 else {
        self = .long
        return
      }
      self.init(
        first: bytes.loadUnaligned(as: UInt64.self),
        last: bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self),
        count: UInt8(truncatingIfNeeded: count))
      return
    }
    // The beginning and the end of a short text overlap, or meet.
    var word = UInt64(truncatingIfNeeded: count) &<< 56
    if count >= 4 {
      let end = bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      word |=
        UInt64(bytes.loadUnaligned(as: UInt32.self)) | UInt64(end)
        &<< UInt64(truncatingIfNeeded: (count &- 4) &* 8)
    } else if count >= 2 {
      let end = bytes.load(fromByteOffset: count &- 1, as: UInt8.self)
      word |=
        UInt64(bytes.loadUnaligned(as: UInt16.self)) | UInt64(end)
        &<< UInt64(truncatingIfNeeded: (count &- 1) &* 8)
    } else if count == 1 {
      word |= UInt64(bytes.load(as: UInt8.self))
    }
    self.init(first: word)
  }

  /// Whether it is told from all others: it has at most 16 bytes.
  @inlinable public var isShort: Bool { count != .max }

  /// A number below 256 that is another one for most others.
  @inlinable public var spot: Int {
    Int(truncatingIfNeeded: ((first ^ last &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}
