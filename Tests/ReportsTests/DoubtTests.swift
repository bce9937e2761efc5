import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import WhatIf

@testable import TraceAnalysis
@testable import TraceFormats

/// What is told where a comparison or an advice is not the whole truth.
@Suite struct DoubtTests {
  private func build(_ rows: String, name: String) throws -> Analysis {
    let log = Array("# ninja log v5\n\(rows)".utf8)
    return Analysis(try NinjaLog.read(log, name: name).log)
  }

  @Test func `calls that took longer beside each other are told, and why that may be`() throws {
    let one = try build("0\t1000\t0\ta\t1\n1000\t3000\t0\tb\t2\n3000\t3100\t0\tc\t3\n", name: "j1")
    let two = try build("0\t1500\t0\ta\t1\n1500\t1600\t0\tc\t3\n0\t2600\t0\tb\t2\n", name: "j2")
    let slower = Comparison(name: "j1 → j2", run: two, baseline: .other(one)).sentences
    #expect(
      slower.prefix(2) == [
        "the same calls took 1.35 times as long as in j1: 4.2 s instead of 3.1 s; more ran at once, "
          + "and calls that share processors, memory or disks slow each other down",
        "slower above all: b 2 s → 2.6 s, a 1 s → 1.5 s",
      ])
    // The other way round nothing took longer, and nobody is blamed.
    let faster = Comparison(name: "j2 → j1", run: one, baseline: .other(two)).sentences
    #expect(
      faster.first == "the same calls took 0.738 times as long as in j2: 3.1 s instead of 4.2 s")
    let same = Comparison(name: "j1 → j1", run: one, baseline: .other(one)).sentences
    #expect(!same.contains { $0.contains("times as long") })
  }

  @Test func `work that does not fill the time is not subtracted from it`() throws {
    let gap = try build("0\t10\t0\ta\t1\n0\t10\t0\tb\t2\n95\t100\t0\tc\t3\n", name: "gap")
    let comparison = Comparison(run: gap, baseline: .work)
    #expect(comparison.obstacle == .idle(85_000_000))
    #expect(comparison.saved == nil)
    let text = SummaryReport(comparison).text
    #expect(text.contains("its calls do not fill it, nothing ran for 85 ms"))
    let full = try build("0\t60\t0\ta\t1\n0\t10\t0\tb\t2\n55\t100\t0\tc\t3\n", name: "full")
    #expect(Comparison(run: full, baseline: .work).obstacle == nil)
  }

  @Test func `an advice that did not try everything says how much it left out`() {
    let components = (0..<30).map {
      Model.Component(name: "part_\($0)", takes: .constant(Nanoseconds(1 + $0 % 7) * second))
    }
    let model = Model(
      name: "chain", components: components,
      flow: components.indices.map { .init(component: $0) })
    let capped = Advice(model, LogHeader.Setup(text: ""), mostSteps: 1)
    #expect(capped.untried > 0)
    let report = AdviceReport(capped)
    #expect(
      report.text.contains(
        "another set may be better. \(capped.untried) components with less drag were not tried."))
    #expect(report.json.contains("\"untried\": \(capped.untried),"))
    #expect(!AdviceReport(Advice(model, LogHeader.Setup(text: ""))).text.contains("not tried"))
  }
}
