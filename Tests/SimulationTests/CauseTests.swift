import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct CauseTests {
  /// The events of a run after the declarations: time, kind, call, and causes.
  private func story(_ scenario: String) -> [String] {
    let log = model(scenario).run()
    return log.events.indices.compactMap { seq in
      let event = log.events[seq]
      guard event.call > 0 else { return nil }
      let causes = log.causes(of: seq).map { "\($0.edge.word) \($0.seq)" }
      return "\(seq): \(event.at / second) \(log.names[event.component]) \(event.call) "
        + "\(event.kind.word)" + (causes.isEmpty ? "" : " ← " + causes.joined(separator: ", "))
    }
  }

  @Test func `a blocking call is asked for, waited for and returned from`() {
    #expect(
      story("a=2 | a") == [
        "3: 0 flow 1 call.requested", "4: 0 flow 1 call.started ← program 3",
        "5: 0 a 2 call.requested ← program 4", "6: 0 flow 1 call.blocked ← program 4",
        "7: 0 a 2 call.started ← program 5", "8: 2 a 2 call.succeeded ← program 7",
        "9: 2 flow 1 call.resumed ← program 6, blocking 8",
        "10: 2 flow 1 call.succeeded ← program 9",
      ])
  }

  @Test func `a second call of a component waits for the first, and a slot for its release`() {
    #expect(
      story("a=1p@m b=1p@m m:1 | a a b") == [
        "5: 0 flow 1 call.requested", "6: 0 flow 1 call.started ← program 5",
        "7: 0 a 2 call.requested ← program 6", "8: 0 a 3 call.requested ← program 6",
        "9: 0 b 4 call.requested ← program 6", "10: 0 flow 1 call.succeeded ← program 6",
        "11: 0 a 2 call.started ← program 7", "12: 0 a 3 call.queued ← program 8",
        "13: 0 b 4 call.queued ← program 9", "14: 1 a 2 call.succeeded ← program 11",
        "15: 1 a 2 machine.released ← program 14",
        "16: 1 b 4 call.started ← program 13, machine 15",
        "17: 2 b 4 call.succeeded ← program 16", "18: 2 b 4 machine.released ← program 17",
        "19: 2 a 3 call.started ← program 12, queue 14, machine 18",
        "20: 3 a 3 call.succeeded ← program 19", "21: 3 a 3 machine.released ← program 20",
      ])
  }

  @Test func `a call comes after the last one of its component, waited for or not`() {
    #expect(
      story("a=1 | a a").filter { $0.contains("call.started") } == [
        "4: 0 flow 1 call.started ← program 3", "7: 0 a 2 call.started ← program 5",
        "12: 1 a 3 call.started ← queue 8, program 10",
      ])
  }

  @Test func `what never ends is stopped after what it did last`() {
    #expect(story("s=*p a=1 | s a").last == "14: 1 s 2 call.stopped ← program 9")
  }

  @Test func `at one instant calls end first, then flows go on, then calls start`() {
    let atTwo = story("p=1p@m a=1@m c=1 m:1 | p p a c").filter { $0.contains(": 2 ") }
    #expect(
      atTwo.map { $0.split(separator: " ")[2...4].joined(separator: " ") } == [
        "a 4 call.succeeded", "a 4 machine.released", "flow 1 call.resumed", "c 5 call.requested",
        "flow 1 call.blocked", "p 3 call.started", "c 5 call.started",
      ])
  }
}
