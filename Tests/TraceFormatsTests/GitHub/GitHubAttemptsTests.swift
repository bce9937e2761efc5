import EventLog
import Testing

@testable import TraceFormats

/// Files of GitHub's jobs that hold several runs, or several attempts at one.
@Suite struct GitHubAttemptsTests {
  private typealias Sample = GitHubSamples

  /// Run 6 with one attempt, and run 7 with two, of which the second ran only `b` again.
  private let pages = Sample.page([
    Sample.job("x", (0, 0, 1), run: 6), Sample.job("a", (0, 1, 5)), Sample.job("b", (0, 1, 9)),
    Sample.job("b", (100, 101, 109), attempt: 2),
  ])

  private func read(_ part: Int?) throws -> Import {
    var input = Sample.input(pages)
    input.part = part
    return try TraceFormat.gitHubActions.read(input)
  }

  @Test(
    arguments: [
      (1, ["x 0–0–1"]), (2, ["a 0–1–5", "b 0–1–9"]), (3, ["b 0–1–9"]),
      (4, ["a 0–1–5", "b 100–101–109"]), (nil, ["a 0–1–5", "b 100–101–109"]),
    ] as [(Int?, [String])])
  func `each attempt can be asked for, or the last at each job`(
    part: Int?, lives: [String]
  ) throws {
    let run = try read(part)
    try expectSound(run)
    #expect(run.lives == lives)
    #expect(run.parts == 4)
    #expect(run.sentences(.skipped).contains { $0.contains("--run 1 to 4") } == (part == nil))
  }

  @Test
  func `pages of one run in several files are read as one, and those of several runs are refused`()
    throws
  {
    func read(_ pages: String...) throws -> Import {
      var input = Sample.input(
        pages[0], "jobs:\n  a: { steps: [] }\n  b: { needs: a, steps: [] }\n")
      input.fileName = "page-0"
      input.others = pages.dropFirst().enumerated().map {
        .init(name: "page-\($0.offset + 1)", bytes: Array($0.element.utf8))
      }
      return try TraceFormat.gitHubActions.read(input)
    }
    let first = Sample.page([Sample.job("a", (0, 1, 5))], total: 2)
    let second = Sample.page([Sample.job("a", (0, 1, 5)), Sample.job("b", (6, 7, 9))], total: 2)
    let run = try read(first, second)
    try expectSound(run)
    #expect(run.lives == ["a 0–1–5", "b 5–7–9"])
    #expect(run.workflow?.jobs.map(\.needs) == [[], [0]])
    #expect(run.sentences(.skipped).isEmpty)
    let error = #expect(throws: ImportError.self) {
      try read(first, Sample.page([Sample.job("x", (0, 1, 5), run: 8)]))
    }
    #expect(
      error?.problem
        == "page-1: Its jobs are not of the run that page-0 is of. Read one of them, or `compare` two."
    )
  }

  @Test func `runs and attempts are listed, each with what it is`() throws {
    let parts = try TraceFormat.gitHubActions.parts(of: Sample.input(pages))
    #expect(
      parts.map(\.remark) == [
        "attempt 1 at run 6", "attempt 1 at run 7", "attempt 2 at run 7",
        "the last attempt at each job of run 7",
      ])
    #expect(parts.map(\.isUsual) == [false, false, false, true])
    #expect(parts.map(\.calls) == [1, 2, 1, 2])
    #expect(parts.map { ($0.began ?? -1) / 1_000_000_000 } == [0, 1, 101, 1])
    #expect(parts.map { $0.makespan / 1_000_000_000 } == [1, 8, 8, 108])
  }

  /// Where all jobs ran again, the last attempt is what is told.
  @Test func `an attempt at all jobs is the usual one`() throws {
    let jobs = [Sample.job("a", (0, 1, 5)), Sample.job("a", (9, 10, 15), attempt: 2)]
    let parts = try TraceFormat.gitHubActions.parts(of: Sample.input(Sample.page(jobs)))
    #expect(parts.map(\.isUsual) == [false, true])
    // So it is for attempts that stand the other way round.
    let turned = try TraceFormat.gitHubActions.parts(
      of: Sample.input(Sample.page(jobs.reversed())))
    #expect(turned == parts)
  }

  @Test func `what there is not is refused`() throws {
    for part in [0, 5, .max, .min] {
      let error = #expect(throws: ImportError.self) { try read(part) }
      #expect(
        error?.problem
          == "The file holds 4 runs of a workflow, each attempt counting; there is no run \(part). They count from 1."
      )
    }
    #expect(throws: ImportError.self) {
      try TraceFormat.gitHubActions.read(Sample.input(#"{"total_count":0,"jobs":[]}"#))
    }
  }
}
