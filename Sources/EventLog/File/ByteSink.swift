internal import Platform

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

  /// Forgets what was written; the room stays.
  mutating func removeAll() { count = 0 }

  /// Writes a text that is known when this is compiled, in a store or two.
  ///
  /// - Precondition: There is room.
  @inline(__always)
  mutating func write(_ text: StaticString) {
    write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// - Precondition: There is room.
  @inline(__always)
  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count <= capacity - count)
    guard let source = bytes.baseAddress else { return }
    memcpy(base + count, source, bytes.count)
    count += bytes.count
  }

  /// Writes a number in decimal digits, two at a time.
  ///
  /// - Precondition: There is room for 20 bytes.
  mutating func write(_ number: UInt64) {
    precondition(capacity - count >= 20)
    count += Self.digitCount(number)
    var place = base + count
    var rest = number
    while rest >= 10 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      place -= 2
      memcpy(place, Self.digitPairs.utf8Start + 2 * Int(pair), 2)
      rest = quotient
    }
    // What is left is one digit, or nothing that has not been written.
    if rest > 0 || number == 0 { place[-1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest) }
  }

  /// How many decimal digits a number has, found four at a time.
  private static func digitCount(_ number: UInt64) -> Int {
    var rest = number
    var count = 1
    while rest >= 10_000 {
      rest /= 10_000
      count += 4
    }
    return count + (rest >= 10 ? 1 : 0) + (rest >= 100 ? 1 : 0) + (rest >= 1_000 ? 1 : 0)
  }

  /// 00, 01, … 99.
  private static var digitPairs: StaticString {
    """
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899
    """
  }

  /// Writes eight lower-case hexadecimal digits.
  ///
  /// - Precondition: There is room.
  mutating func write(hexadecimal value: UInt32) {
    precondition(capacity - count >= 8)
    UnsafeMutableRawPointer(base + count).storeBytes(of: value.hexadecimalDigits, as: UInt64.self)
    count += 8
  }
}

extension UInt32 {
  /// Its eight lower-case hexadecimal digits, as a word that lies in memory as they are written.
  ///
  /// Each digit is spread to a byte of its own; to those above 9, what lies between "9" and "a" is
  /// added.
  var hexadecimalDigits: UInt64 {
    var word = UInt64(self)
    word = (word << 16 | word) & 0x0000_FFFF_0000_FFFF
    word = (word << 8 | word) & 0x00FF_00FF_00FF_00FF
    word = (word << 4 | word) & 0x0F0F_0F0F_0F0F_0F0F
    let isLetter = (word + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return (word + 0x3030_3030_3030_3030 + isLetter * 39).bigEndian
  }
}
