import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct StopReasonTests {
  @Test(arguments: [
    ("s=*p a=1 | s a", ["s: the run ended"]),
    ("s=* a=1 | s a", ["flow: it waited for s, which never ends", "s: the run ended"]),
    (
      "s=*p@m a=1p@m m:1 | s a",
      [
        "s: the run ended",
        "a: it waited for a slot of machine m, held by s (call 2), which never ends",
      ]
    ),
    (
      "s=*p@m a=1@m m:1 | s a",
      [
        "flow: it waited for a, which never starts", "s: the run ended",
        "a: it waited for a slot of machine m, held by s (call 2), which never ends",
      ]
    ),
    ("s=*p | s s", ["s: the run ended", "s: it waited for call 2 of s, which never ends"]),
    (
      "s=*p@m a=1p@m m:1 | s a a",
      [
        "s: the run ended",
        "a: it waited for a slot of machine m, held by s (call 2), which never ends",
        "a: it waited for call 3 of a, which never starts",
      ]
    ),
    ("a=1 | a", []),
  ])
  func `what is stopped says why`(scenario: String, reasons: [String]) {
    let log = model(scenario).run()
    let found = log.events.compactMap { event in
      if case .callStopped(let reason) = event.kind {
        return "\(log.names[event.component]): \(log.names[reason])"
      }
      return nil
    }
    #expect(found == reasons)
  }

  /// Loaders that wait for a slot which those hold who wait for what the loaders would put in.
  @Test(
    arguments: [
      (1, "held by train (call 2)", "never ends"),
      (2, "held by train (call 2) and 1 more", "never end"),
    ] as [(UInt32, String, String)])
  func `a deadlock says who holds the slot that is waited for`(
    slots: UInt32, held: String, outcome: String
  ) {
    func component(_ name: String, takes stream: Int?) -> Model.Component {
      var component = Model.Component(
        name: name, takes: .constant(2), isParallel: true, machine: 0)
      component.behaviour.forEach = stream
      if stream == nil { component.behaviour.effects = [.init(.emit(0), .end)] }
      return component
    }
    let names = slots == 1 ? ["train"] : ["train", "eval"]
    let log = Model(
      name: "held", machines: [.init(name: "box", slots: slots)],
      components: names.map { component($0, takes: 0) } + [component("load", takes: nil)],
      streams: [.init(name: "batches")],
      flow: (0...names.count).map { .init(component: $0) }
    ).run()
    guard case .deadlock(let reason) = log.ending else {
      Issue.record("it came to its end")
      return
    }
    #expect(
      reason
        == "train waits for an item of batches; load waits for a slot of machine box, \(held)")
    let reasons = log.events.compactMap { event in
      if case .callStopped(let reason) = event.kind { log.names[reason] } else { nil }
    }
    #expect(
      reasons.last == "it waited for a slot of machine box, \(held), which \(outcome)", "\(reasons)"
    )
  }
}
