import EventLog
public import Simulation

/// A scenario that a seed stands for, with everything that components and flows can do: state,
/// streams, failures, choices, repetitions, reactive or not.
///
/// Durations are small whole seconds, so that ties, zero lengths and waiting are common.
public func randomComponents(seed: UInt64) -> Model {
  var maker = ModelMaker(seed: seed)
  return maker.make(name: "seed \(seed)")
}

private struct ModelMaker {
  var generator: SeededGenerator
  var model = Model(name: "", components: [], flow: [])

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }
  mutating func happens(_ times: Int, in all: Int) -> Bool { number(1...all) <= times }
  mutating func element<Element>(of array: [Element]) -> Element {
    array[number(0...array.count - 1)]
  }
  mutating func seconds(_ range: ClosedRange<Int>) -> Nanoseconds {
    Nanoseconds(number(range)) * 1_000_000_000
  }

  mutating func make(name: String) -> Model {
    model.name = name
    model.isReactive = happens(1, in: 3)
    if happens(1, in: 4) {
      model.limits = Limits(events: number(100...5000), time: seconds(1...90))
    }
    let values: [Value] = [
      .null, .flag(true), .number(1), .number(-0.5), .text("hello world"), .text(""), .text("true"),
      .text("1e3"),
    ]
    for name in ["loss", "é", "best loss", "and"].prefix(number(1...4)) {
      model.variables.append(.init(name: name, value: element(of: values)))
    }
    for index in 0..<number(0...3) {
      model.streams.append(.init(name: "stream_\(index)", buffer: UInt32(number(0...2))))
    }
    for index in 0..<number(0...2) {
      model.machines.append(.init(name: "machine_\(index)", slots: UInt32(number(1...2))))
    }
    for name in ["train", "my train", "x.y", "deploy", "not", "訓練"].prefix(number(2...6)) {
      model.components.append(.init(name: name, takes: .constant(seconds(0...4))))
    }
    for index in model.components.indices { describe(index) }
    connectStreams()
    for index in model.components.indices where model.components[index].takes != .forever {
      addFailures(index)
    }
    model.flow = steps(depth: 1)
    return model
  }

  private mutating func describe(_ index: Int) {
    var component = model.components[index]
    component.isParallel = happens(2, in: 3)
    if !model.machines.isEmpty, happens(1, in: 2) {
      component.machine = number(0...model.machines.count - 1)
    }
    switch number(0...11) {
    case 0: component.takes = .forever
    case 1: component.takes = .random(exponential(mean: 2))
    default: break
    }
    component.behaviour.cachesCalls = element(of: [nil, nil, nil, true, false])
    component.behaviour.parameters = element(of: [[], [], ["lr"], ["lr", "a message"]])
    component.behaviour.raisesException = happens(1, in: 3)
    model.components[index] = component
  }

  private func exponential(mean: Nanoseconds) -> Distribution {
    guard let made = try? Distribution(.exponential(mean: mean * 1_000_000_000)) else {
      preconditionFailure("a mean above 0 is a mean")
    }
    return made
  }

  /// Gives each stream a component that puts items in and perhaps one that takes them, and each
  /// component things to read and write.
  private mutating func connectStreams() {
    var emitted: [Int: [Int]] = [:]
    for stream in model.streams.indices {
      let emitter = number(0...model.components.count - 1)
      emitted[emitter, default: []].append(stream)
      let taker = number(0...model.components.count - 1)
      guard taker != emitter, model.components[taker].behaviour.forEach == nil,
        model.components[taker].takes != .forever
      else { continue }
      model.components[taker].behaviour.forEach = stream
    }
    for index in model.components.indices {
      var groups: [[Behaviour.Effect]] = [[], [], []]
      for variable in model.variables.indices {
        if happens(1, in: 5) { groups[0].append(.init(.read(variable), moment(index))) }
        guard happens(1, in: 4) else { continue }
        let values = (0..<number(1...3)).map { _ in
          RandomExpression.value(of: model, using: &generator)
        }
        groups[1].append(.init(.write(variable, values), moment(index)))
      }
      for stream in emitted[index] ?? [] {
        groups[2].append(.init(.emit(stream), moment(index)))
      }
      groups.shuffle(using: &generator)
      model.components[index].behaviour.effects = groups.flatMap(\.self)
      lengthenByEmissions(index)
    }
  }

  /// Lets what a component emits say how long its calls take, where that can be.
  private mutating func lengthenByEmissions(_ index: Int) {
    let component = model.components[index]
    let periods = component.behaviour.effects.compactMap {
      effect -> (isEmit: Bool, times: UInt32?)? in
      guard case .every(_, let times) = effect.time else { return nil }
      if case .emit = effect.act { return (true, times) }
      return (false, times)
    }
    guard component.behaviour.forEach == nil, periods.contains(where: { $0.isEmit }),
      periods.allSatisfy({ $0.times != nil }),
      component.behaviour.effects.allSatisfy({ !$0.time.hasShares })
    else { return }
    model.components[index].takes = .emissions
  }

  private mutating func moment(_ index: Int) -> Behaviour.ActionTime {
    let component = model.components[index]
    if component.behaviour.forEach != nil { return element(of: [.start, .item, .item, .end]) }
    switch number(0...(component.takes == .forever ? 2 : 5)) {
    case 0: return .start
    case 1:
      return .every(
        happens(1, in: 4) ? .random(exponential(mean: 1)) : .constant(seconds(1...2)),
        times: happens(1, in: 2) ? UInt32(number(1...4)) : nil)
    case 2:
      guard case .constant(let total) = component.takes else {
        return .at([.after(seconds(0...3))])
      }
      let times = Set((0..<number(1...3)).map { _ in seconds(0...Int(total / 1_000_000_000)) })
      return .at(times.sorted().map { .after($0) })
    case 3:
      let shares = Set((0..<number(1...3)).map { _ in UInt32(number(0...8)) * 125_000 })
      return .at(shares.sorted().map { .millionths($0) })
    default: return .end
    }
  }

  private mutating func addFailures(_ index: Int) {
    var behaviour = model.components[index].behaviour
    if happens(1, in: 3) {
      var failure = Behaviour.Failure()
      let takes = model.components[index].takes
      if happens(1, in: 2), case .constant = takes, behaviour.forEach == nil {
        failure.at = element(of: [.after(0), .millionths(250_000), .millionths(1_000_000)])
      } else if happens(1, in: 2) {
        failure.at = .after(0)
      }
      failure.probability = element(of: [1, 0.5, 0, 0.125])
      failure.calls = element(of: [[], [], [1], [2, 1]])
      failure.reason = element(of: [nil, "out of memory: \"{x}\""])
      behaviour.failure = failure
    }
    if happens(1, in: 5) { behaviour.timeout = seconds(1...5) }
    if behaviour.failure != nil || behaviour.timeout != nil, happens(2, in: 3) {
      behaviour.retries = .init(
        times: UInt32(number(1...3)), backoff: seconds(0...2), factor: UInt32(number(1...2)))
    }
    model.components[index].behaviour = behaviour
  }

  // MARK: Steps

  private mutating func steps(depth: Int) -> [Model.Step] {
    (0..<number(1...(depth == 1 ? 8 : 3))).map { _ in step(depth: depth) }
  }

  private mutating func step(depth: Int) -> Model.Step {
    let component = number(0...model.components.count - 1)
    switch number(0...(depth < 4 ? 15 : 11)) {
    case 0: return .wait(.component(component), timeout: timeout())
    case 1: return .wait(.condition(condition()), timeout: timeout())
    case 2 where !model.isReactive: return .wait(.time(seconds(0...3)))
    case 3:
      return .set(
        number(0...model.variables.count - 1),
        RandomExpression.value(of: model, using: &generator))
    case 4 where happens(1, in: 2): return .stop(happens(1, in: 8) ? nil : component)
    case 12:
      return .when(
        condition(), steps(depth: depth + 1),
        otherwise: happens(1, in: 2) ? steps(depth: depth + 1) : [])
    case 13: return .repeat(.times(UInt32(number(1...3))), steps(depth: depth + 1))
    case 14: return .repeat(.while(condition()), steps(depth: depth + 1))
    default: return .run(component, with: arguments(of: component))
    }
  }

  private mutating func timeout() -> Nanoseconds? {
    model.isReactive || happens(1, in: 2) ? nil : seconds(1...4)
  }

  private mutating func condition() -> Expression {
    RandomExpression.condition(of: model, using: &generator)
  }

  private mutating func arguments(of component: Int) -> Arguments {
    let parameters = model.components[component].behaviour.parameters
    switch number(0...3) {
    case 0: return Arguments([template()])
    case 1: return Arguments((0..<max(1, parameters.count)).map { _ in template() })
    case 2:
      let names = parameters.isEmpty ? ["lr", "any name"] : parameters
      return Arguments(named: names.map { ($0, template()) })
    default: return Arguments()
    }
  }

  private mutating func template() -> Arguments.Template {
    var parts: [Arguments.Template.Part] = []
    if happens(1, in: 2) {
      parts.append(.text(element(of: ["A", "{", "}}", "a {b} \"c\" \\", "1"])))
    }
    if happens(1, in: 2) { parts.append(.variable(number(0...model.variables.count - 1))) }
    return .init(parts.isEmpty ? [.text("")] : parts)
  }
}

extension Behaviour.ActionTime {
  fileprivate var hasShares: Bool {
    guard case .at(let offsets) = self else { return false }
    return offsets.contains { if case .millionths = $0 { true } else { false } }
  }
}
