import Formatting
import Testing

@Suite struct DateTextTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
    (951_782_400, "2000-02-29T00:00:00Z"), (1_700_000_000, "2023-11-14T22:13:20Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (-2_203_891_200, "1900-03-01T00:00:00Z"),
  ])
  func `an instant is told in UTC`(seconds: Int, text: String) {
    #expect(DateText.utc(seconds * 1_000_000_000, separator: "T") == text)
  }

  @Test func `any instant is told`() {
    for time in [Int.min, .max, -1_000_000_001] {
      #expect(DateText.utc(time, separator: " ").hasSuffix("Z"))
    }
  }
}
