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
  var attempt: Int64 = 1
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
  var labels: [String] = []
  var steps: [StepRecord] = []
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
    case .ended(let ending): steps.isEmpty && (ending == .cancelled || started == nil)
    case .running: began == nil
    }
  }
}

/// A step of a job that ran, as GitHub's API tells it.
struct StepRecord {
  /// As it stands in the page of the run, but for the commit of an action, of which eight digits are kept.
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
  case ended(Ending)

  /// How it ended.
  enum Ending: Equatable {
    /// Well, or in a way that lets others go on.
    case success
    case failure
    case cancelled
    /// In GitHub's word: `timed_out`, `startup_failure`.
    case other(String)
  }

  /// - Parameters:
  ///   - status: How far it is, in GitHub's words.
  ///   - conclusion: How it ended; nil or nothing as long as it did not.
  init(status: JSONNode?, conclusion: JSONNode?) {
    if let conclusion, conclusion.isText {
      switch conclusion.key {
      case "success", "neutral": self = .ended(.success)
      case "failure": self = .ended(.failure)
      case "cancelled": self = .ended(.cancelled)
      case "skipped": self = .skipped
      default: self = .ended(.other(conclusion.string ?? ""))
      }
    } else if let status, status.kind == .string {
      self = status.isString("in_progress") ? .running : .waiting
    } else {
      self = .waiting
    }
  }
}

// MARK: Reading

/// The texts that many jobs and steps have, each made once.
struct JobTexts {
  var words = SharedTexts()
  /// The names of steps.
  var steps = SharedTexts(GitHubSteps.shortName)
}

extension JobRecord {
  /// Reads a job; nil if it is none.
  ///
  /// The command `gh` writes keys in another way: `startedAt` instead of `started_at`.
  init?(_ node: JSONNode, _ texts: inout JobTexts) {
    var (name, status, conclusion) = (nil as JSONNode?, nil as JSONNode?, nil as JSONNode?)
    for (key, value) in node.fields {
      switch key.key {
      case "id": id = value.integer()
      case "name": name = value
      case "steps":
        for step in value.elements {
          if let step = StepRecord(step, &texts) { steps.append(step) } else { unstarted += 1 }
        }
      case "status": status = value
      case "run_id": run = value.integer()
      case "labels": labels = value.elements.compactMap { texts.words.text(of: $0) }
      case "createdAt", "created_at": created = value.instant
      case "startedAt", "started_at": started = value.instant
      case "conclusion": conclusion = value
      case "databaseId": id = id ?? value.integer()
      case "run_attempt": attempt = value.integer() ?? 1
      case "completedAt", "completed_at": completed = value.instant
      case "runner_name": runner = value.isText ? texts.words.text(of: value) : nil
      case "workflow_name": workflow = texts.words.text(of: value)
      default: break
      }
    }
    guard let name = name?.string else { return nil }
    self.name = name
    progress = WorkflowProgress(status: status, conclusion: conclusion)
  }
}

extension StepRecord {
  /// Reads a step; nil if it is none, or has not begun.
  fileprivate init?(_ node: JSONNode, _ texts: inout JobTexts) {
    var (name, status, conclusion) = (nil as JSONNode?, nil as JSONNode?, nil as JSONNode?)
    var (start, end) = (nil as Nanoseconds?, nil as Nanoseconds?)
    for (key, value) in node.fields {
      switch key.key {
      case "name": name = value
      case "status": status = value
      case "startedAt", "started_at": start = value.instant
      case "conclusion": conclusion = value
      case "completedAt", "completed_at": end = value.instant
      default: break
      }
    }
    guard let start, let name = name.flatMap({ texts.steps.text(of: $0) }) else { return nil }
    progress = WorkflowProgress(status: status, conclusion: conclusion)
    guard progress != .waiting else { return nil }
    self.name = name
    self.start = start
    self.end = end.map { max($0, start) }
  }
}
