import EventLog
import Testing
import TraceAnalysis
import TraceFormats
import WhatIf

/// What would make a run of a workflow shorter, worked out by hand.
@Suite struct WorkflowAdviceTests {
  private typealias Job = WorkflowJobs.Job

  private func advice(_ jobs: [Job], _ workflow: String? = nil) throws -> TraceAdvice {
    let run = try WorkflowJobs.read(jobs, workflow)
    return TraceAdvice(Analysis(run.log), of: run.workflow)
  }

  private static let check: [(String, Int)] = [
    ("Set up job", 1), ("Run actions/checkout@v4", 3), ("Install", 20), ("Lint", 61),
    ("Typecheck", 130),
    ("Post Run actions/checkout@v4", 1),
  ]
  private static let workflow = """
    jobs:
      check:
        steps:
          - uses: actions/checkout@v4
          - name: Install
            run: npm ci
          # Reads only.
          - name: Lint
            env: { CI: 1 }
            run: |
              npm run lint
          - name: Typecheck
            id: types
            run: npx tsc --noEmit
    """

  @Test func `steps that need nothing of each other go in the background, with the lines to paste`()
    throws
  {
    let advice = try advice([("check", 0, 0, Self.check)], Self.workflow)
    let best = try #require(advice.suggestions.first)
    #expect(best.change == "put “Lint” of job check in the background")
    #expect(best.saves == 61_000_000_000)
    #expect(best.certainty == .estimate)
    #expect(advice.isWorthIt(best))
    #expect(
      best.caveats == [
        "job check takes 3 min 36 s → 2 min 35 s",
        "it is unknown whether “Lint” and “Typecheck” share files; they run in one checkout",
        "steps that run at once share the runner's processors, so each may take longer",
        "a step that nothing waits for fails its job only at the end of it",
      ])
    #expect(best.paste?.place == "ci.yml, job check")
    #expect(
      best.paste?.text == """
              - name: Lint
                id: lint
                background: true
                env: { CI: 1 }
                run: |
                  npm run lint
        """)
  }

  @Test(arguments: [
    ("./gradlew spotlessApply", "Check formatting"), ("./x", "Lint"),
    ("${{ inputs.command }}", "Lint"),
  ])
  func `a name alone does not say that a step only looks`(script: String, name: String) throws {
    let steps = "    - name: \(name)\n      run: \(script)\n    - name: Other\n      run: ./x\n"
    let all = try advice(
      [("check", 0, 0, [("Set up job", 1), (name, 60), ("Other", 90)])],
      "jobs:\n  check:\n    steps:\n\(steps)"
    ).suggestions.filter { $0.change.contains("background") }
    #expect(all.allSatisfy { $0.isConditional && $0.certainty == .atMost })
  }

  @Test func `a job waits for a step in the background before the first that has to`() throws {
    let workflow =
      Self.workflow + """

              - name: Upload
                uses: actions/upload-artifact@v4
        """
    let steps = Self.check.dropLast() + [("Upload", 9)]
    let advice = try advice([("check", 0, 0, Array(steps))], workflow)
    #expect(
      advice.suggestions.first?.paste?.text.hasSuffix(
        """
                id: types
                run: npx tsc --noEmit
              - name: Wait for lint
                wait: lint
        """) == true)
  }

  @Test func `what the file says that steps share is told`() throws {
    let workflow = Self.workflow.replacing("npm run lint", with: "npm run lint > out/log.txt")
      .replacing("--noEmit", with: "--noEmit > out/log.txt")
    let advice = try advice([("check", 0, 0, Self.check)], workflow)
    #expect(
      advice.suggestions.first?.caveats.contains(
        "“Lint” and “Typecheck” both name out/log.txt: look whether one writes what the other uses")
        == true)
  }

  @Test(arguments: [
    ("Install", "Build", "and the next may need what it installs"),
    ("Run actions/checkout@v4", "Lint", "and the next needs the files that it checks out"),
    ("Run actions/setup-go@v5", "Test", "and the next may need the tools that it sets up"),
    ("Test", "Deploy", "and the next publishes, which all before it has to allow"),
    (
      "Build", "Run actions/upload-artifact@v4",
      "and the next uploads what the steps before it made"
    ),
  ])
  func `where a step has to wait, it is said why`(first: String, second: String, why: String) throws
  {
    let advice = try advice([("check", 0, 0, [("Set up job", 1), (first, 60), (second, 50)])])
    #expect(advice.suggestions.allSatisfy { !$0.change.contains("background") })
    #expect(advice.remarks.contains { $0.hasSuffix("\(why).") }, "\(advice.remarks)")
  }

  @Test func `outputs that are read are waited for`() throws {
    let workflow = Self.workflow.replacing(
      "- name: Lint\n", with: "- name: Lint\n        id: lint\n"
    )
    .replacing("--noEmit", with: "${{ steps.lint.outputs.x }}")
    let advice = try advice([("check", 0, 0, Self.check)], workflow)
    #expect(advice.suggestions.isEmpty)
    #expect(
      advice.remarks.contains { $0.contains("reads its outputs") || $0.contains("takes long") })
  }

  @Test func `a saving of a second or two is none, since times are whole seconds`() throws {
    let advice = try advice([("check", 0, 0, [("Set up job", 1), ("Lint", 2), ("Typecheck", 90)])])
    #expect(advice.suggestions.isEmpty)
  }

  @Test func `a shorter job that others outlast ends the run no sooner`() throws {
    let advice = try advice(
      [("check", 0, 0, Self.check), ("long", 0, 0, [("Set up job", 1), ("Run x", 600)])],
      Self.workflow + "\n  long:\n    steps:\n      - run: x\n")
    #expect(advice.suggestions.isEmpty)
    #expect(
      advice.remarks.contains(
        "“Lint” in the background: job check takes 3 min 36 s → 2 min 35 s, but the run ends no sooner, since "
          + "other jobs take longer."))
  }

  // MARK: Jobs

  private static let chain = """
    jobs:
      build:
        steps:
          - run: make
      test:
        needs: [build, docs]
        strategy: { matrix: { n: [1, 2] } }
        steps:
          - run: x
      docs:
        steps:
          - run: y
      deploy:
        needs: test
        steps:
          - run: ./deploy
    """
  private static let chained: [Job] = [
    ("build", 0, 5, [("Run make", 100)]), ("docs", 0, 5, [("Run y", 10)]),
    ("test (1)", 107, 3, [("Run x", 50)]), ("test (2)", 107, 23, [("Run x", 60)]),
    ("deploy", 191, 4, [("Run ./deploy", 9)]),
  ]

  @Test
  func
    `a need that only orders jobs is told with what it costs, and one that a release has is kept`()
    throws
  {
    let advice = try advice(Self.chained, Self.chain)
    let need = try #require(advice.suggestions.first)
    #expect(need.change == "let job test begin without job build")
    // Without build, test comes 90 s earlier, after docs.
    #expect(need.saves == 90_000_000_000)
    #expect(need.paste?.text == "needs: docs")
    #expect(
      advice.remarks.contains("job deploy needs job test, and publishes, which that has to allow."))
  }

  @Test(arguments: [
    (
      "uses: docker/build-push-action@v6, with: { push: true, tags: 'ghcr.io/x/app:${{ github.sha }}' }",
      "run: docker run ghcr.io/x/app:${{github.sha}} test",
      "names ghcr.io/x/app:${{github.sha}}, which that may make"
    ),
    (
      "run: docker build -t $IMAGE . && docker push $IMAGE", "run: docker run --rm $IMAGE",
      "names $IMAGE, which that may make"
    ),
    (
      "uses: actions/cache/save@v4, with: { path: dist, key: 'dist-${{ github.sha }}' }",
      "uses: actions/cache/restore@v4, with: { path: dist, key: 'dist-${{ github.sha }}' }",
      "names dist-${{github.sha}}, which that may make"
    ),
    (
      "uses: actions/upload-artifact@v4, with: { path: dist }", "run: gh run download",
      "downloads what that uploads"
    ),
  ])
  func `a need is kept where both jobs name an image, a cache or an artifact`(
    made: String, used: String, why: String
  ) throws {
    func saves(_ used: String) throws -> TraceAdvice {
      try advice(
        [
          ("build", 0, 0, [("Set up job", 1), ("Make", 60)]),
          ("test", 62, 0, [("Set up job", 1), ("Use", 60)]),
        ],
        "jobs:\n  build: { steps: [{ name: Make, \(made) }] }\n  test:\n    needs: build\n    steps:\n"
          + "      - name: Use\n        \(used.replacing(", with:", with: "\n        with:"))\n")
    }
    let kept = try saves(used)
    #expect(kept.suggestions.allSatisfy { !$0.change.contains("without job") })
    #expect(kept.remarks.contains("job test needs job build, and \(why)."), "\(kept.remarks)")
    let other = try saves("run: ./other")
    #expect(other.suggestions.contains { $0.change == "let job test begin without job build" })
  }

  @Test(arguments: [
    "if: needs.build.outputs.go == 'true'", "if: needs.build.result != 'skipped'",
    "if: ${{ NEEDS.Build.Result == 'success' }}", "if: toJSON(needs) != '{}'",
    "if: contains(needs.*.result, 'success')",
    "env: { TAG: \"${{ needs['build'].outputs.tag }}\" }",
    "env: { TAG: '${{ needs[\"build\"].outputs.tag }}' }",
    "env: { ALL: \"${{ toJSON( needs ) }}\" }",
    "env: { ANY: \"${{ needs[matrix.of].outputs.tag }}\" }",
    "runs-on: ${{ needs.build.outputs.runner }}", "container: box:${{ needs.build.outputs.tag }}",
    "container: { image: \"${{ needs . build . outputs . image }}\" }",
    "services: { db: { image: \"${{ needs.build.outputs.db }}\" } }",
    "environment: { name: \"${{ needs.build.outputs.at }}\" }",
    "concurrency: ${{ needs.build.outputs.group }}",
    "timeout-minutes: ${{ fromJSON(needs.build.outputs.minutes) }}",
    "defaults: { run: { shell: \"${{ needs.build.outputs.shell }}\" } }",
    "strategy: { matrix: \"${{ fromJSON(needs.build.outputs.matrix) }}\" }",
    "strategy: { matrix: { n: \"${{ fromJSON(needs.build.outputs.n) }}\" } }",
    "strategy: { max-parallel: \"${{ fromJSON(needs.build.outputs.most) }}\", matrix: { n: [1] } }",
  ])
  func `a need is kept where anything of the job reads what it made or how it ended`(
    key: String
  ) throws {
    let workflow =
      "jobs:\n  build: { steps: [{ run: make }] }\n  test:\n    needs: build\n    \(key)\n"
    let jobs: [Job] = [
      ("build", 0, 5, [("Run make", 100)]), ("test", 106, 3, [("Run x", 50)]),
    ]
    let advice = try advice(jobs, workflow + "    steps: [{ run: x }]\n")
    #expect(!advice.suggestions.contains { $0.change.contains("begin without") })
    #expect(
      advice.remarks.contains(
        "job test needs job build, and reads its outputs or how it ended."), "\(advice.remarks)")
  }

  @Test(arguments: ["always()", "${{ failure() }}", "!cancelled()", "success() || failure( )"])
  func `a job that runs by how others ended needs them`(condition: String) throws {
    let workflow = Self.chain.replacing(
      "needs: [build", with: "if: \"\(condition)\"\n    needs: [build")
    let advice = try advice(Self.chained, workflow)
    #expect(!advice.suggestions.contains { $0.change.contains("begin without") })
    #expect(
      advice.remarks.contains(
        "job test needs job build, and runs by how those that it needs ended."),
      "\(advice.remarks)")
  }

  @Test(arguments: [
    "if: github.event.label.name == 'needs build'", "if: matrix.needs.build",
    "env: { WHY: It needs the other. }", "if: needs.docs.result == 'success'",
  ])
  func `what only sounds like a need of a job keeps none`(key: String) throws {
    let workflow = Self.chain.replacing("needs: [build", with: "\(key)\n    needs: [build")
    #expect(
      try advice(Self.chained, workflow).suggestions.first?.change
        == "let job test begin without job build")
  }

  @Test func `what waiting for runners cost is told apart, at most`() throws {
    let advice = try advice(Self.chained, Self.chain)
    let runners = try #require(advice.suggestions.first { $0.change.contains("runners") })
    #expect(runners.saves == 32_000_000_000)
    #expect(runners.certainty == .atMost)
    #expect(
      runners.caveats == ["test (2) (box) waited longest on the chain that bound the run: 23 s"])
  }

  @Test func `what the limit of a matrix cost is told apart from runners`() throws {
    let workflow =
      "jobs:\n  m:\n    strategy: { max-parallel: 1, matrix: { n: [1, 2] } }\n    steps: [{ run: x }]\n"
    let advice = try advice(
      [("m (1)", 0, 5, [("Run x", 60)]), ("m (2)", 0, 68, [("Run x", 40)])], workflow)
    let limit = try #require(advice.suggestions.first)
    #expect(limit.change == "let more of job m run at once than max-parallel allows")
    #expect(limit.saves == 43_000_000_000)
    #expect(limit.certainty == .atMost)
    let runners = try #require(advice.suggestions.first { $0.change.contains("runners") })
    #expect(runners.saves == 3_000_000_000)
  }

  @Test func `what-if lets a job begin sooner that waited for another of its matrix`() throws {
    let run = try WorkflowJobs.read(
      [("m (1)", 0, 5, [("Run x", 60)]), ("m (2)", 0, 68, [("Run x", 40)])],
      "jobs:\n  m:\n    strategy: { max-parallel: 1, matrix: { n: [1, 2] } }\n    steps: [{ run: x }]\n"
    )
    let prediction = try Prediction(
      Analysis(run.log), [.faster("m (1) › Run x", .times(2))], of: run.workflow)
    #expect(prediction.saved == 30_000_000_000)
  }

  @Test func `where needs are not known, what a job saves is told at most`() throws {
    let advice = try advice([("check", 0, 0, Self.check), ("other", 0, 0, [("Run x", 5)])])
    let best = try #require(advice.suggestions.first)
    #expect(best.certainty == .atMost)
    #expect(best.paste == nil)
    #expect(best.caveats.contains("which jobs wait for it is not known"))
    #expect(
      best.caveats.contains(
        "give the workflow file with --companion to be told what to write where"))
  }

  @Test func `steps that ran at once already are held against the rules`() throws {
    let workflow = """
      jobs:
        check:
          steps:
            - name: Server
              id: server
              run: serve
              background: true
            - name: Test
              run: npm test
            - name: Stop
              cancel: server
      """
    // The server was started at 1 s and ran beside the tests.
    let text = WorkflowJobs.jobs([("check", 0, 0, [("Set up job", 1), ("Test", 40), ("Stop", 0)])])
      .replacing(
        #"{"name":"Test""#,
        with:
          #"{"name":"Server","status":"completed","conclusion":"success","number":2,"started_at":"2026-07-01T12:00:01Z","completed_at":"2026-07-01T12:00:41Z"},{"name":"Test""#
      )
    let format = try #require(TraceFormat.all.first { $0.name.contains("GitHub") })
    let run = try format.read(
      TraceInput(
        bytes: Array(text.utf8), name: "run",
        companion: .init(file: "ci.yml", bytes: Array(workflow.utf8), isChosen: true)))
    let advice = WorkflowAdvice(try #require(run.workflow))
    #expect(
      advice.remarks.first
        == "By the rules for steps in the background, the steps of check take 41 s; 41 s were recorded."
    )
  }
}
