import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

/// Reports as pages show them.
@Suite struct MarkdownTests {
  private func summary(_ name: String) -> SummaryReport {
    let model = Model(
      name: name, machines: [.init(name: "worker", slots: 2)],
      components: [1, 2].map {
        .init(name: "a|b*\($0)", takes: .constant($0 * second), machine: 0)
      },
      tasks: TaskGraph([[], []]))
    return SummaryReport(Comparison(run: Analysis(model.run()), baseline: .work))
  }

  @Test func `a summary is its answer, sentences and tables`() {
    let lines = summary("tasks").markdown.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[0]
        == "**tasks: 3 s of work → 2 s in parallel, saved at most 1 s (1.5×); floor 2 s, reached**")
    #expect(lines.contains("| :-- | --: | :-- |"))
    #expect(lines.contains { $0.hasPrefix("| serial | 3 s | ") })
    #expect(lines.contains { $0.hasPrefix("| work T₁ | 3 s | ") })
  }

  @Test func `no name becomes markup`() {
    let text = summary("<b>`x`|y").markdown
    #expect(text.hasPrefix("**\\<b\\>\\`x\\`\\|y: "))
    for line in text.split(separator: "\n") where line.hasPrefix("|") {
      // Every bar that is no edge of a cell is escaped.
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 4, "\(line)")
    }
  }

  @Test func `a report without a page of its own is its answer and a block`() {
    let report = SlackReport(
      Analysis(
        Model(
          name: "x", machines: [], components: [.init(name: "a", takes: .constant(second))],
          tasks: TaskGraph([[]])
        ).run()))
    let text = report.markdown
    #expect(text.hasPrefix("**x: "))
    #expect(text.contains("\n```text\n") && text.hasSuffix("\n```\n"))
  }
}
