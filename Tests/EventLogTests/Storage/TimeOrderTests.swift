import Testing

@testable import EventLog

@Suite struct TimeOrderTests {
  @Test(arguments: [0, 1, 2, 7, 1_000, 5_000], [1, 1_000, 1 << 40, Nanoseconds.max])
  func `places come in the order of their times, those of one time in their own`(
    count: Int, most: Nanoseconds
  ) {
    var state = UInt64(count) &+ UInt64(most)
    let times = (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let time = Nanoseconds(state >> 1) % most
      return state & (1 << 40) == 0 ? time : -time
    }
    let expected = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }.map(Int32.init)
    #expect(TimeOrder.places(count: count) { times[$0] } == expected)
  }

  /// Nanoseconds of days and a place take more than 64 bits, the seconds that they are do not.
  @Test(arguments: [1_000_000_000, 1] as [Nanoseconds])
  func `whole seconds of years come in order as well`(unit: Nanoseconds) {
    let times = (0..<3_000).map { Nanoseconds($0 * 7_919 % 3_001) * 40_000 * unit + 5 }
    let expected = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }.map(Int32.init)
    #expect(TimeOrder.places(count: times.count) { times[$0] } == expected)
  }

  @Test func `what is in order stays as it is`() {
    #expect(TimeOrder.places(count: 4) { [3, 3, 5, 9][$0] } == [0, 1, 2, 3])
    #expect(TimeOrder.places(count: 2) { [.max, .min][$0] } == [1, 0])
  }
}
