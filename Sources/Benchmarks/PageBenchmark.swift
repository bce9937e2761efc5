import EventLog
import Foundation
import Page
import Simulation
import TraceAnalysis

/// How long it takes to make the page of a run, from its analysis to the bytes of the file, and how large that is.
///
/// The goal is a page of 10,000 calls in a second and 3 MB. The size without calls, scripts above all, is the same for
/// all pages.
enum PageBenchmark {
  /// Makes pages of a flow, with its program and its variants, and of tasks as a trace has them, without a scenario.
  static func measure(calls: Int) throws {
    print("pages of \(calls) calls")
    let (flow, setup) = (Workload.flow(calls: calls), LogHeader.Setup(text: ""))
    let twin = LogHeader.Setup(text: "", mode: .serial)
    let runs = [setup, twin].map { Simulator.run(flow, $0) }
    try report("flow", calls: calls) {
      let comparison = Comparison(run: Analysis(runs[0]), twin: Analysis(runs[1]))
      return PageSource(comparison, model: flow, setup: setup, isScenario: true)
    }
    let tasks = Simulator.run(Workload.tasks(count: calls).model, setup)
    try report("tasks", calls: calls) {
      PageSource(Comparison(run: Analysis(tasks), baseline: .work))
    }
  }

  private static func report(_ what: String, calls: Int, _ source: () -> PageSource) throws {
    let page = try Measurement { try Page([source()], version: "0").bytes }
    let digest = page.result.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let seconds = String(format: "%6.3f", page.seconds)
    let share = String(format: "%5.0f", Double(page.result.count) / Double(calls))
    let padded = what.padding(toLength: 9, withPad: " ", startingAt: 0)
    print(
      "  \(padded) \(seconds) s to \(page.result.count / 1_000) kB, \(share) bytes a call [\(digest)]"
    )
  }
}
