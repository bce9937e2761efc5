import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Runs

@Suite struct OutcomeTests {
  @Test func `a run without a log is told to have gone as its log says`() {
    for seed in 0..<UInt64(400) {
      let model =
        switch seed % 4 {
        case 0: randomModel(seed: seed)
        case 1: randomTasks(seed: seed)
        default: randomComponents(seed: seed)
        }
      for mode in RunMode.allCases {
        let setup = LogHeader.Setup(text: "", mode: mode)
        let limits = Limits(events: 1_000)
        let measured = RunOutcome(Simulator.measure(model, setup, limits: limits))
        let logged = RunOutcome(Analysis(Simulator.run(model, setup, limits: limits)))
        #expect(measured == logged, "seed \(seed) \(mode)")
      }
    }
  }
}
