import EventLog
import Reports
import Simulation
import TestSupport
import TraceAnalysis

let second: Nanoseconds = 1_000_000_000

/// A component that the flow calls once; nil runs for ever.
func component(
  _ name: String, _ milliseconds: Int64?, isParallel: Bool = false, onBox: Bool = false
) -> Model.Component {
  Model.Component(
    name: name, takes: milliseconds.map { .constant($0 * 1_000_000) } ?? .forever,
    isParallel: isParallel, machine: onBox ? 0 : nil)
}

/// A model that calls each of its components once.
func flow(_ name: String, box slots: UInt32? = nil, _ components: Model.Component...) -> Model {
  Model(
    name: name, machines: slots.map { [Model.Machine(name: "box", slots: $0)] } ?? [],
    components: components, flow: components.indices.map { Model.Step(component: $0) })
}

let toyTwoParallel = flow(
  "toy_two_parallel", component("train", 4000, isParallel: true),
  component("baseline_1", 3000, isParallel: true), component("analyze", 2000))

let toyApp = flow("toy_app", component("train", 4000), component("analyze", 2000))

let sharedMachine = flow(
  "shared_machine", box: 1, component("train", 4000, isParallel: true, onBox: true),
  component("baseline_1", 3000, isParallel: true, onBox: true), component("analyze", 2000))

let dashboard = flow(
  "dashboard", component("dashboard", nil, isParallel: true),
  component("train", 4000, isParallel: true), component("analyze", 2000))

extension Model {
  /// The model as it is, against its serial twin.
  func comparison(limits: Limits = Limits()) -> Comparison {
    Comparison(
      run: Analysis(run(limits: limits)), twin: Analysis(run(as: .serial)),
      allParallel: Analysis(run(as: .parallel)))
  }
}
