import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Traces of Nextflow: what came from the cache, and which columns tell when tasks ran.
@Suite struct NextflowTests {
  private func read(_ rows: String...) throws -> Import {
    try readSound(
      TaskSamples.input(rows.map { $0.replacing(" | ", with: "\t") + "\n" }.joined()))
  }

  @Test func `a task from the cache of Nextflow is counted, and its old times are not told`() throws
  {
    let run = try read(
      "task_id | name | status | submit | duration | realtime",
      "1 | A (1) | COMPLETED | 2026-11-30 10:00:00.000 | 90s | 80s",
      "2 | A (2) | CACHED | 2026-11-29 10:00:00.000 | 70s | 60s")
    #expect(run.taskWords == ["A 10–90"])
    #expect(run.hasNote("1 task was not run but taken from the cache"))
  }

  @Test func `a start and an end of a task of Nextflow need no submission`() throws {
    let run = try read(
      "task_id | name | status | start | complete | realtime",
      "1 | A | COMPLETED | 2026-11-30 10:00:00.100 | 2026-11-30 10:01:00.100 | 1m",
      "2 | B | COMPLETED | 2026-11-30 10:01:00.200 | 2026-11-30 10:02:00.100 | 59.9s")
    #expect(run.taskWords == ["A 0–60", "B 60.1–120"])
    let half = try read(
      "task_id | name | status | start | realtime",
      "1 | A | COMPLETED | 2026-11-30 10:00:00.000 | 1m")
    #expect(half.taskWords == ["A 0–60"])
  }

  @Test func `where Nextflow tells only submission and duration, times hold what tasks waited`()
    throws
  {
    let run = try read(
      "task_id | name | status | submit | duration",
      "1 | A | COMPLETED | 2026-11-30 10:00:00.000 | 1m")
    #expect(run.taskWords == ["A 0–60"])
    #expect(run.log.header.callTimes == .most)
    #expect(run.hasNote("times hold what they waited"))
  }

  @Test(arguments: [
    (
      "task_id | name | status | submit", "1 | A | COMPLETED | 2026-11-30 10:00:00.000",
      "is not told"
    ),
    (
      "task_id | name | status | submit | duration",
      "1 | A | CACHED | 2026-11-30 10:00:00.000 | 1m", "taken from the cache"
    ),
  ])
  func `a trace of Nextflow with nothing to show says what is missing`(
    head: String, row: String, problem: String
  ) {
    let error = #expect(throws: ImportError.self) { try read(head, row) }
    #expect(error?.problem.contains(problem) == true)
  }
}
