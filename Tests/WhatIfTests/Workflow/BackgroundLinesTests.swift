import EventLog
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// The lines that advice gives to paste into a workflow file, whatever form that has.
@Suite struct BackgroundLinesTests {
  private func advice(_ jobs: [WorkflowJobs.Job], _ workflow: String) throws -> TraceAdvice {
    let run = try WorkflowJobs.read(jobs, workflow)
    return TraceAdvice(Analysis(run.log), of: run.workflow)
  }

  /// The lines to paste for a linter beside another step, or why there are none.
  private func lines(_ steps: String, more: [(String, Int)] = []) throws -> String? {
    let run = [("Set up job", 1), ("Lint", 60), ("Other", 90)] + more
    let best = try #require(
      try advice([("check", 0, 0, run)], "jobs:\n  check:\n    steps:\n\(steps)").suggestions.first)
    #expect(best.change == "put “Lint” of job check in the background")
    return best.paste?.text ?? best.caveats.last
  }

  @Test(arguments: [
    (
      "    -   name: Lint\r\n        run: npm run lint\r\n    -   name: Other\r\n        run: ./x\r\n",
      "    -   name: Lint\n        id: lint\n        background: true\n        run: npm run lint"
    ),
    (
      "    -\n      name: Lint\n      run: npm run lint\n    -\n      name: Other\n      run: ./x\n",
      "    -\n      name: Lint\n      id: lint\n      background: true\n      run: npm run lint"
    ),
    (
      "    - run: |\n        npm run lint\n      name: Lint\n    - { name: Other, run: ./x }\n",
      "    - id: lint\n      background: true\n      run: |\n        npm run lint\n      name: Lint"
    ),
  ])
  func `lines to paste keep the form of the file`(steps: String, pasted: String) throws {
    #expect(try lines(steps) == pasted)
  }

  @Test(arguments: [
    (
      "    - { name: Lint, run: npm run lint }\n    - { name: Other, run: ./x }\n",
      "“Lint” is written in flow style, as { … }"
    ),
    (
      "    - &lint\n      name: Lint\n      run: npm run lint\n    - { name: Other, run: ./x }\n",
      "“Lint” has an anchor, so that other steps may be the same lines"
    ),
  ])
  func `where there are no lines to paste it is said why`(steps: String, why: String) throws {
    #expect(try lines(steps) == "there are no lines to paste, since \(why)")
  }

  @Test func `what a runner does behind the steps is no step to wait before`() throws {
    let steps = "    - name: Lint\n      run: npm run lint\n    - name: Other\n      run: ./x\n"
    let pasted = try lines(steps, more: [("Stop containers", 2), ("Complete job", 1)])
    #expect(
      pasted?.hasSuffix("background: true\n      run: npm run lint") == true, "\(pasted ?? "")")
  }
}
