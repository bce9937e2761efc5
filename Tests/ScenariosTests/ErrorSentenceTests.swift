import Scenarios
import TestSupport
import Testing

/// Every golden shows texts, each with the sentence that it is answered with.
@Suite struct ErrorSentenceTests {
  @Test(arguments: BadScenario.all.map(\.promise))
  func `what is no scenario is answered with a sentence that helps`(promise: String) {
    for table in BadScenario.all where table.promise == promise {
      let answers = table.scenarios.map(\.answered).joined(separator: "\n")
      expectGolden(answers, "\(table.golden).txt")
    }
  }

  @Test func `every bad scenario is refused, at a place in its text`() {
    let scenarios = BadScenario.all.flatMap(\.scenarios)
    #expect(scenarios.count >= 80)
    for scenario in scenarios {
      guard let error = scenario.error else {
        Issue.record("this is read:\n\(scenario.answered)")
        continue
      }
      let lines = String(decoding: scenario.bytes, as: UTF8.self).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      #expect((1...lines.count + 1).contains(error.line), "\(scenario.answered)")
      #expect(error.column >= 1, "\(scenario.answered)")
      #expect(".?".contains(error.problem.last ?? " "), "\(scenario.answered)")
    }
  }
}
