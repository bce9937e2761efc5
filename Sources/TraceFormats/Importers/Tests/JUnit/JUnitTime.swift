internal import EventLog
internal import JSON

/// A time in seconds as runners write it into JUnit reports: `0.301`, `1,234.567`, `1e-05`, and `0,301` where a
/// comma separates decimals, `1.234,567`.
struct JUnitTime {
  let time: Nanoseconds
  /// Whether a comma may stand for thousands or separate decimals.
  private(set) var isAmbiguous = false

  /// Reads a time; nil if it is none.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var digits = text.filter { $0 > 0x20 }
    let comma = digits.lastIndex(of: UInt8(ascii: ","))
    if let comma {
      let behind = digits.count - comma - 1
      if let point = digits.lastIndex(of: UInt8(ascii: ".")) {
        // What comes last separates decimals.
        digits.removeAll { $0 == UInt8(ascii: point > comma ? "," : ".") }
        if let decimal = digits.firstIndex(of: UInt8(ascii: ",")) {
          digits[decimal] = UInt8(ascii: ".")
        }
      } else if behind == 3, digits.first != UInt8(ascii: "0") {
        digits.removeAll { $0 == UInt8(ascii: ",") }
        isAmbiguous = true
      } else {
        digits[comma] = UInt8(ascii: ".")
      }
    }
    let value = digits.withUnsafeBufferPointer { JSONNode.integer($0, timesTenTo: 9) }
    guard let value else { return nil }
    time = value
  }
}
