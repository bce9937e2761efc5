import EventLog
import Simulation
import TestSupport
import TraceAnalysis
import Testing

/// Races where a component runs several calls at once, beside all pairs of accesses.
@Suite struct RacesAtOnceTests {
  /// Two accesses that race, as a person tells them apart.
  private struct Pair: Hashable, CustomStringConvertible {
    var earlier: String
    var later: String
    var description: String { "\(earlier), \(later)" }
  }

  private func pair(_ earlier: Int, _ later: Int, in log: Log) -> Pair {
    func told(_ seq: Int) -> String {
      let isWrite = if case .stateWritten = log.events[seq].kind { true } else { false }
      return "\(isWrite ? "W" : "R") \(log.names[log.events[seq].component])"
    }
    return Pair(earlier: told(earlier), later: told(later))
  }

  /// Every two accesses of different calls, one of them a write, of which none leads to the other.
  private func allPairs(_ log: Log) -> Set<Pair> {
    var before: [Set<Int>] = []
    var accesses: [Int] = []
    var pairs: Set<Pair> = []
    for (seq, event) in log.events.enumerated() {
      var ancestors: Set<Int> = []
      for cause in log.causes(of: seq) where cause.edge != .machine {
        let from = Int(cause.seq)
        if case .stateRead = event.kind, cause.edge == .data {
          switch log.events[from].kind {
          case .stateWritten, .stateDeclared: continue
          default: break
          }
        }
        ancestors.formUnion(before[from])
        ancestors.insert(from)
      }
      before.append(ancestors)
      let isWrite: Bool
      switch event.kind {
      case .stateWritten: isWrite = true
      case .stateRead: isWrite = false
      default: continue
      }
      for other in accesses where log.events[other].call != event.call {
        let otherIsWrite = if case .stateWritten = log.events[other].kind { true } else { false }
        if isWrite || otherIsWrite, !ancestors.contains(other) {
          pairs.insert(pair(other, seq, in: log))
        }
      }
      accesses.append(seq)
    }
    return pairs
  }

  private func found(_ log: Log) -> Set<Pair> {
    Set(Races(log).races.map { pair($0.earlier.event, $0.later.event, in: log) })
  }

  /// A model of three components that read, write, or both, and a flow that calls and waits.
  private func model(seed: UInt64) throws -> Model {
    var generator = SeededGenerator(seed: seed)
    func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let components = try ["a", "b", "c"].map { name in
      var component = Model.Component(
        name: name, takes: .random(try Distribution(.uniform(min: 1, max: 9))),
        isParallel: some(0...3) > 0)
      component.atOnce = UInt32(some(1...3))
      for _ in 0..<some(0...3) {
        let place: Behaviour.ActionTime = some(0...1) == 0 ? .start : .end
        let write = Behaviour.Effect(.write(0, [Expression(.number(1))]), place)
        component.behaviour.effects.append(some(0...1) == 0 ? write : .init(.read(0), place))
      }
      return component
    }
    let flow = (0..<10).map { _ -> Model.Step in
      switch some(0...9) {
      case 0: .set(0, Expression(.number(2)))
      case 1: .wait(.component(some(0...2)))
      case 2: .wait(.time(Nanoseconds(some(1...9))))
      default: .init(component: some(0...2))
      }
    }
    return Model(
      name: "at once", components: components, variables: [.init(name: "x")], flow: flow)
  }

  @Test(arguments: 0..<600 as Range<UInt64>)
  func `all pairs of components that race are found, however many calls of them run at once`(
    seed: UInt64
  ) throws {
    let log = try model(seed: seed).run()
    #expect(found(log) == allPairs(log), "seed \(seed)")
  }
}
