import EventLog
import Reports
import Testing
import TraceAnalysis
import TraceFormats

/// What reports say of runs of workflows, to who waits for them.
@Suite struct WorkflowReportTests {
  /// A build of 60 s, a test of 30 s that needs it, each after 5 s for a runner.
  private static let jobs = #"""
    {"total_count":2,"jobs":[
    {"id":1,"name":"build","status":"completed","conclusion":"success","created_at":"2026-07-01T12:00:00Z","started_at":"2026-07-01T12:00:05Z","completed_at":"2026-07-01T12:01:05Z","steps":[
    {"name":"Set up job","status":"completed","conclusion":"success","number":1,"started_at":"2026-07-01T12:00:05Z","completed_at":"2026-07-01T12:00:06Z"},
    {"name":"Run make","status":"completed","conclusion":"success","number":2,"started_at":"2026-07-01T12:00:06Z","completed_at":"2026-07-01T12:01:05Z"}]},
    {"id":2,"name":"test","status":"completed","conclusion":"failure","created_at":"2026-07-01T12:01:06Z","started_at":"2026-07-01T12:01:11Z","completed_at":"2026-07-01T12:01:41Z","steps":[
    {"name":"Run test","status":"completed","conclusion":"failure","number":1,"started_at":"2026-07-01T12:01:11Z","completed_at":"2026-07-01T12:01:41Z"}]}]}
    """#
  private static let workflow =
    "jobs:\n  build:\n    steps:\n      - run: make\n  test:\n    needs: build\n    steps:\n      - run: test\n"

  private func summary(
    with workflow: String?, jobs: String = WorkflowReportTests.jobs
  ) throws -> String {
    let format = try #require(TraceFormat.all.first { $0.name.contains("GitHub") })
    let run = try format.read(
      TraceInput(
        bytes: Array(jobs.utf8), name: "ci",
        companion: workflow.map { .init(file: "ci.yml", bytes: Array($0.utf8)) }))
    return SummaryReport(Comparison(run: Analysis(run.log), baseline: .work)).text
  }

  @Test func `a summary tells the chain of jobs, and waiting for runners apart from work`() throws {
    let text = try summary(with: Self.workflow)
    for words in [
      "  bound by the chain of jobs build → test: 90 s of work, 10 s waiting for runners, 1 s that the list of "
        + "jobs does not explain\n",
      "  2 jobs waited for runners, 10 s together; longest, build: 5 s\n",
      "test failed at 101 s: step Run test\n", "2 jobs with 3 steps in all\n",
      "build waited for a runner\n", "build › Run make ran\n",
    ] {
      #expect(text.contains(words), "\(text)")
    }
    #expect(!text.contains("needed its data"))
  }

  @Test func `without the workflow file it is said that the chain is not known`() throws {
    let text = try summary(with: nil)
    #expect(
      text.contains(
        "  what bound it is not known: test ended last, and what it waited for until 66 s is not in the list of "
          + "jobs; the workflow file says which job needs which (--companion)\n"), "\(text)")
    #expect(
      text.contains("; floor and critical path unknown: which job needs which is not recorded\n"))
    #expect(!text.contains("bound by"))
  }

  @Test func `what a job waited for others of its matrix is told apart from runners`() throws {
    let jobs = [("m (1)", 0, 5, 65), ("m (2)", 0, 67, 99)].enumerated().map { number, job in
      func time(_ seconds: Int) -> String {
        "2026-07-01T12:0\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)Z"
      }
      return
        #"{"id": \#(number), "run_id": 7, "name": "\#(job.0)", "status": "completed", "conclusion": "success", "created_at": "\#(time(job.1))", "started_at": "\#(time(job.2))", "completed_at": "\#(time(job.3))", "steps": []}"#
    }
    let workflow =
      "jobs:\n  m:\n    strategy: { max-parallel: 1, matrix: { n: [1, 2] } }\n    steps: [{ run: x }]\n"
    let format = try #require(TraceFormat.all.first { $0.name.contains("GitHub") })
    let run = try format.read(
      TraceInput(
        bytes: Array("[\(jobs.joined(separator: ","))]".utf8), name: "ci",
        companion: .init(file: "ci.yml", bytes: Array(workflow.utf8))))
    let text = SummaryReport(Comparison(run: Analysis(run.log), baseline: .work)).text
    #expect(
      text.contains("  2 jobs waited for runners, 7 s together; longest, m (1): 5 s\n"), "\(text)")
    #expect(
      text.contains("  m (2) waited 65 s for another of its matrix to end (max-parallel)\n"),
      "\(text)")
    #expect(
      text.contains("m (1) ran, and another of its matrix waited for that (max-parallel)\n"),
      "\(text)")
  }

  /// What a job waits for that began late, though the workflow file says what others need.
  @Test func `with the workflow file nobody is sent for it`() throws {
    let late = Self.jobs.replacing(
      "]}]}",
      with:
        "]},{\"id\":3,\"name\":\"late\",\"status\":\"completed\",\"conclusion\":\"success\",\"created_at\":\"2026-07-01T12:20:00Z\",\"started_at\":\"2026-07-01T12:20:00Z\",\"completed_at\":\"2026-07-01T12:21:00Z\",\"steps\":[]}]}"
    )
    let text = try summary(
      with: Self.workflow + "  late:\n    steps:\n      - run: x\n", jobs: late)
    #expect(text.contains("is not in the list of jobs and not in the workflow file\n"), "\(text)")
    #expect(!text.contains("--companion") && !text.contains("critical path unknown"), "\(text)")
  }

  /// A job that takes no time and ends last: what came before it is of no call.
  @Test func `a run that ends with what nothing explains is told`() throws {
    let jobs = [("a", "10:00:00", "10:00:22"), ("b", "10:05:00", "10:05:00")].map {
      #"{"run_id": 7, "name": "\#($0.0)", "status": "completed", "conclusion": "success", "started_at": "2026-11-28T\#($0.1)Z", "completed_at": "2026-11-28T\#($0.2)Z"}"#
    }
    let text = "[\(jobs.joined(separator: ","))]"
    let format = try #require(TraceFormat.all.first { $0.name.contains("GitHub") })
    let read = try format.read(TraceInput(bytes: Array(text.utf8), name: "late"))
    let summary = SummaryReport(Comparison(run: Analysis(read.log), baseline: .work)).text
    #expect(summary.contains("the last job ended last"), "\(summary)")
  }
}
