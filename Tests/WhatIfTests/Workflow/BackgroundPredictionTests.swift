import EventLog
import Scenarios
import Testing
import TraceAnalysis
import TraceFormats

@testable import WhatIf

/// What it would be with a step in the background: as advice estimates it, and beside other changes.
@Suite struct BackgroundPredictionTests {
  private static let steps: [(String, Int)] = [
    ("Set up job", 1), ("Run actions/checkout@v4", 3), ("Install", 20), ("Lint", 61),
    ("Typecheck", 130), ("Upload", 9), ("Post Run actions/checkout@v4", 1),
  ]
  private static let workflow = """
    jobs:
      check:
        steps:
          - uses: actions/checkout@v4
          - name: Install
            run: npm ci
          - name: Lint
            run: npm run lint
          - name: Typecheck
            run: npx tsc --noEmit
          - name: Upload
            uses: actions/upload-artifact@v4
      deploy:
        needs: check
        steps:
          - name: Deploy
            run: make
    """
  private static let jobs: [WorkflowJobs.Job] = [
    ("check", 0, 5, steps), ("deploy", 231, 2, [("Set up job", 1), ("Deploy", 30)]),
  ]

  private func saved(_ changes: [Change], steps: [(String, Int)] = steps) throws -> Int64 {
    let run = try WorkflowJobs.read(
      [("check", 0, 5, steps), Self.jobs[1]], Self.workflow)
    return try Prediction(Analysis(run.log), changes, of: run.workflow).saved / 1_000_000_000
  }

  @Test func `what advice says of a step is what a prediction comes to`() throws {
    let run = try WorkflowJobs.read(Self.jobs, Self.workflow)
    let advice = try #require(TraceAdvice(Analysis(run.log), of: run.workflow).suggestions.first)
    #expect(advice.change == "put “Lint” of job check in the background")
    #expect(advice.saves == 61_000_000_000)
    #expect(try saved([.background(job: "check", step: "Lint")]) == 61)
  }

  @Test(
    arguments: [
      // The upload waits for what is before it; nothing else comes after it but what cleans up.
      ("Typecheck", 0), ("Upload", 0), ("Lint", 61),
      // A type check needs what is installed.
      ("Install", 0),
    ] as [(String, Int64)])
  func `a step runs until the first that has to wait for it, or the job cleans up`(
    step: String, seconds: Int64
  ) throws {
    #expect(try saved([.background(job: "check", step: step)]) == seconds)
  }

  @Test func `who waits for a step does so too where another that waits runs in the background`()
    throws
  {
    // Lint and type check need what is installed, whichever of them runs in the background.
    let install = Change.background(job: "check", step: "Install")
    let lint = Change.background(job: "check", step: "Lint")
    #expect(try saved([install, lint]) == saved([lint]))
  }

  @Test
  func `a job that waits for a step begins nothing before that, in the background or not`() throws {
    let run = try WorkflowJobs.read(
      [
        (
          "ci", 0, 1,
          [("Audit", 60), ("Test", 20), ("Notify", 30), ("Other", 70), ("Complete job", 0)]
        )
      ],
      """
      jobs:
        ci:
          steps:
            - name: Audit
              id: audit
              run: npm audit
            - name: Test
              run: npm test
            - name: Notify
              if: steps.audit.outcome == 'failure'
              run: npx eslint .
            - name: Other
              run: ./other.sh
      """)
    let changes = ["Audit", "Notify"].map { Change.background(job: "ci", step: $0) }
    let prediction = try Prediction(Analysis(run.log), changes, of: run.workflow)
    // Audit until 60 s, and beside it Test; then Other until 130 s, and beside it Notify.
    #expect(prediction.saved == 50_000_000_000)
  }

  @Test func `it goes together with other changes`() throws {
    let background = Change.background(job: "check", step: "Li*")
    // 61 s of lint beside 65 s of type check.
    #expect(try saved([background, .faster("check › Typecheck", .times(2))]) == 126)
    #expect(try saved([background, .takes("check › Lint", 200_000_000_000)]) == -9)
  }

  @Test(arguments: [
    ("chek", "Lint", "There is no job `chek`. Did you mean `check`?"),
    ("check", "Lnt", "There is no step `Lnt`. Did you mean `Lint`?"),
    ("check", "Set up job", "is the runner's own"),
  ])
  func `what is not there is told with the nearest name`(
    job: String, step: String, words: String
  ) throws {
    let error = #expect(throws: ChangeError.self) {
      try saved([.background(job: job, step: step)])
    }
    #expect(error?.problem.contains(words) == true, "\(error?.problem ?? "")")
  }

  @Test(arguments: [("Check", " all:Lint: strict"), ("Check: all", "Lint: strict")])
  func `of all ways to part a job and a step at a colon, it is that which names both`(
    job: String, step: String
  ) throws {
    let workflow = Self.workflow.replacing("check:\n", with: "check:\n    name: 'Check: all'\n")
      .replacing("name: Lint", with: "name: 'Lint: strict'")
    let steps = Self.steps.map { ($0.0 == "Lint" ? "Lint: strict" : $0.0, $0.1) }
    let run = try WorkflowJobs.read([("Check: all", 0, 5, steps), Self.jobs[1]], workflow)
    let prediction = try Prediction(
      Analysis(run.log), [.background(job: job, step: step)], of: run.workflow)
    #expect(prediction.saved == 61_000_000_000)
  }

  @Test func `no more steps than the runner lets run at once`() throws {
    let many = (1...12).map { ("Part \($0)", 10) }
    let error = #expect(throws: ChangeError.self) {
      try saved([.background(job: "check", step: "Part *")], steps: many)
    }
    #expect(error?.problem.contains("more than 10 steps") == true, "\(error?.problem ?? "")")
  }

  @Test func `a scenario has no such steps`() throws {
    let model = try Scenario.read("tasks: { a: { takes: 1s } }\n", name: "m")
    let error = #expect(throws: ChangeError.self) {
      try model.changed(by: [.background(job: "a", step: "b")])
    }
    #expect(error?.problem.contains("use --parallel") == true)
  }
}
