import EventLog
import Testing

@testable import TraceFormats

/// Which job and step of a workflow file each job and step of a run is.
@Suite struct WorkflowFileTests {
  private typealias Sample = GitHubSamples

  /// The keys of the jobs in the file that jobs of those names are; `-` where that is not known.
  private func match(_ names: [String], _ workflow: String) throws -> [String] {
    let run = try Sample.read(
      Sample.page(
        names.map { Sample.job($0, (0, 1, 9), [Sample.step("Run \($0)", 1, 9)]) }), workflow)
    return try #require(run.workflow).jobs.map { $0.source?.id ?? "-" }
  }

  @Test func `names of jobs are matched with values for expressions, the nearest name first`()
    throws
  {
    let workflow = """
      jobs:
        test: { strategy: { matrix: { os: [a] } }, steps: [] }
        lint: { name: "Lint (${{ matrix.tool }})", steps: [] }
        any: { name: "${{ matrix.what }}", steps: [] }
        release: { uses: ./.github/workflows/release.yml }
      """
    #expect(
      try match(
        [
          "test (ubuntu-latest, 22)", "test", "Lint (eslint)", "something", "release / build (x)",
          "release",
        ],
        workflow) == ["test", "test", "lint", "any", "release", "any"])
  }

  @Test func `what needs what is read for one name and several, and through aliases`() throws {
    let run = try Sample.read(
      Sample.page(["a", "b", "c"].map { Sample.job($0, (0, 1, 9)) }),
      """
      jobs:
        a: { steps: [] }
        b:
          needs: &first a
          steps: []
        c: { needs: [*first, b], steps: [] }
      """)
    #expect(run.workflow?.jobs.map(\.needs) == [[], [0], [0, 1]])
  }

  @Test
  func
    `a workflow file may begin with a mark of the order of bytes, and end lines as Windows does`()
    throws
  {
    let text = "\u{FEFF}jobs:\r\n  a:\r\n    steps:\r\n      - run: x\r\n"
    let file = try WorkflowFile.read(Array(text.utf8), file: "ci.yml")
    #expect(file.jobs.map(\.id) == ["a"])
    #expect(file.lines == ["jobs:", "  a:", "    steps:", "      - run: x", ""])
    #expect(file.jobs[0].steps[0].lines == 4...4 && file.jobs[0].steps[0].column == 9)
  }

  @Test func `what needs a job that was skipped needs what that needs`() throws {
    let run = try Sample.read(
      Sample.page([
        Sample.job("changes", (0, 1, 9)),
        Sample.job("test", (10, 10, 10), conclusion: "skipped"),
        Sample.job("pack", (10, 10, 10), conclusion: "skipped"), Sample.job("lint", (0, 1, 30)),
        Sample.job("done", (31, 32, 40)), Sample.job("gate", (31, 32, 33)),
      ]),
      """
      jobs:
        changes: { steps: [] }
        test: { needs: changes, steps: [] }
        pack: { needs: [test, pack], steps: [] }
        lint: { steps: [] }
        done: { needs: pack, steps: [] }
        gate: { needs: [lint, test], steps: [] }
      """)
    let workflow = try #require(run.workflow)
    #expect(workflow.jobs.map(\.name) == ["changes", "lint", "done", "gate"])
    #expect(workflow.jobs.map(\.needs) == [[], [], [0], [0, 1]])
  }

  @Test func `steps are matched by name and order, groups behind what is in them`() throws {
    let run = try Sample.read(
      Sample.page([
        Sample.job(
          "a", (0, 1, 30),
          [
            Sample.step("Set up job", 1, 2),
            Sample.step("Run actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683", 2, 3),
            Sample.step("Lint", 3, 9), Sample.step("Test", 3, 20),
            Sample.step("Parallel group", 3, 20),
            Sample.step("Run make all", 20, 29),
            Sample.step("Post Run actions/checkout@v4", 29, 30),
          ])
      ]),
      """
      jobs:
        a:
          steps:
            - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
            - name: Skipped
              run: x
            - parallel:
                - { name: Lint, run: lint }
                - { name: Test, run: test }
            - run: |
                make all
                make check
      """)
    let steps = try #require(run.workflow).jobs[0].steps
    #expect(steps.map(\.source) == [nil, 0, 2, 3, 4, 5, nil])
    #expect(steps.map(\.group) == [nil, nil, 4, 4, nil, nil, nil])
    #expect(steps[1].name == "Run actions/checkout@11bd7190")
  }

  @Test(arguments: [
    ("name: x\n", "ci.yml:1:1: This is no workflow file: it has no `jobs` at its top."),
    ("", "ci.yml:1:1: It is empty."), ("jobs: [", "ci.yml:"),
    ("jobs: *a", "ci.yml:1:7: *a stands for nothing that comes before it."),
    ("jobs: &a\n  b: *a", "ci.yml:2:6: *a stands for nothing that comes before it."),
  ])
  func `a file that is no workflow is told with its place`(text: String, message: String) throws {
    var error: ImportError?
    do throws(ImportError) {
      _ = try TraceFormat.gitHubActions.read(Sample.input(Sample.small, text))
    } catch let problem { error = problem }
    #expect(
      error?.description(of: "run").hasPrefix(message) == true, "\(String(describing: error))")
  }

  @Test func `aliases of aliases cannot stand for more than a file may say`() {
    let lines = (1...12).map {
      "  a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ", "))]"
    }
    let text = "jobs:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n\(lines.joined(separator: "\n"))\n"
    #expect(throws: ImportError.self) { try Sample.read(Sample.small, text) }
  }
}
