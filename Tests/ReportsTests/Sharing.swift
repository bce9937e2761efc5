import EventLog
import Simulation

/// One that loads a batch each second into a buffer of two and writes a loss, one that trains on
/// them at a given pace, and one that fails.
func sharing(
  each milliseconds: Int64 = 3000, name: String = "sharing", buffer: UInt32 = 2, naming: String = ""
) -> Model {
  var load = component("load\(naming)", 4000, isParallel: true)
  load.behaviour.effects = [
    .init(.emit(0), .every(.constant(second), times: nil)),
    .init(
      .write(0, [.init(.number(0.5)), .init(.number(0.25))]),
      .at([.after(second), .after(3 * second)])),
  ]
  var train = component("train\(naming)", milliseconds, isParallel: true)
  train.behaviour.forEach = 0
  var flaky = component("flaky\(naming)", 2000, isParallel: true, onBox: true)
  flaky.behaviour.failure = .init()
  flaky.behaviour.failure?.reason = "out of memory\(naming)"
  flaky.behaviour.raisesException = false
  let waiting = component("waiting\(naming)", 3000, isParallel: true, onBox: true)
  return Model(
    name: name, machines: [.init(name: "box\(naming)")], components: [load, train, flaky, waiting],
    variables: [
      .init(name: "loss\(naming)", value: .number(1)),
      .init(name: "rounds\(naming)", value: .number(0)),
    ],
    streams: [.init(name: "batches\(naming)", buffer: buffer), .init(name: "unused\(naming)")],
    flow: [
      .init(component: 0), .init(component: 1, arguments: "machine A\(naming)"),
      .init(component: 2),
      .init(component: 3), .init(component: 3),
    ])
}
