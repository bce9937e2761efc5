import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@Suite struct ObservedPathTests {
  @Test(arguments: [
    (
      flow(waits("train", 4), waits("baseline_1", 3), waits("analyze", 2)),
      ["train 0–4 via blocking", "baseline_1 4–7 via blocking", "analyze 7–9"]
    ),
    (
      flow(parallel("train", 4), parallel("baseline_1", 3), waits("analyze", 2)), ["train 0–4"]
    ),
    (
      // Waiting for a machine 4 s, running 3 s.
      flow(parallel("train", 4, on: "box"), parallel("baseline_1", 3, on: "box")),
      ["baseline_1 waits behind train 0–4", "baseline_1 4–7"]
    ),
    (
      // Who held the machine meanwhile, in order.
      flow(
        parallel("a", 4, on: "box"), parallel("b", 3, on: "box"), parallel("c", 2, on: "box")),
      ["c waits behind a 0–4", "c waits behind b 4–7", "c 7–9"]
    ),
    (
      // The slot that it got in the end counts.
      flow(
        box: 2, parallel("a", 4, on: "box"), parallel("b", 3, on: "box"),
        parallel("c", 2, on: "box"), parallel("d", 4, on: "box")),
      ["d waits behind a 0–4", "d 4–8"]
    ),
    (
      flow(parallel("a", 3), parallel("a", 3)), ["a (call 2) 0–3 via queue", "a (call 3) 3–6"]
    ),
    (
      flow(
        waits("first", 1), parallel("a", 4, on: "box"), parallel("b", 3, on: "box"),
        waits("c", 2)),
      ["first 0–1 via blocking", "b waits behind a 1–5", "b 5–8"]
    ),
    (
      flow(parallel("dashboard", nil), parallel("train", 4), waits("analyze", 2)), ["train 0–4"]
    ),
    (flow(waits("a", 0)), []),
    (flow(), []),
  ])
  func `the run waited for what is worked out by hand`(model: Model, path: [String]) {
    #expect(Analysis(model.run()).observedWords == path)
  }
}
