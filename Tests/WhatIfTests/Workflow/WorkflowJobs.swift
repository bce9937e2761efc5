import EventLog
import Testing
import TraceFormats

/// Runs of workflows, by their jobs and steps.
enum WorkflowJobs {
  /// A job: its name, when it was made, how long it waited, its steps with their seconds.
  typealias Job = (name: String, made: Int, waited: Int, steps: [(String, Int)])

  private static func time(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\"2026-07-01T\(two(12 + seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))Z\""
  }

  static func jobs(_ jobs: [Job]) -> String {
    let texts = jobs.enumerated().map { index, job in
      var now = job.made + job.waited
      let steps = job.steps.map { name, seconds in
        defer { now += seconds }
        return
          #"{"name":"\#(name)","status":"completed","conclusion":"success","number":1,"started_at":\#(time(now)),"completed_at":\#(time(now + seconds))}"#
      }
      return
        #"{"id":\#(index),"name":"\#(job.name)","status":"completed","conclusion":"success","created_at":\#(time(job.made)),"started_at":\#(time(job.made + job.waited)),"completed_at":\#(time(now)),"labels":["box"],"steps":[\#(steps.joined(separator: ","))]}"#
    }
    return #"{"total_count":\#(jobs.count),"jobs":[\#(texts.joined(separator: ","))]}"#
  }

  /// Such a run as it is read.
  static func read(_ jobs: [Job], _ workflow: String? = nil) throws -> Import {
    let format = try #require(TraceFormat.all.first { $0.name.contains("GitHub") })
    return try format.read(
      TraceInput(
        bytes: Array(Self.jobs(jobs).utf8), name: "run",
        companion: workflow.map { .init(file: "ci.yml", bytes: Array($0.utf8), isChosen: true) }))
  }
}
