import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis

@testable import EventLog

/// Names come from files that others made; they must not be able to fake or hide what we tell.
@Suite struct HostileNameTests {
  static let names = [
    "\u{1b}[2J\u{1b}[1;1Hall is well", "train\n\nbuild: 1 s, nothing ran in parallel",
    "a\r\nb\rc", "tab\there", "\u{202e}txt.exe\u{2066}", "bell\u{7}\u{9b}31m", "nul\0", "\u{2028}x",
    "\u{200b}\u{feff}", String(repeating: "long ", count: 200), "…", "日本", "e\u{301}\u{301}",
    "it's", "a'\u{301}; true; '\u{301}b", "b|\u{301}c", "x, y", "a->b=c: d",
  ]

  /// Every report for people about runs in which everything has a hostile name.
  private func reports(_ name: String) -> [String] {
    let machines = [Model.Machine(name: "machine \(name)")]
    let components = [
      Model.Component(name: "endless \(name)", takes: .forever, isParallel: true),
      Model.Component(
        name: "a \(name)", takes: .constant(second), isParallel: true, machine: 0),
      Model.Component(name: "b \(name)", takes: .constant(second), machine: 0),
      Model.Component(name: "c \(name)", takes: .forever),
      Model.Component(name: "d \(name)", takes: .constant(0)),
    ]
    let steps = [0, 1, 1, 2, 3, 4].map { Model.Step(component: $0, arguments: "with \(name)") }
    let model = Model(name: name, machines: machines, components: components, flow: steps)
    let others = [
      model.comparison(), model.comparison(limits: Limits(time: 0)),
      Comparison(run: Analysis(model.run()), baseline: .other(Analysis(model.run()))),
      Comparison(run: Analysis(model.run(as: .parallel)), baseline: .work),
    ]
    let log = model.run()
    let difference = LogDifference(seq: 9, isExpected: true, isActual: true)
    let shared = sharing(naming: name)
    let states = [0, 2, 4, 60].compactMap {
      try? StateReport(shared.run(), at: $0 * second, isBefore: $0 == 2).text
    }
    let changes = [(log, model.run(as: .serial)), (shared.run(), shared.run(as: .serial))].map {
      ChangesReport(expected: $0, actual: $1, names: (name, "other \(name)")).text
    }
    return others.flatMap { comparison in
      [
        comparison.answer, SummaryReport(comparison).text, Explanation(comparison).text,
        PathReport(comparison.run).text, SlackReport(comparison.run).text,
      ]
    } + [
      EventsReport(log).text, DifferenceReport(difference, expected: log, actual: log).text,
    ] + states + changes
  }

  @Test(arguments: names)
  func `a name cannot move the cursor or reorder what stands beside it`(name: String) {
    for report in reports(name) {
      let hidden = report.unicodeScalars.filter { scalar in
        scalar != "\n"
          && (scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
            || scalar.properties.generalCategory == .lineSeparator)
      }
      #expect(hidden.isEmpty, "\(hidden.map { String($0.value, radix: 16) })")
    }
  }

  @Test(arguments: names)
  func `a name cannot add a line`(name: String) {
    let plain = reports("x").map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).count
    }
    let lines = reports(name).map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).count
    }
    #expect(lines == plain)
  }
}
