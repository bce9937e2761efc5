import EventLog
import Reports
import Testing

@Suite struct TimeTextTests {
  @Test(arguments: [
    (0, "0 s"), (1, "1 ns"), (999, "999 ns"), (1_000, "1 µs"), (1_234_567, "1.235 ms"),
    (150_000_000, "150 ms"), (999_999_499, "999.999 ms"), (999_999_600, "1 s"),
    (4_000_000_000, "4 s"), (4_500_000_000, "4.5 s"), (74_212_000_000, "74.212 s"),
    (119_999_400_000, "119.999 s"), (119_999_600_000, "2 min"), (123_500_000_000, "2 min 3.5 s"),
    (3_599_999_900_000, "1 h"), (5_400_000_000_000, "1 h 30 min"),
    (3_605_000_000_000, "1 h 0 min 5 s"), (-2_000_000_000, "−2 s"),
  ])
  func `a time is told in the largest unit that is at least 1`(time: Nanoseconds, text: String) {
    #expect(timeText(time) == text)
  }

  @Test func `the longest times do not trap`() {
    #expect(timeText(.max).hasSuffix("s"))
    #expect(timeText(.min).hasPrefix("−"))
  }

  @Test(arguments: [
    (9, 4, "2.25"), (6, 7, "0.857"), (74_212, 38_617, "1.92"), (2, 1, "2"), (0, 3, "0"),
    (10, 3, "3.33"), (100, 3, "33.3"), (1_000, 3, "333"), (99_999, 10, "10000"),
    (1, 3_000, "0.000333"),
    (12_345, 1, "12300"), (19_996, 10_000, "2"),
  ])
  func `a ratio has three digits and no zeros at its end`(
    numerator: Nanoseconds, denominator: Nanoseconds, text: String
  ) {
    #expect(ratioText(numerator, denominator) == text)
  }
}
