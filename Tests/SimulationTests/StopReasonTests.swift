import EventLog
import TestSupport
import Testing

@Suite struct StopReasonTests {
  @Test(arguments: [
    ("s=*p a=1 | s a", ["s: the run ended"]),
    ("s=* a=1 | s a", ["flow: it waited for s, which never ends", "s: the run ended"]),
    (
      "s=*p@m a=1p@m m:1 | s a",
      ["s: the run ended", "a: it waited for machine m, which is never free again"]
    ),
    (
      "s=*p@m a=1@m m:1 | s a",
      [
        "flow: it waited for a, which never starts", "s: the run ended",
        "a: it waited for machine m, which is never free again",
      ]
    ),
    ("s=*p | s s", ["s: the run ended", "s: it waited for call 2 of s, which never ends"]),
    (
      "s=*p@m a=1p@m m:1 | s a a",
      [
        "s: the run ended", "a: it waited for machine m, which is never free again",
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
}
