/// A trace, as processes tell each other of it.
final class TraceIdentity: Sendable {
  /// The upper and the lower half of its number.
  let high: UInt64
  let low: UInt64
  /// Whether who began it records it, and what later versions say beside that.
  let flags: UInt8
  /// What other tracers want to be handed on.
  let state: String?

  init(high: UInt64, low: UInt64, flags: UInt8 = 1, state: String? = nil) {
    (self.high, self.low, self.flags, self.state) = (high, low, flags, state)
  }
}

/// A span by which something is asked for, as the header `traceparent` of the W3C's Trace Context has it.
///
///     00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
struct TraceParent: Sendable {
  static let key = "traceparent"
  static let stateKey = "tracestate"

  var trace: TraceIdentity
  var spanID: UInt64

  init(trace: TraceIdentity, spanID: UInt64) {
    (self.trace, self.spanID) = (trace, spanID)
  }

  /// Reads a header; nil unless it is one that the recommendation allows.
  ///
  /// Later versions may have more behind a further hyphen; what is invalid is as if it were not there.
  init?(_ text: String, state: String? = nil) {
    let digits = Array(text.utf8)
    guard digits.count >= 55, [2, 35, 52].allSatisfy({ digits[$0] == UInt8(ascii: "-") }),
      let version = Self.number(digits[0..<2]), version < 255,
      digits.count == 55 || version > 0 && digits[55] == UInt8(ascii: "-"),
      let high = Self.number(digits[3..<19]), let low = Self.number(digits[19..<35]),
      let span = Self.number(digits[36..<52]), let flags = Self.number(digits[53..<55]),
      high | low != 0, span != 0
    else { return nil }
    trace = TraceIdentity(high: high, low: low, flags: UInt8(flags), state: state)
    spanID = span
  }

  /// The number that lower-case hexadecimal digits are; nil if others are among them.
  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = number << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        number = number << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return number
  }

  /// The header.
  var description: String {
    String(unsafeUninitializedCapacity: 55) { bytes in
      bytes.update(repeating: UInt8(ascii: "-"))
      Self.write(0, digits: 2, to: bytes, at: 0)
      Self.write(trace.high, digits: 16, to: bytes, at: 3)
      Self.write(trace.low, digits: 16, to: bytes, at: 19)
      Self.write(spanID, digits: 16, to: bytes, at: 36)
      Self.write(UInt64(trace.flags), digits: 2, to: bytes, at: 53)
      return 55
    }
  }

  private static func write(
    _ number: UInt64, digits: Int, to bytes: UnsafeMutableBufferPointer<UInt8>, at place: Int
  ) {
    for digit in 0..<digits {
      let value = UInt8(truncatingIfNeeded: number >> UInt64(4 * (digits - 1 - digit))) & 15
      bytes[place + digit] =
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
  }
}
