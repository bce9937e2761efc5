import Testing

@testable import EventLog

/// The first of many without sorting all.
@Suite struct FirstOfSequenceTests {
  @Test(arguments: 0..<100 as Range<UInt64>)
  func `the first of many are the beginning of all sorted, equal ones in their order`(
    seed: UInt64
  ) {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let elements = (0..<random(60)).map { (key: random(9), place: $0) }
    let count = random(12)
    let first = elements.first(count) { $0.key < $1.key }
    let sorted = elements.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.prefix(count)
    #expect(first.map(\.place) == sorted.map(\.place), "seed \(seed)")
  }
}
