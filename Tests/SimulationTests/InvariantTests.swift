import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct InvariantTests {
  @Test(arguments: RunMode.allCases)
  func `what holds of every run holds of two thousand`(mode: RunMode) {
    for seed in 0..<2000 as Range<UInt64> {
      let scenario = randomModel(seed: seed)
      let log = scenario.run(as: mode)
      #expect(log.encoded() == scenario.run(as: mode).encoded(), "seed \(seed): other bytes")
      #expect(Self.problem(in: log) == nil, "seed \(seed)")
    }
  }

  @Test func `one after the other lasts at least as long as the longest call`() {
    for seed in 0..<2000 as Range<UInt64> {
      let scenario = randomModel(seed: seed)
      let times = scenario.flow.compactMap(\.component).map { scenario.components[$0].takes }
      guard !times.contains(.forever) else { continue }
      let lengths = times.map {
        if case .constant(let time) = $0 { time } else { 0 as Nanoseconds }
      }
      let serial = scenario.run(as: .serial).end
      #expect(serial == lengths.reduce(0, +), "seed \(seed)")
      for mode in RunMode.allCases {
        let end = scenario.run(as: mode).end
        #expect(end >= lengths.max() ?? 0 && end <= serial, "seed \(seed) \(mode)")
      }
    }
  }

  /// The first thing that no run may do.
  private static func problem(in log: Log) -> String? {
    var state = RunState()
    var last: Nanoseconds = 0
    for (seq, event) in log.events.enumerated() {
      if event.at < last { return "time goes back at \(seq)" }
      last = event.at
      do { try state.apply(event) } catch { return "\(seq): \(error.description(in: log.names))" }
      let causes = log.causes(of: seq)
      if causes.contains(where: { $0.seq >= seq }) { return "a cause of \(seq) is not earlier" }
      if causes.contains(where: { log.events[Int($0.seq)].at > event.at }) { return "late cause" }
      if event.call > 1, causes.isEmpty { return "\(seq) has no cause" }
      if let problem = causes.lazy.compactMap({ mistake($0, of: event, in: log) }).first {
        return "\(seq): \(problem)"
      }
    }
    return state.calls.allSatisfy { $0.status.isFinal } && log.isClosed ? nil : "calls are open"
  }

  /// What is wrong with a cause, held against the meaning of its edge.
  private static func mistake(_ cause: Cause, of event: Event, in log: Log) -> String? {
    let earlier = log.events[Int(cause.seq)]
    let isRight =
      switch (cause.edge, event.kind) {
      case (.program, .callRequested(let parent, _, _)): earlier.call == parent
      case (.program, _): earlier.call == event.call
      case (.blocking, .callResumed): earlier.endsCall && earlier.call != event.call
      case (.queue, .callStarted): earlier.endsCall && earlier.component == event.component
      case (.machine, .callStarted(let machine, let slot)):
        earlier.kind == .machineReleased(machine: machine, slot: slot)
      default: false
      }
    return isRight
      ? nil : "\(event.kind.word) because of \(earlier.kind.word) by \(cause.edge.word)"
  }
}
