import EventLog
import Reports
import Simulation
import TestSupport
import Testing

/// Differences too small for the words that people read.
@Suite struct SmallDifferenceTests {
  @Test func `a difference that rounding hides is shown in full`() throws {
    func log(_ takes: Nanoseconds) -> Log {
      Model(
        name: "m", components: [.init(name: "a", takes: .constant(takes))],
        flow: [.init(component: 0)]
      ).run()
    }
    let (expected, actual) = (log(5_400_000_000_003), log(5_400_000_000_004))
    let difference = try #require(expected.firstDifference(from: actual))
    #expect(
      DifferenceReport(difference, expected: expected, actual: actual).text == """
        first difference at seq 8:
          expected:
            8  1 h 30 min  call.succeeded  a (call 2)
            {"seq":8,"at":5400000000003,"kind":"call.succeeded","component":"a","call":2,"causes":[[7,"program"]]}
              because (program) 7  0 s  call.started  a (call 2)
          actual:
            8  1 h 30 min  call.succeeded  a (call 2)
            {"seq":8,"at":5400000000004,"kind":"call.succeeded","component":"a","call":2,"causes":[[7,"program"]]}
              because (program) 7  0 s  call.started  a (call 2)

        """)
  }
}
