import JSON
import Testing

/// What is read from numbers in JSON.
@Suite struct JSONNumberTests {
  /// Times keep every digit that fits into nanoseconds, and are rounded beyond that.
  @Test(arguments: [
    ("1795838411.123456789", 9, 1_795_838_411_123_456_789), ("1.5", 3, 1500), ("-0.25", 3, -250),
    ("1752500123.4567", 3, 1_752_500_123_457), ("0.0005", 3, 1), ("0.0004", 3, 0),
    ("-0.0005", 3, -1), ("12", 0, 12), ("1e3", 0, 1000), ("1.25E-2", 4, 125), ("1E+2", 0, 100),
    ("\"1700000000000000001\"", 0, 1_700_000_000_000_000_001), ("\"3.25\"", 2, 325),
    ("9223372036854775807", 0, Int64.max), ("-9223372036854775808", 0, Int64.min),
    ("0.000000000000000000000000001", 9, 0), ("123456789.12345678901234567890", 3, 123_456_789_123),
    ("1.9999999999999999999999", 0, 2), ("0", 9, 0), ("0e99999999999999", 9, 0),
    ("1.", 3, 1000), (".5", 1, 5), ("007", 0, 7), ("+7.5", 1, 75), ("1.5", 0, 2), ("2.4", 0, 2),
    ("999999999999999999", 0, 999_999_999_999_999_999),
    ("99999999999999.123", 3, 99_999_999_999_999_123),
    ("9", 18, 9_000_000_000_000_000_000), ("\"12.25\"", 3, 12_250),
  ])
  func `times keep their digits`(_ text: String, _ power: Int, _ value: Int64) throws {
    #expect(try integer(text, power) == value)
  }

  /// What is no number, or does not fit, is none.
  @Test(arguments: [
    "9223372036854775808", "1e30", "1e99999999999999999999", "\"x\"", "\"\"", "true", "null", "NaN",
    "-", "1.2.3", "1x", "\"1 \"", "[]", "{}", "1e", "0x10", ".",
  ])
  func `others are none`(_ text: String) throws {
    #expect(try integer(text, 0) == nil)
  }

  private func integer(_ text: String, _ power: Int) throws -> Int64? {
    try JSONText.read(Array("[\(text)]".utf8)) { text in
      text.roots[0].elements.first { _ in true }?.integer(timesTenTo: power)
    }
  }
}
