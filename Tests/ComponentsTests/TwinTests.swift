import Components
import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing

@Suite("Flows in Swift")
struct TwinTests {
  /// A flow in Swift, and the scenario that says the same.
  struct Twin: Sendable, CustomTestStringConvertible {
    var name: String
    /// The scenario, where it is not one of traces/ as it stands.
    var text: String?
    var run: @Sendable (UInt64, RunMode) throws -> CompletedRun
    var testDescription: String { name }

    init(_ name: String, _ flow: @escaping @Sendable () -> some Flow, text: String? = nil) {
      self.name = name
      self.text = text
      run = { try simulate(flow(), seed: $0, mode: $1) }
    }
  }

  static let twins = [
    Twin("toy_app", ToyApp.init), Twin("toy_parallel", ToyParallel.init),
    Twin("toy_two_parallel_not_started", ToyTwoParallelNotStarted.init),
    Twin("toy_two_parallel", ToyTwoParallel.init),
    Twin("live_dashboard", LiveDashboard.init), Twin("backpressure", Backpressure.init),
    Twin("failing_work", FailingWork.init),
    Twin(
      "same_arguments", SameArguments.init,
      text: """
        components:
          train: { takes: 4s, cache_calls: true }
          test:  { takes: 1s }
        flow:
          - run: train
            with: [mnist, 0.1]
          - run: test
          - run: train
            with: [mnist, 0.1]
          - run: train
            with: [mnist, 0.2]
        """),
    Twin("shared_machine", SharedMachine.init),
    Twin(
      "share_variables", ShareVariables.init,
      text: """
        state: { checkpoint: null }
        components:
          train:
            takes: 40s
            parallel: true
            writes: { checkpoint: { every: 10s, values: [1, 2, 3, 4] } }
          deploy: { takes: 4s, parallel: true }
        reactive: true
        flow:
          - run: train
          - run: deploy
            with: checkpoint {checkpoint}
        """),
    Twin("dashboard", Dashboard.init),
  ]

  @Test(arguments: twins, RunMode.allCases)
  func `write the very events of the scenario that says the same`(_ twin: Twin, _ mode: RunMode)
    throws
  {
    let text = try twin.text ?? Project.text("traces/\(twin.name).yaml")
    let model = try Scenario.read(text, name: twin.name)
    let expected = Simulator.run(model, LogHeader.Setup(text: text, mode: mode))
    let actual = try twin.run(0, mode).log
    expectSameEvents(expected, actual)
  }
}

/// Expects that two logs have the same events, but for what they say of themselves; tells the first that is not.
func expectSameEvents(
  _ expected: Log, _ actual: Log, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (left, right) = (expected.lines, actual.lines)
  for place in 0..<max(left.count, right.count) {
    let (one, other) = (
      place < left.count ? left[place] : "none", place < right.count ? right[place] : "none"
    )
    guard one != other else { continue }
    Issue.record(
      "event \(place + 1): expected \(one), actual \(other)", sourceLocation: sourceLocation)
    return
  }
}

extension Log {
  /// Its events as they are written, but for the first one and the checksums, which go over that.
  var lines: [String] {
    (1..<events.count).map {
      encodedEvent($0).split(separator: ",\"crc\"").first.map(String.init) ?? ""
    }
  }
}
