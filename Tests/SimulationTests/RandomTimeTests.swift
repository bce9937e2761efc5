import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct RandomTimeTests {
  /// A scenario that a seed stands for, whose components take random times of all kinds.
  private func model(seed: UInt64) throws -> Model {
    var model = randomModel(seed: seed)
    let forms: [Distribution.Form] = [
      .uniform(min: 0, max: 3 * second), .normal(mean: second, sd: second),
      .lognormal(median: second, sigma: 0.5), .exponential(mean: second),
      .triangular(min: 0, mode: second, max: 4 * second), .gamma(shape: 0.7, mean: second),
      .empirical([.init(second), .init(2 * second), .init(0)]),
    ]
    for index in model.components.indices {
      let form = forms[Int((seed &* 5 &+ UInt64(index)) % UInt64(forms.count))]
      model.components[index].takes = .random(try Distribution(form))
    }
    return model
  }

  /// How long the calls of each component ran, in the order of their requests.
  private func times(in log: Log) -> [String: [Nanoseconds]] {
    var starts: [CallNumber: Nanoseconds] = [:]
    var times: [CallNumber: (component: String, time: Nanoseconds)] = [:]
    for event in log.events where log.names[event.component] != Model.flowName {
      switch event.kind {
      case .callStarted: starts[event.call] = event.at
      case .callSucceeded:
        guard let start = starts[event.call] else { continue }
        times[event.call] = (log.names[event.component], event.at - start)
      default: break
      }
    }
    return times.sorted { $0.key < $1.key }
      .reduce(into: [:]) { $0[$1.value.component, default: []].append($1.value.time) }
  }

  @Test func `a run and its twins see the same times`() throws {
    for seed in 0..<500 as Range<UInt64> {
      let model = try model(seed: seed)
      let declared = times(in: model.run())
      #expect(declared.values.joined().count == model.flow.count, "seed \(seed)")
      for mode in RunMode.allCases {
        #expect(times(in: model.run(as: mode)) == declared, "seed \(seed) \(mode)")
      }
    }
  }

  @Test func `a task graph and its twins see the same times`() throws {
    for seed in 0..<200 as Range<UInt64> {
      var model = randomTasks(seed: seed)
      for index in model.components.indices {
        model.components[index].takes = .random(try Distribution(.exponential(mean: 1_000_000)))
      }
      let declared = times(in: model.run())
      #expect(declared.count == model.components.count, "seed \(seed)")
      for mode in RunMode.allCases {
        #expect(times(in: model.run(as: mode)) == declared, "seed \(seed) \(mode)")
      }
    }
  }

  @Test func `components that come or go leave the times of the others alone`() throws {
    for seed in 0..<200 as Range<UInt64> {
      let model = try model(seed: seed)
      let before = times(in: model.run())
      var more = model
      more.components.insert(
        .init(name: "new", takes: .random(try Distribution(.exponential(mean: 1_000)))), at: 0)
      more.flow = model.flow.compactMap(\.component).flatMap {
        [.init(component: 0), .init(component: $0 + 1)]
      }
      var after = times(in: more.run())
      #expect(after.removeValue(forKey: "new")?.count == model.flow.count, "seed \(seed)")
      #expect(after == before, "seed \(seed)")

      let gone = model.components[0].name
      var fewer = model
      fewer.flow.removeAll { $0.component == 0 }
      #expect(times(in: fewer.run()) == before.filter { $0.key != gone }, "seed \(seed)")
    }
  }

  @Test func `the same seed gives the same bytes, another seed other times`() throws {
    for seed in 0..<100 as Range<UInt64> {
      let model = try model(seed: seed)
      func run(_ seed: UInt64) -> Log {
        Simulator.run(model, LogHeader.Setup(text: "", seed: seed))
      }
      #expect(run(7).encoded() == run(7).encoded(), "seed \(seed)")
    }
    let component = Model.Component(
      name: "train", takes: .random(try Distribution(.exponential(mean: 1_000_000_000))))
    let model = Model(name: "one", components: [component], flow: [.init(component: 0)])
    let ends = (0..<100).map { Simulator.run(model, .init(text: "", seed: $0)).end }
    #expect(Set(ends).count == 100)
  }

  @Test func `the seed is written in the log and has no say where nothing is random`() {
    let model = randomModel(seed: 1)
    #expect(!model.isRandom)
    let first = Simulator.run(model, LogHeader.Setup(text: "", seed: 1))
    let other = Simulator.run(model, LogHeader.Setup(text: "", seed: 2))
    #expect(first.header != other.header)
    #expect(first.events == other.events)
  }

  @Test func `the calls of a component take the times that its draws stand for`() throws {
    let component = Model.Component(
      name: "train", takes: .random(try Distribution(.exponential(mean: 2_000_000_000))),
      isParallel: true)
    let model = Model(
      name: "three", components: [component],
      flow: Array(repeating: .init(component: 0), count: 3))
    let log = Simulator.run(model, LogHeader.Setup(text: "", seed: 42))
    #expect(times(in: log) == ["train": [90_816_917, 3_176_470_416, 969_665_019]])
  }

  @Test func `times of a hundred years each end a run at its limit`() throws {
    let component = Model.Component(
      name: "age", takes: .random(try Distribution(.empirical([.init(Limits.longestTime)]))))
    let model = Model(
      name: "ages", components: [component],
      flow: Array(repeating: .init(component: 0), count: 3))
    let log = model.run()
    #expect(log.ending == .limit("time"))
  }
}
