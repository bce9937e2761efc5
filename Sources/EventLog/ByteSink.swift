internal import Glibc

/// Bytes that are written one after the other, fast.
///
/// Room is made a line at a time with `reserve`; writing within it is a copy and nothing else.
struct ByteSink: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 16) {
    base = Self.resized(nil, to: capacity)
    self.capacity = capacity
  }

  deinit { free(base) }

  /// Room for that many bytes with the bytes of the old one; the system moves pages, not bytes.
  private static func resized(
    _ old: UnsafeMutablePointer<UInt8>?, to capacity: Int
  ) -> UnsafeMutablePointer<UInt8> {
    guard let new = realloc(old, capacity) else {
      fatalError("out of memory: \(capacity) bytes for a log")
    }
    return new.assumingMemoryBound(to: UInt8.self)
  }

  /// Everything written so far.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// What was written from a place on; valid until the next write.
  func written(from start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + start, count: count - start)
  }

  /// Makes room for that many bytes.
  mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    base = Self.resized(base, to: capacity)
  }

  /// - Precondition: There is room.
  mutating func write(_ text: StaticString) {
    write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// - Precondition: There is room.
  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count <= capacity - count)
    guard let source = bytes.baseAddress else { return }
    memcpy(base + count, source, bytes.count)
    count += bytes.count
  }

  /// Writes a number in decimal digits.
  ///
  /// - Precondition: There is room for 20 bytes.
  mutating func write(_ number: UInt64) {
    precondition(capacity - count >= 20)
    var length = 1
    var limit: UInt64 = 10
    while number >= limit {
      length += 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    var rest = number
    var place = count + length
    repeat {
      place -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
    count += length
  }

  /// Writes eight lower-case hexadecimal digits.
  ///
  /// - Precondition: There is room.
  mutating func write(hexadecimal value: UInt32) {
    precondition(capacity - count >= 8)
    for digit in 0..<8 {
      let nibble = UInt8(truncatingIfNeeded: value >> UInt32(28 - 4 * digit)) & 15
      base[count + digit] =
        nibble < 10 ? nibble + UInt8(ascii: "0") : nibble - 10 + UInt8(ascii: "a")
    }
    count += 8
  }
}
