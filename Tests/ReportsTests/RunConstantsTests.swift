import EventLog
import Scenarios
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import Reports

/// A report can tell every constant that a run depends on.
@Suite struct RunConstantsTests {
  private func constants(of scenario: String, seed: UInt64 = 0) throws -> RunConstants {
    let text = try Project.text("traces/\(scenario).yaml")
    let model = try Scenario.read(text, name: scenario)
    let setup = LogHeader.Setup(text: text, seed: seed)
    return RunConstants(Analysis(Simulator.run(model, setup)), model)
  }

  @Test(arguments: [
    ("toy_two_parallel", "seed", "0, from which nothing is drawn"),
    ("toy_two_parallel", "limits", "50000000 events, 36500 d"),
    ("toy_two_parallel", "mode", "as declared"),
    ("toy_two_parallel", "train", "takes 4 s, parallel"),
    ("random_durations", "seed", "7, from which random times are drawn"),
    ("random_durations", "fetch", "takes lognormal: median 2 s, σ 0.5, parallel"),
    ("random_durations", "parse", "takes triangular: from 1 s to 5 s, mostly 2 s, parallel"),
    ("shared_machine", "box", "1 slot"),
    ("backpressure", "lines", "room for 2 items"),
    ("backpressure", "store", "takes 1.5 s, for each item of results"),
    ("stop_early", "for best_loss < 0.1", "20 s"),
    ("stop_early", "best_loss", "at first 1"),
    ("stuck_on_failure", "train", "takes 8 s, fails at 5 s, a failure raises nothing"),
    ("file_server", "server", "never ends, parallel, writes is_up at 1 s"),
    ("task_graph", "policy", "fifo"),
  ])
  func `each constant of a scenario is told`(scenario: String, name: String, value: String) throws {
    let rows = try constants(of: scenario, seed: scenario == "random_durations" ? 7 : 0).groups
      .flatMap(\.rows)
    let told = rows.filter { $0.name == name }.map(\.value)
    #expect(told.contains(value), "\(told)")
  }

  @Test func `of a trace what it declares is told, and where it is from`() throws {
    var builder = LogBuilder(
      header: LogHeader(name: "build", origin: .trace(format: "ninja log v5", part: 2)))
    let run = Analysis(builder.close())
    #expect(
      RunConstants(run, nil).text == """
          the run:
            clock         that of the machine on which it was recorded
            trace         ninja log v5, number 2 of its file
            dependencies  not all recorded
            rules         log format 2, semantics 1

        """)
  }

  @Test func `of many components the first are told, and how many more there are`() {
    let components = (0..<300).map { Model.Component(name: "c\($0)", takes: .constant(1)) }
    let model = Model(
      name: "many", components: components, tasks: TaskGraph(Array(repeating: [], count: 300)))
    let run = Analysis(Simulator.run(model, LogHeader.Setup(text: "")))
    let group = RunConstants(run, model).groups.first { $0.name == "components" }
    #expect(group?.rows.count == 201)
    #expect(group?.rows.last.map { "\($0.name) \($0.value)" } == "… and 100 more")
  }
}
