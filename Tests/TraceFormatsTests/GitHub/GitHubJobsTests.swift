import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// The jobs of a workflow run as calls.
@Suite struct GitHubJobsTests {
  private typealias Sample = GitHubSamples

  @Test func `a job queues from when it was made until its first step begins`() throws {
    // The runner was given the job at 1 s and was ready for it at 30 s.
    let run = try Sample.read(
      Sample.page([
        Sample.job(
          "title", (0, 1, 38), [Sample.step("Set up job", 30, 32), Sample.step("Run x", 32, 37)])
      ]))
    #expect(run.lives == ["title 0–30–38", "Set up job 30–30–32", "Run x 32–32–37"])
    let analysis = Analysis(run.log)
    #expect(analysis.waits.map(\.time) == [30_000_000_000])
    #expect(analysis.observedPath.parts.first?.kind == .waitingForMachine)
    #expect(analysis.measures.work == 8_000_000_000)
    #expect(
      run.sentences(.inferred) == [
        "1 job was started long before the first step, the first title: until a step began, a runner "
          + "was being made ready, and that counts as waiting for it."
      ])
  }

  /// So a job is told that a later attempt took over, and now and then one that GitHub wrote down late.
  @Test func `a job that is told to have been made after it began keeps its times`() throws {
    let run = try Sample.read(
      Sample.page([
        Sample.job(
          "old", (5_390, 5, 60), [Sample.step("Set up job", 5, 7), Sample.step("Run x", 7, 59)]),
        Sample.job("bare", (11, 10, 20)), Sample.job("new", (5_391, 5_400, 5_580)),
      ]))
    #expect(
      run.lives == [
        "old 0–0–55", "old › Set up job 0–0–2", "old › Run x 2–2–54", "bare 5–5–15",
        "new 5386–5395–5575",
      ])
    #expect(Analysis(run.log).measures.work == 245_000_000_000)
    #expect(run.workflow?.jobs.map(\.waited) == [0, 0, 9_000_000_000])
    #expect(
      run.sentences(.inferred) == [
        "2 jobs are told to have been made after it began, the first old: when it was asked for is not known, "
          + "and no time in a queue is counted."
      ])
  }

  @Test func `a job that needs another is asked for when that has ended`() throws {
    let run = try Sample.read(Sample.pages, Sample.workflow)
    #expect(
      run.lives == [
        "build 0–5–65", "build › Set up job 5–5–6", "build › Run make 6–6–64",
        "test (22) 65–70–101", "test (22) › Set up job 70–70–71",
        "test (22) › Run npm test 71–71–100",
      ])
    let path = Analysis(run.log).observedPath.parts.map {
      "\($0.kind.rawValue) \($0.start / 1_000_000_000)–\($0.end / 1_000_000_000)"
    }
    #expect(
      path == [
        "waiting_for_machine 0–5", "running 5–6", "running 6–64", "running 64–65",
        "unexplained 65–66", "waiting_for_machine 66–70", "running 70–71", "running 71–100",
        "running 100–101",
      ])
    #expect(run.workflow?.knowsNeeds == true)
    #expect(run.workflow?.jobs.map(\.needs) == [[], [0]])
    #expect(run.workflow?.jobs.map(\.waited) == [5_000_000_000, 4_000_000_000])
    #expect(run.sentences(.skipped, .inferred) == [])
    #expect(run.sentences(.expected) == ["What needs what is read from ci.yml."])
  }

  @Test func `without the workflow file it is said that needs are not known`() throws {
    let run = try Sample.read(Sample.pages)
    #expect(run.workflow?.knowsNeeds == false)
    #expect(
      run.sentences(.skipped) == [
        "Which job needs which is not in the list of jobs: give the workflow file with --companion "
          + ".github/workflows/FILE.yml to have it."
      ])
  }

  @Test func `a row that holds those before it is no work`() throws {
    let run = try Sample.read(
      Sample.page([
        Sample.job(
          "check", (0, 4, 159),
          [
            Sample.step("Set up job", 4, 5), Sample.step("Run setup", 5, 28),
            Sample.step("Test", 28, 89),
            Sample.step("Typecheck", 28, 158), Sample.step("Parallel group", 28, 158),
            Sample.step("Cancel", 158, 158, "skipped"),
          ])
      ]))
    let measures = Analysis(run.log).measures
    #expect(measures.work == 216_000_000_000)
    #expect(measures.makespan == 159_000_000_000)
    #expect(run.workflow?.jobs[0].steps.map(\.group) == [nil, nil, 4, 4, nil])
    #expect(run.workflow?.jobs[0].steps.map(\.isGroup) == [false, false, false, false, true])
    #expect(
      run.sentences(.expected) == [
        "1 step was skipped and left out.",
        "1 row holds the steps before it, which ran at once; it is no work itself.",
      ])
  }

  @Test func `what did not run, did not end or ended badly is told`() throws {
    let run = try Sample.read(
      Sample.page([
        Sample.job(
          "lint", (0, 1, 20), [Sample.step("Run lint", 1, 19, "failure")], conclusion: "failure"),
        Sample.job(
          "slow", (0, 1, 9), [Sample.step("Run slow", 1, 9, "cancelled")], conclusion: "cancelled"),
        Sample.job("late", (0, 1, 30), [], conclusion: "timed_out"),
        Sample.job("docs", (0, 0, 0), [], conclusion: "skipped"),
        Sample.job("never", (0, 5, 5), [], conclusion: "cancelled"),
        Sample.job("next", (0, 0, nil), [], status: "queued"),
        Sample.job(
          "now", (0, 2, nil),
          [
            Sample.step("Run now", 2, nil),
            #"{"name":"Run then","status":"queued","conclusion":null}"#,
          ]),
      ]))
    let analysis = Analysis(run.log)
    let ends = analysis.calls.compactMap(\.ended).map { ended in
      let name = analysis.component(of: run.log.events[ended].call)
      return switch run.log.events[ended].kind {
      case .callFailed(let reason): "\(name) failed: \(reason.isNone ? "" : run.log.names[reason])"
      case .callStopped(let reason): "\(name) stopped: \(run.log.names[reason])"
      default: name
      }
    }
    #expect(
      ends == [
        "lint failed: step Run lint", "slow stopped: cancelled", "late failed: timed out",
        "now stopped: it was still running", "lint › Run lint failed: ",
        "slow › Run slow stopped: cancelled", "now › Run now stopped: it was still running",
      ])
    #expect(
      run.sentences(.expected) == [
        "1 job was skipped: docs.", "1 job was not yet begun when this was written: next.",
        "1 job was cancelled before a runner took it: never.",
        "1 job was still running when this was written, the first now: it is told as far as it went.",
        "1 step had not begun, left out.",
      ])
  }

  @Test func `of several attempts the last is told, and of several runs the last in the file`()
    throws
  {
    let pages = Sample.page([
      Sample.job("a", (0, 1, 5), attempt: 1), Sample.job("b", (0, 1, 9), attempt: 1),
      Sample.job("b", (100, 101, 109), id: 5, attempt: 2),
      Sample.job("b", (100, 101, 109), id: 5, attempt: 2),
    ])
    let run = try Sample.read(Sample.page([Sample.job("x", (0, 0, 1), run: 6)]) + pages)
    #expect(run.lives == ["a 0–1–5", "b 100–101–109"])
    #expect(
      run.sentences(.skipped).first
        == "1 job is of another run of a workflow and left out; what is told is of run 7, the last in the file. "
        + "--run 1 to 4 reads one of them; `summary --runs` lists them."
    )
    #expect(
      run.sentences(.expected).first
        == "1 job was attempted again, and only the last attempt at each is told.")
    #expect(
      run.sentences(.inferred) == [
        "1 job was not run again in the last attempt, the first a; the time between the attempts counts "
          + "as time in which nothing ran."
      ])
  }

  /// What `filter=all` of the API lists: each attempt counts.
  @Test func `earlier attempts at jobs are not missing`() throws {
    let run = try Sample.read(
      Sample.page(
        [
          Sample.job("a", (0, 1, 5)), Sample.job("b", (0, 1, 9)),
          Sample.job("a", (0, 1, 5), attempt: 2), Sample.job("b", (100, 101, 109), attempt: 2),
          Sample.job("c", (110, 111, 119), attempt: 2),
        ], total: 5))
    #expect(!run.sentences(.skipped).contains { $0.contains("not in the file") })
    let part = try Sample.read(
      Sample.page(
        [Sample.job("a", (0, 1, 5)), Sample.job("a", (9, 10, 15), attempt: 2)], total: 5))
    #expect(
      part.sentences(.skipped).contains { $0.hasPrefix("3 jobs of the run are not in the file") })
  }

  @Test func `a page of several is told for a part`() throws {
    let run = try Sample.read(Sample.page([Sample.job("a", (0, 1, 5))], total: 31))
    #expect(
      run.sentences(.skipped) == [
        "30 jobs of the run are not in the file, which holds a part of 31: get all pages, with `gh api --paginate`."
      ])
  }

  @Test func `a job waits for the one that has its runner`() throws {
    let run = try Sample.read(
      Sample.page([
        Sample.job("a", (0, 1, 20), runner: "box"), Sample.job("b", (0, 21, 30), runner: "box"),
      ]))
    let path = Analysis(run.log).observedPath
    #expect(path.parts.map(\.kind) == [.waitingForMachine, .running, .unexplained, .running])
    #expect(path.parts.map(\.via) == [nil, .machine, nil, nil])
    #expect(run.words == ["a 1000–20000 on 1", "b 21000–30000 on 1"])
  }

  /// What `gh run view --json jobs` prints, pages in an array, jobs alone, and one job as a webhook tells it.
  @Test func `jobs are known in all forms in which they come`() throws {
    let gh = #"""
      {"jobs":[{"completedAt":"2026-07-01T12:00:09Z","conclusion":"success","databaseId":3,"name":"a",
      "startedAt":"2026-07-01T12:00:01Z","status":"completed","url":"u","steps":[{"name":"Set up job","number":1,
      "status":"completed","conclusion":"success","startedAt":"2026-07-01T12:00:01Z",
      "completedAt":"0001-01-01T00:00:00Z"}]}]}
      """#
    let job = Sample.job("a", (0, 1, 9))
    for (text, expected) in [
      (gh, ["a 0–0–8", "Set up job 0–0–8"]), ("[\(Sample.page([job]))]", ["a 0–1–9"]),
      ("[\(job)]", ["a 0–1–9"]), (#"{"action":"completed","workflow_job":\#(job)}"#, ["a 0–1–9"]),
      (job, ["a 0–1–9"]),
    ] {
      #expect(InputFormat(of: Array(text.utf8)) == .trace(.gitHubActions), "\(text)")
      #expect(try Sample.read(text).lives == expected, "\(text)")
    }
    #expect(
      try Sample.read(gh).sentences(.expected).first?.hasPrefix(
        "1 job does not say when it was made") == true)
    for empty in [
      Sample.page([]), Sample.page([Sample.job("a", (0, 0, 0), conclusion: "skipped")]),
    ] {
      #expect(InputFormat(of: Array(empty.utf8)) == .trace(.gitHubActions))
      #expect(throws: ImportError.self) { try Sample.read(empty) }
    }
  }
}
