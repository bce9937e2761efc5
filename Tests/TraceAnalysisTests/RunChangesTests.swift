import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@Suite struct RunChangesTests {
  private func run(_ seconds: [(String, Int64)], parallel: Bool = true) -> Analysis {
    var names: [String] = []
    for (name, _) in seconds where !names.contains(name) { names.append(name) }
    let components = names.map { name in
      Model.Component(
        name: name, takes: .constant((seconds.first { $0.0 == name }?.1 ?? 0) * second),
        isParallel: parallel)
    }
    let flow = seconds.map { step in
      Model.Step(component: names.firstIndex(of: step.0) ?? -1)
    }
    return Analysis(Model(name: "x", components: components, flow: flow).run())
  }

  /// A component's change in a line: calls, seconds of running, moved calls of those in both runs
  /// and by how many seconds.
  private func line(_ component: RunChanges.Component) -> String {
    let (calls, running) = (component.calls, component.running)
    let shift = component.shift
    return "\(component.name) \(calls.expected)→\(calls.actual) "
      + "\(running.expected / Int128(second))→\(running.actual / Int128(second)) "
      + "\(component.moved)/\(component.paired) "
      + "\(shift.lowerBound / second)…\(shift.upperBound / second)"
  }

  @Test func `calls become more, fewer, longer and shorter, and move`() {
    let (serial, parallel) = (
      run([("a", 4), ("b", 1), ("b", 1), ("c", 2)], parallel: false),
      run([("a", 5), ("c", 1), ("b", 1), ("d", 3)])
    )
    let changes = RunChanges(expected: serial, actual: parallel)
    #expect(
      changes.components.filter(\.isChanged).map(line) == [
        "a 1→1 4→5 0/1 0…0", "b 2→1 2→1 1/1 -4…-4", "c 1→1 2→1 1/1 -6…-6", "d 0→1 0→3 0/0 0…0",
      ])
    #expect(
      changes.measures.map { "\($0.name) \($0.expected ?? -1) \($0.actual ?? -1)" } == [
        "makespan 8000000000 5000000000", "work 8000000000 10000000000",
        "span 8000000000 5000000000", "floor 4000000000 5000000000", "calls 4 4",
      ])
    // The other way round, everything is the other way round.
    let back = RunChanges(expected: parallel, actual: serial)
    #expect(
      back.components.filter(\.isChanged).map(line) == [
        "a 1→1 5→4 0/1 0…0", "c 1→1 1→2 1/1 6…6", "b 1→2 1→2 1/1 4…4", "d 1→0 3→0 0/0 0…0",
      ])
  }

  @Test func `calls that end otherwise are counted`() {
    func ending(_ fails: Bool) -> Analysis {
      var train = Model.Component(name: "train", takes: .constant(second), isParallel: true)
      if fails {
        train.behaviour.failure = .init()
        train.behaviour.raisesException = false
      }
      return Analysis(
        Model(name: "x", components: [train], flow: [.init(component: 0), .init(component: 0)])
          .run())
    }
    let changes = RunChanges(expected: ending(false), actual: ending(true))
    #expect(changes.components.map(\.endedOtherwise) == [2])
    #expect(changes.components[0].firstEndedOtherwise.expected == 2)
    #expect(changes.components[0].firstEndedOtherwise.actual == 2)
  }

  @Test func `variables are held against each other as they were at the end`() {
    func sharing(_ variables: [(String, Double, last: Double?)]) -> Analysis {
      var train = Model.Component(name: "train", takes: .constant(second))
      train.behaviour.effects = variables.enumerated().compactMap { index, variable in
        variable.last.map { .init(.write(index, [.init(.number($0))]), .end) }
      }
      return Analysis(
        Model(
          name: "x", components: [train],
          variables: variables.map { .init(name: $0.0, value: .number($0.1)) },
          flow: [.init(component: 0)]
        ).run())
    }
    let changes = RunChanges(
      expected: sharing([("loss", 1, 0.5), ("round", 2, nil), ("old", 7, nil)]),
      actual: sharing([("new", 3, nil), ("round", 1, 2), ("loss", 1, 0.25)]))
    #expect(
      changes.variables == [
        .init(name: "loss", expected: .number(0.5), actual: .number(0.25)),
        .init(name: "old", expected: .number(7), actual: nil),
        .init(name: "new", expected: nil, actual: .number(3)),
      ])
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a run is no different from itself, and a twin only in what its numbers say`(seed: UInt64) {
    let model = randomModel(seed: seed)
    let runs = [RunMode.declared, .serial, .parallel].map { Analysis(model.run(as: $0)) }
    for run in runs {
      let none = RunChanges(expected: run, actual: run)
      #expect(!none.components.contains(where: \.isChanged) && none.variables.isEmpty)
      #expect(none.measures.allSatisfy { $0.expected == $0.actual })
    }
    for (left, right) in [(runs[0], runs[1]), (runs[1], runs[2])] {
      let changes = RunChanges(expected: left, actual: right)
      let calls = changes.components.map(\.calls)
      #expect(calls.reduce(0) { $0 + $1.expected } == left.measures.calls, "seed \(seed)")
      #expect(calls.reduce(0) { $0 + $1.actual } == right.measures.calls, "seed \(seed)")
      let running = changes.components.map(\.running)
      #expect(running.reduce(0) { $0 + $1.actual } == right.measures.work, "seed \(seed)")
    }
  }

  @Test func `streams through which another number of items went are told`() {
    func run(_ items: Int64, _ names: [String]) -> Analysis {
      var load = Model.Component(name: "load", takes: .constant(items * second), isParallel: true)
      load.behaviour.effects = names.indices.map {
        .init(.emit($0), .every(.constant(second), times: nil))
      }
      var train = Model.Component(name: "train", takes: .constant(second), isParallel: true)
      train.behaviour.forEach = 0
      return Analysis(
        Model(
          name: "x", components: [load, train], streams: names.map { .init(name: $0) },
          flow: [.init(component: 0), .init(component: 1)]
        ).run())
    }
    func lines(_ expected: Analysis, _ actual: Analysis) -> [String] {
      RunChanges(expected: expected, actual: actual).streams.map {
        "\($0.name) \($0.sent.expected)→\($0.sent.actual) "
          + "\($0.received.expected)→\($0.received.actual)"
      }
    }
    #expect(lines(run(4, ["a", "b"]), run(4, ["a", "b"])) == [])
    #expect(lines(run(4, ["a", "b"]), run(6, ["a", "b"])) == ["a 4→6 4→6", "b 4→6 0→0"])
    #expect(lines(run(4, ["a", "b"]), run(4, ["a", "c"])) == ["b 4→0 0→0", "c 0→4 0→0"])
  }
}
