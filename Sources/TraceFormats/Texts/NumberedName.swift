/// The name of a file of several, in the order in which a tool numbered them: `trace.2` before `trace.10`.
struct NumberedName: Comparable {
  private let bytes: [UInt8]

  init(_ name: String) { bytes = Array(name.utf8) }

  /// Whether one comes before another: byte by byte, and numbers in both by their value.
  static func < (left: NumberedName, right: NumberedName) -> Bool {
    var (one, other) = (left.bytes[...], right.bytes[...])
    while let first = one.first, let second = other.first {
      if isDigit(first), isDigit(second) {
        let (number, next) = (takeNumber(&one), takeNumber(&other))
        if number.count != next.count { return number.count < next.count }
        if !number.elementsEqual(next) { return number.lexicographicallyPrecedes(next) }
      } else {
        if first != second { return first < second }
        one.removeFirst()
        other.removeFirst()
      }
    }
    if one.isEmpty != other.isEmpty { return one.isEmpty }
    // `1` and `01` are the same number and other names.
    return left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// The digits at the beginning, without zeros before them.
  private static func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = bytes.prefix(while: isDigit)
    bytes = bytes[digits.endIndex...]
    return digits.drop { $0 == UInt8(ascii: "0") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
