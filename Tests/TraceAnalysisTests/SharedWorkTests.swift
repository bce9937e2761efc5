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

  /// A run of calls of those names, all of which take so long.
  private func run(_ names: [String], takes time: Nanoseconds = 1) -> Analysis {
    let all = Array(Set(names)).sorted()
    let components = all.map { Model.Component(name: $0, takes: .constant(time)) }
    let flow = names.map { Model.Step(component: all.firstIndex(of: $0) ?? 0) }
    return Analysis(Model(name: "run", components: components, flow: flow).run())
  }

  /// A profiler names functions with the place at which they begin, which changes with every line above it.
  @Test(
    arguments: [
      (["load (a.py:2)", "train (a.py:9)"], ["load (a.py:3)", "train (a.py:10)"], 2),
      (["load (a.py:2)", "train (a.py:9)"], ["load (b.py:2)", "train (b.py:9)"], 2),
      (["load (a.py:2)", "load (b.py:2)"], ["load (b.py:2)", "load (c.py:7)"], 2),
      (["load (a.py:2)", "load"], ["load (b.py:2)", "load"], 2),
      // Two of one name in a file, of which one is gone.
      (["load (a.py:2)", "load (a.py:8)"], ["load (a.py:3)"], 1),
      // No place: a signature, a kind, a number of something.
      (["load (a:b)", "load (2)", "load(a.py:2)"], ["load (a:c)", "load (3)", "load(a.py:3)"], 0),
      (["load (a.py:2)"], ["train (a.py:2)"], 0), (["load (:2)"], ["load (:3)"], 0),
    ])
  func `a function is the same wherever it stands`(
    first: [String], second: [String], both: Int
  ) {
    let shared = SharedWork(run(first), run(second, takes: 2))
    #expect(shared.counts.both == both)
    #expect((shared.before, shared.after) == (Int128(both), Int128(both * 2)))
  }

  /// Where one run made fewer calls of a name, as many of the other are compared.
  @Test func `what both runs have is compared, whichever made more calls`() {
    let shared = SharedWork(run(["a", "b", "b", "b"]), run(["a", "b"], takes: 3))
    #expect((shared.before, shared.after) == (2, 6))
    #expect(shared.slower.map(\.name) == ["a", "b"])
  }
}
