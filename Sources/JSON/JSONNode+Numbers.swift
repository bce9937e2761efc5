extension JSONNode {
  /// A number, or a string that holds one, times a power of ten and rounded to the nearest integer, half away
  /// from zero; nil if it is neither or does not fit.
  ///
  /// It is read digit by digit, so that a time in seconds since 1970 keeps its nanoseconds:
  ///
  ///     node.integer(timesTenTo: 9)  // 1795838411.123456789 is 1795838411123456789
  ///
  /// - Complexity: O(*n*) in the number of its digits.
  public func integer(timesTenTo power: Int = 0) -> Int64? {
    let raw = raw
    guard raw.first == UInt8(ascii: "\"") else { return Self.integer(raw, timesTenTo: power) }
    return stringContent.flatMap { Self.integer($0, timesTenTo: power) }
  }

  /// The same of a number that stands in another text than one in JSON.
  public static func integer(
    _ text: UnsafeBufferPointer<UInt8>, timesTenTo power: Int = 0
  ) -> Int64? {
    if let plain = plainInteger(text, timesTenTo: power) { return plain }
    return DecimalNumber(text)?.integer(timesTenTo: power)
  }

  /// A number that is nothing but up to 18 digits, with or without a point, of which none is lost; nil if it is another one,
  /// which most are not.
  private static func plainInteger(
    _ text: UnsafeBufferPointer<UInt8>, timesTenTo power: Int
  ) -> Int64? {
    guard text.count <= 18, var place = text.baseAddress else { return nil }
    let end = place + text.count
    var value: Int64 = 0
    while place < end, case let digit = place.pointee &- UInt8(ascii: "0"), digit < 10 {
      value = value &* 10 &+ Int64(digit)
      place += 1
    }
    var power = power
    if place < end {
      guard place.pointee == UInt8(ascii: "."), text.count > 1 else { return nil }
      place += 1
      power -= end - place
      while place < end, case let digit = place.pointee &- UInt8(ascii: "0"), digit < 10 {
        value = value &* 10 &+ Int64(digit)
        place += 1
      }
    }
    guard place == end, !text.isEmpty, power >= 0, power < 10 else { return nil }
    let (product, isTooMuch) = value.multipliedReportingOverflow(by: tens[power])
    return isTooMuch ? nil : product
  }

  private static let tens: InlineArray<10, Int64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]
}

/// A decimal number as it is written: digits, a sign and a power of ten.
struct DecimalNumber {
  /// The first digits, as a whole number.
  private var digits: UInt64 = 0
  /// The power of ten that they are multiplied by.
  private var power = 0
  private var isNegative = false
  /// Whether the first digit that was left out was 5 or more.
  private var roundsUp = false

  /// Reads a number in the grammar of JSON, a plus sign and leading zeros let be; nil if there is anything else.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var place = 0
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      place = 1
    }
    let counted = readDigits(text, &place)
    guard counted > 0 else { return nil }
    if place < text.count {
      guard text[place] | 0x20 == UInt8(ascii: "e"),
        let exponent = Self.exponent(text[(place + 1)...])
      else { return nil }
      power += exponent
    }
  }

  /// Reads any number of digits, of which it keeps as many as fit; gives how many there were.
  private mutating func readDigits(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int {
    var counted = 0
    var isFraction = false
    var isFull = false
    while place < text.count {
      let byte = text[place]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = UInt64(byte - UInt8(ascii: "0"))
        counted += 1
        if !isFull, digits < 1_000_000_000_000_000_000 {
          digits = digits * 10 + digit
          if isFraction { power -= 1 }
        } else {
          if !isFull { roundsUp = digit >= 5 }
          isFull = true
          if !isFraction { power += 1 }
        }
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      default: return counted
      }
      place += 1
    }
    return counted
  }

  private static func exponent(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var text = text
    var isNegative = false
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      text = text.dropFirst()
    }
    guard !text.isEmpty else { return nil }
    var value = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      // Beyond this it makes no difference.
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 100_000)
    }
    return isNegative ? -value : value
  }

  private static let powersOfTen: [UInt64] = (0..<20).map { power in
    (0..<power).reduce(1) { value, _ in value * 10 }
  }

  /// The number times a power of ten, rounded half away from zero; nil if it does not fit.
  func integer(timesTenTo more: Int) -> Int64? {
    let power = power + more
    var magnitude = digits
    if digits == 0 || power < -19 {
      magnitude = 0
    } else if power < 0 {
      let divisor = Self.powersOfTen[-power]
      magnitude = digits / divisor
      if digits % divisor >= divisor - divisor / 2 { magnitude += 1 }
    } else if power == 0 {
      if roundsUp { magnitude += 1 }
    } else {
      guard power < 20 else { return nil }
      let (product, overflow) = digits.multipliedReportingOverflow(by: Self.powersOfTen[power])
      guard !overflow else { return nil }
      magnitude = product
    }
    if isNegative {
      return magnitude <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }
}
