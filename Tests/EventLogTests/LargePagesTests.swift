import Testing

@testable import EventLog

@Suite struct LargePagesTests {
  /// Sizes about 0, about the least that is put on large pages, and above it.
  static let counts = [0, 1, 15, 16, 17, 524_287, 524_288, 524_289, 2_000_003]

  @Test(arguments: counts)
  func `an array on large pages holds what it would hold elsewhere`(count: Int) {
    var grown: [Int] = []
    for element in 0..<count { grown.appendOnLargePages(element) }
    #expect(grown == Array(0..<count))
    let copy = grown
    grown.reserveOnLargePages(3 * count)
    grown.appendOnLargePages(-1)
    #expect(copy.count == count && grown.dropLast() == copy[...] && grown.last == -1)
    #expect(Array(onLargePages: 7, count: count) == Array(repeating: 7, count: count))
  }
}
