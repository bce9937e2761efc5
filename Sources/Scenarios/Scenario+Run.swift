public import EventLog
internal import Simulation

extension Scenario {
  /// Runs the scenario that a text describes, on a virtual clock, and gives its log.
  ///
  ///     let log = try Scenario.run("""
  ///       components:
  ///         train:   { takes: 4s, parallel: true }
  ///         analyze: { takes: 2s }
  ///       flow: [run: train, run: analyze]
  ///       """)
  ///     log.end   // 4_000_000_000
  ///
  /// - Parameters:
  ///   - text: The scenario, in YAML.
  ///   - name: The name of the run, if the scenario has none.
  ///   - seed: The seed of all random times.
  ///   - mode: Which components run in parallel: those that say so, none or all.
  /// - Returns: The log; the same for the same arguments, on every machine.
  /// - Throws: `ScenarioError` with the place of the first problem.
  /// - Complexity: As `read` and `Simulator.run`.
  public static func run(
    _ text: String, name: String = "scenario", seed: UInt64 = 0, mode: RunMode = .declared
  ) throws(ScenarioError) -> Log {
    let model = try read(text, name: name)
    return Simulator.run(model, LogHeader.Setup(text: text, seed: seed, mode: mode))
  }
}
