import Testing

@testable import TraceAnalysis

/// What two runs did otherwise, counted by component.
@Suite struct CallCountsTests {
  /// Reads `train 2 1, analyze 1 1`: so many calls started, and so many succeeded.
  private func counts(_ text: String) -> CallCounts {
    CallCounts(
      text.split(separator: ",").map { entry in
        let words = entry.split(separator: " ")
        return .init(
          component: String(words[0]), started: Int(words[1]) ?? -1,
          succeeded: Int(words[2]) ?? -1)
      })
  }

  @Test(
    arguments: [
      ("a 2 1, b 1 1", "a 2 1, b 1 1", nil),
      ("a 2 1, b 1 1", "b 1 1, a 2 1", nil),
      ("a 2 1, b 0 0", "a 2 1", nil),
      ("a 2 1", "c 0 0, a 2 1", nil),
      ("a 2 1, b 1 1", "a 2 1", .otherCalls),
      ("a 2 1", "a 2 1, b 1 1", .otherCalls),
      ("a 2 1", "a 3 1", .otherCalls),
      ("b 2 2, a 2 2", "b 2 1, a 2 1", .succeeds("a")),
      ("b 2 2, a 2 1", "a 2 2, b 2 1", .succeeds("b")),
      ("a 2 1, b 1 1", "b 1 1, a 2 2", .fewerSucceed),
    ] as [(String, String, Comparison.Obstacle?)])
  func `runs did the same if they made as many calls, in whatever order they name components`(
    first: String, second: String, expected: Comparison.Obstacle?
  ) {
    #expect(counts(first).difference(to: counts(second)) == expected)
  }
}
