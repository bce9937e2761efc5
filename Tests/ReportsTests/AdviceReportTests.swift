import EventLog
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import WhatIf

/// What is told to people of long advice.
@Suite struct AdviceReportTests {
  @Test func `a sentence names a few of many components, and tables name all`() {
    let model = Model(
      name: "chain",
      components: (0..<40).map { .init(name: "part_\($0)", takes: .constant(second)) },
      flow: (0..<40).map { .init(component: $0) })
    let report = AdviceReport(Advice(model, LogHeader.Setup(text: "")))
    #expect(
      report.text.prefix { $0 != "\n" } == """
        chain: make part_0, part_1, part_2, part_3, part_4 and 35 more parallel: 40 s → 1 s, saves 39 s (40×), \
        safe; 40 machines at once instead of 1
        """)
    #expect(report.csv.contains("part_37 part_38"))
  }

  @Test func `of many races the first are told, and how many more there are`() {
    let components = (0..<25).map { number in
      var component = Model.Component(
        name: "c\(number)", takes: .constant(second), isParallel: true)
      component.behaviour.effects = [.init(.write(0, [.init(.number(1))]), .start)]
      return component
    }
    let model = Model(
      name: "many", components: components, variables: [.init(name: "x")],
      flow: components.indices.map { .init(component: $0) })
    let text = RacesReport(Analysis(model.run())).text
    #expect(text.hasPrefix("many: 300 races in"))
    #expect(text.hasSuffix("  … and 100 more; --format json and csv list all\n"))
  }
}
