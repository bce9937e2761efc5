internal import Platform

/// Reads one line of a log, from left to right, in canonical form only.
struct LogLine {
  /// Where a line is not what it should be.
  struct Fault: Error {
    /// Bytes from the start of the line.
    var offset: Int
    /// What should be there.
    var expected: String
  }

  /// The least number of twenty digits.
  private static let twentyDigits: UInt64 = 10_000_000_000_000_000_000

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  func fault(_ expected: String) -> Fault { Fault(offset: offset, expected: expected) }

  /// Goes past a text, if it comes next; for a text known when this is compiled, a comparison or two.
  @inline(__always)
  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - offset >= count, let base = bytes.baseAddress,
      memcmp(base + offset, text.utf8Start, count) == 0
    else { return false }
    offset += count
    return true
  }

  /// Goes past a text in quotation marks, if it comes next.
  @inline(__always)
  mutating func skip(quoted text: StaticString) -> Bool {
    let start = offset
    if skip("\""), skip(text), skip("\"") { return true }
    offset = start
    return false
  }

  /// Goes past a word for a kind of event in quotation marks, if one comes next that can stand in any
  /// line but the first.
  ///
  /// Eight bytes tell them apart, so that only one of them has to be compared as a whole.
  mutating func eventWord() -> EventWord? {
    guard bytes.count - offset >= 12 else { return nil }
    let sign = UnsafeRawBufferPointer(bytes).loadUnaligned(
      fromByteOffset: offset + 1 + EventRow.signOffset, as: UInt64.self)
    for (place, other) in EventRow.signs.enumerated() where other == sign {
      guard skip(quoted: EventRow.all[place].word), let word = EventWord(rawValue: place),
        word != .logOpened
      else { return nil }
      return word
    }
    return nil
  }

  @inline(__always)
  mutating func expect(_ text: StaticString) throws(Fault) {
    guard skip(text) else { throw fault("`\(text)`") }
  }

  /// Goes past `,"key":`, if it comes next.
  @inline(__always)
  mutating func skipKey(_ key: StaticString) -> Bool {
    let start = offset
    if skip(",\""), skip(key), skip("\":") { return true }
    offset = start
    return false
  }

  /// Goes past a key of a field, if it comes next: few bytes, most of which differ at the third.
  @inline(__always)
  mutating func skip(_ key: FieldKey) -> Bool {
    let text = key.opening
    let count = text.utf8CodeUnitCount
    guard bytes.count - offset >= count, bytes[offset + 2] == text.utf8Start[2],
      memcmp(bytes.baseAddress.unsafelyUnwrapped + offset, text.utf8Start, count) == 0
    else { return false }
    offset += count
    return true
  }

  /// Goes past a key of a field, which has to come next.
  mutating func expect(_ key: FieldKey) throws(Fault) {
    guard skip(key) else { throw missing(key) }
  }

  /// That a key should stand here.
  func missing(_ key: FieldKey) -> Fault { fault("the key \"\(key.rawValue)\"") }

  /// The value of a count that may be left out; it is then 0.
  @inline(__always)
  mutating func count(_ key: FieldKey) throws(Fault) -> UInt32 {
    skip(key) ? try positive() : 0
  }

  private mutating func positive() throws(Fault) -> UInt32 {
    let start = offset
    let value = try integer(UInt32.self)
    guard value > 0 else { throw Fault(offset: start, expected: "a number above 0, or no field") }
    return value
  }

  @inline(__always)
  mutating func expectKey(_ key: StaticString) throws(Fault) {
    guard skipKey(key) else { throw fault("the key \"\(key)\"") }
  }

  /// A whole number that is not negative, without leading zeros.
  @inline(__always)
  mutating func integer<Integer: FixedWidthInteger>(
    _ type: Integer.Type = Integer.self
  ) throws(Fault) -> Integer {
    let start = offset
    guard let value = digits() else { throw fault("a whole number") }
    guard value.isExact, let integer = Integer(exactly: value.number) else {
      offset = start
      throw fault("a number up to \(Integer.max)")
    }
    return integer
  }

  /// Goes past a whole number, if one comes next; it is exact unless 64 bits cannot hold it.
  @inline(__always)
  private mutating func digits() -> (number: UInt64, isExact: Bool)? {
    // Most have few digits.
    if bytes.count - offset >= 8, case let (few, count) = eightDigits(), count > 0, count < 8,
      count == 1 || bytes[offset] != UInt8(ascii: "0")
    {
      offset += count
      return (few, true)
    }
    return manyDigits()
  }

  private mutating func manyDigits() -> (number: UInt64, isExact: Bool)? {
    let start = offset
    var number: UInt64 = 0
    while bytes.count - offset >= 8 {
      let (eight, count) = eightDigits()
      number = number &* Self.powerOfTen(count) &+ eight
      offset += count
      if count < 8 { break }
    }
    while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit < 10 {
      number = number &* 10 &+ UInt64(digit)
      offset += 1
    }
    let count = offset - start
    guard count == 1 || count > 1 && bytes[start] != UInt8(ascii: "0") else {
      offset = start
      return nil
    }
    guard count > 19 else { return (number, true) }
    // Twenty digits that fit begin with 1 and make 10¹⁹ or more; others wrapped around to less.
    let fits = count == 20 && bytes[start] == UInt8(ascii: "1") && number >= Self.twentyDigits
    return (number, fits)
  }

  /// Ten to the power of a number up to 8.
  private static func powerOfTen(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    default: 100_000_000
    }
  }

  /// The number that up to eight digits make, and how many there are; eight bytes come next.
  ///
  /// All at once in a word: what is no digit ends them, the digits go to the end of the word, and
  /// neighbours are joined to numbers of two, four and eight digits (Lemire, 2018, "Quickly parsing
  /// eight digits").
  @inline(__always)
  private func eightDigits() -> (number: UInt64, count: Int) {
    let word = UInt64(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
        fromByteOffset: offset, as: UInt64.self))
    let values = word ^ 0x3030_3030_3030_3030
    let others =
      ((values & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | values)
      & 0x8080_8080_8080_8080
    let count = others.trailingZeroBitCount / 8
    guard count > 0 else { return (0, 0) }
    var number = values << UInt64(64 - 8 * count)
    number = (number &* 10 &+ number >> 8) & 0x00FF_00FF_00FF_00FF
    number = (number &* 100 &+ number >> 16) & 0x0000_FFFF_0000_FFFF
    number = (number &* 10_000 &+ number >> 32) & 0x0000_0000_FFFF_FFFF
    return (number, count)
  }

  /// The value of a count that may be left out; it is then 0.
  mutating func count(_ key: StaticString) throws(Fault) -> UInt32 {
    skipKey(key) ? try positive() : 0
  }

  /// The value of a flag that may be left out; it is then false.
  mutating func flag(_ key: StaticString) throws(Fault) -> Bool {
    guard skipKey(key) else { return false }
    try expect("true")
    return true
  }

  /// The value of a text that must be there.
  mutating func text(_ key: StaticString) throws(Fault) -> String {
    try expectKey(key)
    return try string()
  }

  /// The value of a list of texts that must be there.
  mutating func strings(_ key: StaticString) throws(Fault) -> [String] {
    try expectKey(key)
    try expect("[")
    if skip("]") { return [] }
    var texts: [String] = []
    repeat { texts.append(try string()) } while skip(",")
    try expect("]")
    return texts
  }

  /// Goes past the characters of a string up to its end or to what needs decoding.
  private mutating func skipPlainCharacters() {
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""),
      bytes[offset] != UInt8(ascii: "\\"), bytes[offset] >= 0x20
    { offset += 1 }
  }

  /// The bytes of a JSON string without escapes, if one comes next.
  mutating func plainString() -> UnsafeRawBufferPointer? {
    let quote = offset
    guard skip("\"") else { return nil }
    let start = offset
    skipPlainCharacters()
    let end = offset
    guard skip("\"") else {
      offset = quote
      return nil
    }
    return UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start..<end]))
  }

  /// The same line, to be read on from an earlier place.
  func moved(to offset: Int) -> LogLine {
    var line = self
    line.offset = offset
    return line
  }

  /// The bytes of a JSON value that is true, false, null or a string without escapes, if one comes
  /// next.
  mutating func plainValue() -> UnsafeRawBufferPointer? {
    let start = offset
    guard skip("true") || skip("false") || skip("null") || plainString() != nil else { return nil }
    return UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
  }

  /// A JSON value in canonical form.
  mutating func value() throws(Fault) -> Value {
    let start = offset
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") { return .text(try string()) }
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ","),
      bytes[offset] != UInt8(ascii: "}")
    { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let value = Value(jsonText: text) else {
      throw Fault(offset: start, expected: "a value in its shortest form")
    }
    return value
  }

  /// A JSON string in canonical form.
  mutating func string() throws(Fault) -> String {
    try expect("\"")
    let start = offset
    skipPlainCharacters()
    var decoded = Array(bytes[start..<offset])
    while !skip("\"") {
      decoded.append(try character())
      let run = offset
      skipPlainCharacters()
      decoded.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run..<offset]))
    }
    guard let text = String(validating: decoded, as: UTF8.self) else {
      throw Fault(offset: start, expected: "UTF-8")
    }
    return text
  }

  private mutating func character() throws(Fault) -> UInt8 {
    guard offset < bytes.count, bytes[offset] >= 0x20 else { throw fault("the string to end") }
    let byte = bytes[offset]
    offset += 1
    guard byte == UInt8(ascii: "\\") else { return byte }
    if skip("\"") { return UInt8(ascii: "\"") }
    if skip("\\") { return UInt8(ascii: "\\") }
    let start = offset - 1
    if skip("u00"), let high = hexDigit(), let low = hexDigit(), high < 2 {
      return high << 4 | low
    }
    throw Fault(offset: start, expected: "one of the escapes \\\", \\\\ and \\u0000 to \\u001f")
  }

  /// Goes past the eight hexadecimal digits of a number, if they come next.
  mutating func skip(hexadecimal number: UInt32) -> Bool {
    guard bytes.count - offset >= 8,
      UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        == number.hexadecimalDigits
    else { return false }
    offset += 8
    return true
  }

  /// The value of a lower-case hexadecimal digit, if one comes next.
  mutating func hexDigit() -> UInt8? {
    guard offset < bytes.count else { return nil }
    let value: UInt8
    switch bytes[offset] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = bytes[offset] - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = bytes[offset] - UInt8(ascii: "a") + 10
    default: return nil
    }
    offset += 1
    return value
  }
}
