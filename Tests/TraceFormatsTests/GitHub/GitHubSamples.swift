import EventLog
import Testing
import TraceAnalysis

@testable import TraceFormats

/// Jobs as GitHub's API tells them, with times in seconds after noon.
enum GitHubSamples {
  /// `2026-07-01T12:00:07Z`.
  static func time(_ seconds: Int?) -> String {
    guard let seconds else { return "null" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\"2026-07-01T\(two(12 + seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))Z\""
  }

  /// A step from when to when; without an end it is still running.
  static func step(
    _ name: String, _ start: Int, _ end: Int?, _ conclusion: String = "success"
  ) -> String {
    #"{"name":"\#(name)","status":"\#(end == nil ? "in_progress" : "completed")","conclusion":"#
      + (end == nil ? "null" : "\"\(conclusion)\"")
      + #","number":1,"started_at":\#(time(start)),"completed_at":\#(time(end))}"#
  }

  /// A job that was made, began and ended then.
  static func job(
    _ name: String, _ times: (created: Int?, started: Int?, completed: Int?),
    _ steps: [String] = [],
    conclusion: String = "success", id: Int? = nil, attempt: Int = 1, run: Int = 7,
    runner: String = "GitHub Actions 1", status: String? = nil
  ) -> String {
    let (created, started, completed) = times
    let state = status ?? (completed == nil ? "in_progress" : "completed")
    return #"{"id":\#(id ?? abs(name.utf8.reduce(attempt) { $0 * 31 % 1_000_003 + Int($1) })),"#
      + #""run_id":\#(run),"workflow_name":"ci","run_attempt":\#(attempt),"status":"\#(state)","#
      + #""conclusion":"# + (completed == nil ? "null" : "\"\(conclusion)\"")
      + #","created_at":\#(time(created)),"started_at":\#(time(started)),"#
      + #""completed_at":\#(time(completed)),"name":"\#(name)","labels":["ubuntu-latest"],"#
      + #""runner_name":"\#(runner)","steps":[\#(steps.joined(separator: ","))]}"#
  }

  /// A page of jobs.
  static func page(_ jobs: [String], total: Int? = nil) -> String {
    #"{"total_count":\#(total ?? jobs.count),"jobs":["# + jobs.joined(separator: ",\n") + "]}\n"
  }

  /// A run of two jobs, one of which needs the other.
  static let pages =
    page(
      [job("build", (0, 5, 65), [step("Set up job", 5, 6), step("Run make", 6, 64)])], total: 2)
    + page(
      [
        job(
          "test (22)", (66, 70, 101),
          [step("Set up job", 70, 71), step("Run npm test", 71, 100)])
      ], total: 2)

  /// A job with a step.
  static let small = page([job("lint", (0, 1, 4), [step("Run lint", 2, 4)])])

  static let workflow = """
    name: ci
    on: push
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - run: make
      test:
        needs: build
        strategy:
          matrix:
            node: [22]
        steps:
          - run: npm test

    """

  static func input(_ json: String, _ workflow: String? = nil) -> TraceInput {
    TraceInput(
      bytes: Array(json.utf8), name: "run",
      companion: workflow.map { .init(file: "ci.yml", bytes: Array($0.utf8), isChosen: true) })
  }

  /// Reads jobs, with the workflow file beside them.
  static func read(_ json: String, _ workflow: String? = nil) throws -> Import {
    try TraceFormat.gitHubActions.read(input(json, workflow))
  }
}

extension Import {
  /// The notes of a kind.
  func sentences(_ kinds: ImportNote.Kind...) -> [String] {
    notes.filter { kinds.contains($0.kind) }.map(\.sentence)
  }

  /// The calls with their times in seconds: `build 0–5–65`, from the request to the start to the end.
  var lives: [String] {
    Analysis(log).calls.map { call in
      let times = [call.requestedAt, call.startedAt ?? -1, call.endedAt ?? -1]
      return "\(log.names[call.component]) "
        + times.map { "\($0 / 1_000_000_000)" }.joined(separator: "–")
    }
  }
}
