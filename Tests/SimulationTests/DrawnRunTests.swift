import EventLog
import Simulation
import TestSupport
import Testing

@Suite struct DrawnRunTests {
  struct Run: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var scenario: String
    var drawing: String

    init(_ promise: String, _ scenario: String, _ drawing: String) {
      testDescription = promise
      self.scenario = scenario
      self.drawing = drawing
    }
  }

  @Test(arguments: [
    Run(
      "without parallel components one runs after the other", "a=4 b=2 | a b",
      """
      flow|------|
      a   |====  |
      b   |    ==|
      """),
    Run(
      "a parallel component lets the flow go on", "a=4p b=3p c=2 | a b c",
      """
      flow|--  |
      a   |====|
      b   |=== |
      c   |==  |
      """),
    Run(
      "a component that is not parallel is waited for first", "a=2 b=4p | a b",
      """
      flow|--    |
      a   |==    |
      b   |  ====|
      """),
    Run(
      "calls that share a slot queue, first in first out", "a=2p@m b=3p@m c=1p@m m:1 | b a c",
      """
      flow|      |
      a   |...== |
      b   |===   |
      c   |.....=|
      m 1 |bbbaac|
      """),
    Run(
      "of two slots the one that is free first is taken",
      "a=3p@m b=1p@m c=4p@m d=2p@m m:2 | a b c d",
      """
      flow|     |
      a   |===  |
      b   |=    |
      c   |.====|
      d   |...==|
      m 1 |aaadd|
      m 2 |bcccc|
      """),
    Run(
      "the lowest free slot wins", "a=2p@m b=2p@m c=1p@m d=1p@m m:3 | a b c d",
      """
      flow|  |
      a   |==|
      b   |==|
      c   |= |
      d   |.=|
      m 1 |aa|
      m 2 |bb|
      m 3 |cd|
      """),
    Run(
      "a component runs one call at a time", "a=2p b=1 | a a b a",
      """
      flow|-     |
      a   |======|
      b   |=     |
      """),
    Run(
      "what waits for a slot of its own does not hold up others",
      "a=2p@m b=3p@m c=1p@n m:1 n:1 | a b c",
      """
      flow|     |
      a   |==   |
      b   |..===|
      c   |=    |
      m 1 |aabbb|
      n 1 |c    |
      """),
    Run(
      "a call in line for its component holds no slot", "a=2p@m b=1p@m m:2 | a a b",
      """
      flow|    |
      a   |====|
      b   |=   |
      m 1 |aaaa|
      m 2 |b   |
      """),
    Run(
      "a flow waits for a call that is queued", "a=2p@m b=1@m c=1 m:1 | a b c",
      """
      flow|----|
      a   |==  |
      b   |..= |
      c   |   =|
      m 1 |aab |
      """),
    Run(
      "what ends and what is asked for at one instant do not get in each other's way",
      "a=1@m b=2p@m c=1p@m m:1 | b a c",
      """
      flow|--- |
      a   |..= |
      b   |==  |
      c   |   =|
      m 1 |bbac|
      """),
    Run(
      "calls of no length take no time", "a=0 b=0p c=1 | a b a c a",
      """
      flow|-|
      a   | |
      b   | |
      c   |=|
      """),
    Run(
      "the run ends when every call that can end has ended", "s=*p a=2 | s a",
      """
      flow|--|
      s   |==|
      a   |==|
      """),
    Run(
      "a flow that waits for what never ends is stuck", "a=2p s=* b=1 | a s b",
      """
      flow|--|
      a   |==|
      s   |==|
      b   |  |
      """),
    Run(
      "what never ends never gives its slot back", "s=*p@m a=2p@m b=3p m:1 | s a b",
      """
      flow|   |
      s   |===|
      a   |...|
      b   |===|
      m 1 |sss|
      """),
  ])
  func `a run is as it is drawn`(run: Run) {
    #expect(drawing(of: model(run.scenario).run()) == run.drawing, "\(run.testDescription)")
  }

  @Test(arguments: [
    (RunMode.declared, "flow|---   |\na   |===   |\nb   |   ===|\nc   |   == |"),
    (.serial, "flow|--------|\na   |===     |\nb   |   ===  |\nc   |      ==|"),
    (.parallel, "flow|   |\na   |===|\nb   |===|\nc   |== |"),
  ])
  func `a mode runs all components, or none, in parallel`(mode: RunMode, lanes: String) {
    #expect(drawing(of: model("a=3 b=3p c=2p | a b c").run(as: mode)) == lanes)
  }
}
