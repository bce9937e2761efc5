internal import EventLog

/// Tests in the pieces that are handed out whole, one piece after the other.
///
/// A piece is a test, or all tests of a file or a class in their order. There may be as many pieces as tests, so
/// they lie in one array.
struct TestPieces {
  /// The tests of all pieces, by their places.
  private var tests: [Int]
  /// Where the tests of each piece begin, and where those of the last end.
  private var starts: [Int]

  /// Each test by itself.
  init(each count: Int) {
    tests = Array(0..<count)
    starts = Array(0...count)
  }

  /// The tests that have the same of something, in the order of their first tests.
  ///
  /// - Parameters:
  ///   - tests: The tests.
  ///   - key: What those of a piece have in common: a place in a list, from 0.
  /// - Complexity: O(*n*) in the number of tests and the highest key.
  init(_ tests: [TestSet.Test], by key: (TestSet.Test) -> Int) {
    var pieces = [Int](repeating: -1, count: (tests.lazy.map(key).max() ?? -1) + 1)
    var counts: [Int] = []
    for test in tests {
      if pieces[key(test)] < 0 {
        pieces[key(test)] = counts.count
        counts.append(0)
      }
      counts[pieces[key(test)]] += 1
    }
    starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    var next = starts
    self.tests = Array(repeating: 0, count: tests.count)
    for (place, test) in tests.enumerated() {
      let piece = pieces[key(test)]
      self.tests[next[piece]] = place
      next[piece] += 1
    }
  }

  /// How many pieces there are.
  var count: Int { starts.count - 1 }

  /// The tests of a piece.
  subscript(piece: Int) -> ArraySlice<Int> { tests[starts[piece]..<starts[piece + 1]] }

  /// How long each piece takes, if each test takes so long.
  func times(_ durations: [Int64]) -> [Int64] {
    (0..<count).map { self[$0].reduce(Int64(0)) { $0.addingClamped(durations[$1]) } }
  }
}
