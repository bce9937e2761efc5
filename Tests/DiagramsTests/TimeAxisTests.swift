import EventLog
import Testing

@testable import Diagrams

@Suite struct TimeAxisTests {
  private static let second: Int64 = 1_000_000_000
  private static let day = 86_400 * second
  private static let axes: [(end: Int64, labels: String)] = [
    (9 * second, "0 s, 2 s, 4 s, 6 s, 8 s"), (150 * second, "0 s, 20 s, 40 s, 60 s, 80 s, 100 s"),
    (44 * 60 * second, "0 min, 10 min, 20 min"),
    (second * 13 / 10, "0 s, 0.2 s, 0.4 s, 0.6 s, 0.8 s, 1 s, 1.2 s"),
    (second * 13 / 100, "0 ms, 20 ms, 40 ms, 60 ms"), (930 * day, "0 d, 200 d, 400 d"),
    (14 * day, "0 d, 2 d, 4 d"), (7 * 3_600 * second, "0 h, 1 h, 2 h"), (1, "0 ns, 1 ns"),
  ]

  @Test(arguments: axes)
  func `ticks are round, and an axis has one unit`(axis: (end: Int64, labels: String)) {
    let labels = TimeAxis(end: axis.end, steps: 8).ticks.map(\.label)
    #expect(labels.joined(separator: ", ").starts(with: axis.labels), "\(labels)")
    #expect(Set(labels.map { $0.split(separator: " ").last }).count == 1)
  }

  @Test(arguments: 0..<62)
  func `an axis of any length has few ticks, the first at 0`(power: Int) {
    let ticks = TimeAxis(end: 1 << power, steps: 9).ticks
    #expect(ticks.first?.at == 0)
    #expect(ticks.count <= 10)
  }
}
