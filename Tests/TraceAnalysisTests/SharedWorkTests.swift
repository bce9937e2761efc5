import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// When two runs are the same work, so that their times may be subtracted.
@Suite struct SharedWorkTests {
  /// A run of as many calls, named from a number on.
  private func run(_ count: Int, from first: Int = 0, takes time: Nanoseconds = 1) -> Analysis {
    let components = (first..<first + count).map {
      Model.Component(name: "part_\($0)", takes: .constant(time))
    }
    return Analysis(
      Model(
        name: "run", components: components,
        flow: components.indices.map { .init(component: $0) }
      ).run())
  }

  @Test(
    arguments: [
      (10, 10, 0, 10, true), (10, 10, 1, 9, true), (10, 9, 0, 9, true), (9, 10, 0, 9, true),
      (10, 10, 2, 8, false), (10, 8, 0, 8, false), (9, 9, 1, 8, false), (19, 19, 1, 18, true),
      (19, 19, 2, 17, false), (1, 1, 0, 1, true), (1, 1, 1, 0, false), (0, 0, 0, 0, true),
    ] as [(Int, Int, Int, Int, Bool)])
  func `runs are the same work if nine tenths of the calls of the larger are in both`(
    first: Int, second: Int, offset: Int, both: Int, isSame: Bool
  ) {
    let (left, right) = (run(first), run(second, from: offset))
    let shared = SharedWork(left, right)
    #expect(
      [shared.counts.first, shared.counts.second, shared.counts.both] == [first, second, both])
    #expect(shared.isSameWork == isSame)
    let comparison = Comparison(name: "pair", run: right, baseline: .other(left))
    #expect((comparison.saved != nil) == isSame)
  }
}
