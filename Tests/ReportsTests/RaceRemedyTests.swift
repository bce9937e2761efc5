import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// What to do about a race.
@Suite struct RaceRemedyTests {
  private func report(_ flow: [Model.Step]) -> String {
    var show = Model.Component(name: "show", takes: .forever, isParallel: true)
    show.behaviour.effects = [.init(.read(0), .every(.constant(1_000_000_000), times: nil))]
    var train = Model.Component(name: "train", takes: .constant(4_000_000_000), isParallel: true)
    train.behaviour.effects = [.init(.write(0, [.init(.number(1))]), .at([.millionths(400_000)]))]
    let model = Model(
      name: "m", components: [show, train], variables: [.init(name: "loss")], flow: flow)
    return RacesReport(Analysis(model.run())).text
  }

  @Test(
    arguments: [
      ([.init(component: 0), .init(component: 1)], "train"),
      ([.init(component: 0), .wait(.time(2_500_000_000)), .set(0, .init(.number(2)))], "the flow"),
    ] as [([Model.Step], String)])
  func `nobody is told to wait for what never ends`(flow: [Model.Step], other: String) {
    let text = report(flow)
    #expect(text.contains("show never ends, so \(other) cannot wait for it"))
    #expect(!text.contains("wait: show"))
    #expect(!text.contains("show not parallel"))
  }

  /// How many of the variables are declared, and which are read.
  @Test(
    arguments: [
      (0, [], "m: no access to shared state, so nothing can race"),
      (2, [], "m: no access to shared state, so nothing can race"),
      (2, [1], "m: no races; 1 access to 1 variable, each write in order with all others"),
      (2, [0, 1], "m: no races; 2 accesses to 2 variables, each write in order with all others"),
    ] as [(Int, [Int], String)])
  func `variables count that are read or written`(count: Int, read: [Int], answer: String) {
    var train = Model.Component(name: "train", takes: .constant(4))
    train.behaviour.effects = read.map { .init(.read($0), .start) }
    let model = Model(
      name: "m", components: [train], variables: (0..<count).map { .init(name: "v\($0)") },
      flow: [.init(component: 0)])
    let report = RacesReport(Analysis(model.run()))
    #expect(report.text == answer + "\n")
    #expect(report.json.contains("\"variables\": \(read.count),"))
  }
}
