import Formatting
import Testing

@Suite struct TimeScaleTests {
  /// Times that stand beside each other, in milliseconds, and how they are told.
  @Test(
    arguments: [
      ([119_000, 74_212, 300, 0], ["119 s", "74.212 s", "300 ms", "0 s"]),
      (
        [121_000, 119_000, 60_000, 59_900, 300, 10, 9],
        ["2 min 1 s", "1 min 59 s", "1 min", "59.9 s", "0.3 s", "0.01 s", "9 ms"]
      ),
      ([7_200_000, 119_500, -61_000], ["2 h", "1 min 59.5 s", "−1 min 1 s"]),
    ] as [([Int64], [String])])
  func `times beside each other are told alike`(times: [Int64], texts: [String]) {
    let scale = TimeScale(longest: times.max().map { $0 * 1_000_000 } ?? 0)
    #expect(times.map { scale.text($0 * 1_000_000) } == texts)
  }

  @Test(arguments: [0, 1, 119_999_499_999, 119_999_500_000, 120_000_000_000, Int64.max])
  func `a time alone is told on its own scale`(time: Int64) {
    #expect(timeText(time) == TimeScale(longest: time).text(time))
  }
}
