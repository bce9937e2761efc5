internal import EventLog
internal import JSON

/// A job of a workflow run, as GitHub's API tells it.
///
/// All times are whole seconds, here in nanoseconds since 1970.
struct JobRecord {
  /// Its number at GitHub; nil if it is not said.
  var id: Int64?
  /// The run that it is of, and the attempt at it; nil if that is not said.
  var run: Int64?
  var attempt: Int64
  /// As it stands in the page of the run: `test (ubuntu-latest, 22)`, `release / build`.
  var name: String
  /// The workflow, if it is said.
  var workflow: String?
  var progress: WorkflowProgress
  /// When GitHub made it, which is when all that it needs had ended; nil if it is not said.
  var created: Nanoseconds?
  var started: Nanoseconds?
  var completed: Nanoseconds?
  /// The machine that it ran on; nil if it is not said.
  var runner: String?
  /// What it asked of its runner.
  var labels: [String]
  var steps: [StepRecord]
  /// How many steps had not begun.
  var unstarted = 0

  /// When it began to work: with its first step, since a runner that is still being made is not yet there.
  var began: Nanoseconds? { steps.lazy.map(\.start).min() ?? started }

  /// Whether it is told to have been made after it began, as jobs that a later attempt took over are.
  var isMadeLate: Bool {
    guard let created, let began else { return false }
    return began < created
  }

  /// When it was asked for: when GitHub made it, or where that is told to be later, when it began; nil if it is not said.
  var requested: Nanoseconds? { isMadeLate ? began : created }

  /// When it ended; nil while it goes on.
  var ended: Nanoseconds? {
    guard let completed else { return nil }
    return max(completed, steps.lazy.compactMap(\.end).max() ?? completed)
  }

  /// Whether it never got a runner.
  var neverRan: Bool {
    switch progress {
    case .waiting, .skipped: true
    case .ended(let conclusion): steps.isEmpty && (conclusion == "cancelled" || started == nil)
    case .running: began == nil
    }
  }
}

/// A step of a job that ran, as GitHub's API tells it.
struct StepRecord {
  /// Its number in the job, from 1; numbers may be missing.
  var number: Int
  var name: String
  var progress: WorkflowProgress
  var start: Nanoseconds
  /// Nil while it goes on.
  var end: Nanoseconds?
}

/// How far a job or step is.
enum WorkflowProgress: Equatable {
  /// It has not begun.
  case waiting
  case running
  case skipped
  /// It ended, in GitHub's word: `success`, `failure`, `cancelled`, `timed_out`, `neutral`.
  case ended(String)

  init(_ node: JSONNode) {
    switch node["conclusion"]?.string {
    case "skipped": self = .skipped
    case let conclusion? where !conclusion.isEmpty: self = .ended(conclusion)
    default:
      self = node["status"]?.string.map { $0 == "in_progress" ? .running : .waiting } ?? .waiting
    }
  }
}

// MARK: Reading

extension JobRecord {
  /// Reads a job; nil if it is none.
  ///
  /// The command `gh` writes keys in another way: `startedAt` instead of `started_at`.
  init?(_ node: JSONNode) {
    guard let name = node["name"]?.string else { return nil }
    self.name = name
    id = (node["id"] ?? node["databaseId"])?.integer()
    run = node["run_id"]?.integer()
    attempt = node["run_attempt"]?.integer() ?? 1
    workflow = node["workflow_name"]?.string
    progress = WorkflowProgress(node)
    created = (node["created_at"] ?? node["createdAt"])?.instant
    started = (node["started_at"] ?? node["startedAt"])?.instant
    completed = (node["completed_at"] ?? node["completedAt"])?.instant
    runner = node["runner_name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    labels = node.elements(of: "labels").compactMap(\.string)
    steps = []
    for step in node.elements(of: "steps") {
      if let record = StepRecord(step) { steps.append(record) } else { unstarted += 1 }
    }
  }
}

extension StepRecord {
  /// Reads a step; nil if it is none, or has not begun.
  fileprivate init?(_ node: JSONNode) {
    guard let name = node["name"]?.string,
      let start = (node["started_at"] ?? node["startedAt"])?.instant
    else { return nil }
    self.name = GitHubSteps.shortName(name)
    self.start = start
    number = node["number"]?.integer().flatMap { Int(exactly: $0) } ?? 0
    progress = WorkflowProgress(node)
    guard progress != .waiting else { return nil }
    end = (node["completed_at"] ?? node["completedAt"])?.instant.map { max($0, start) }
  }
}
