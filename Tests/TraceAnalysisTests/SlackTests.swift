import EventLog
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@Suite struct SlackTests {
  /// The critical path, then slack/free float/drag of each call, worked out by hand.
  @Test(arguments: [
    (
      flow(waits("train", 4), waits("baseline_1", 3), waits("analyze", 2)),
      ["train 0–4", "baseline_1 4–7", "analyze 7–9"],
      ["train 0/0/4", "baseline_1 0/0/3", "analyze 0/0/2"]
    ),
    (
      flow(parallel("train", 4), parallel("baseline_1", 3), waits("analyze", 2)), ["train 0–4"],
      ["train 0/0/1", "baseline_1 1/1/0", "analyze 2/2/0"]
    ),
    (
      flow(waits("analyze", 2), parallel("train", 4)), ["analyze 0–2", "train 2–6"],
      ["analyze 0/0/2", "train 0/0/4"]
    ),
    (
      // Waiting for a machine is no part of it.
      flow(parallel("train", 4, on: "box"), parallel("baseline_1", 3, on: "box")), ["train 0–4"],
      ["train 0/0/1", "baseline_1 1/1/0"]
    ),
    (
      flow(waits("a", 2), parallel("b", 5), waits("c", 3), waits("d", 1)), ["a 0–2", "b 2–7"],
      ["a 0/0/2", "b 0/0/1", "c 1/0/0", "d 1/1/0"]
    ),
    (
      // Equally heavy chains: the first asked for is told, and neither alone drags.
      flow(parallel("a", 3), parallel("b", 3)), ["a 0–3"], ["a 0/0/0", "b 0/0/0"]
    ),
    (
      flow(parallel("a", 3), parallel("a", 3), parallel("b", 4)),
      ["a (call 2) 0–3", "a (call 3) 3–6"], ["a (call 2) 0/0/2", "a (call 3) 0/0/2", "b 2/2/0"]
    ),
    (flow(waits("a", 0), parallel("b", 0)), [], ["a 0/0/0", "b 0/0/0"]),
    (flow(), [], []),
    (
      flow(waits("a", 0), parallel("b", 2), waits("c", 0)), ["a 0–0", "b 0–2"],
      ["a 0/0/0", "b 0/0/2", "c 2/2/0"]
    ),
    // Milestones lie on the path: before it, between what takes time, and behind it.
    (
      flow(waits("a", 0), waits("b", 4), waits("c", 0), waits("d", 1), waits("e", 0)),
      ["a 0–0", "b 0–4", "c 4–4", "d 4–5", "e 5–5"],
      ["a 0/0/0", "b 0/0/4", "c 0/0/0", "d 0/0/1", "e 0/0/0"]
    ),
  ])
  func `path and room are those worked out by hand`(
    model: Model, path: [String], room: [String]
  ) {
    let analysis = Analysis(model.run())
    #expect(analysis.criticalWords == path)
    #expect(analysis.room == room)
  }
}
