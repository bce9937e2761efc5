internal import EventLog

/// The ids of a trace and its spans: always the same for the same log, others for another one.
struct SpanIDs {
  /// The id of the trace, 32 hexadecimal digits.
  let trace: String
  private let seed: UInt64

  /// - Complexity: O(*n*) in the bytes of the log.
  init(_ log: Log) {
    var (first, second) = (Self.start, Self.otherStart)
    log.encode { piece in
      for byte in piece {
        first = (first ^ UInt64(byte)) &* Self.prime
        second = (second ^ UInt64(byte)) &* Self.prime
      }
    }
    let (high, low) = (Self.mixed(first), Self.mixed(second))
    seed = high ^ low
    trace = Self.digits(high == 0 && low == 0 ? 1 : high) + Self.digits(low)
  }

  /// The id of a call's span, 16 hexadecimal digits; none is all zeros, and no two of a trace are the same but
  /// for one in 2⁶⁴.
  func span(of call: CallNumber) -> String {
    let id = Self.mixed(seed &+ UInt64(call) &* Self.golden)
    return Self.digits(id == 0 ? 1 : id)
  }

  /// FNV-1a's first state and its factor, and another first state.
  private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let otherStart: UInt64 = 0x6c62_272e_07bb_0142
  private static let prime: UInt64 = 0x0000_0100_0000_01b3
  /// 2⁶⁴ divided by the golden ratio.
  private static let golden: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The last step of SplitMix64, which sends different numbers to different ones.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  private static func digits(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }
}
