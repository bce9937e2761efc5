import EventLog
import Reports
import Scenarios
import Simulation
import TestSupport
import TraceAnalysis

/// A scenario of `traces`, run and held against its serial twin.
func comparison(of scenario: String) throws -> Comparison {
  comparison(of: try Scenario.read(try Project.text("traces/\(scenario).yaml"), name: scenario))
}

/// A model, run and held against its serial twin.
func comparison(of model: Model) -> Comparison {
  Comparison(
    run: Analysis(model.run()), twin: Analysis(model.run(as: .serial)),
    allParallel: Analysis(model.run(as: .parallel)))
}
