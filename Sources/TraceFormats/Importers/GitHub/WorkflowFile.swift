/// A GitHub Actions workflow file, as far as it says what runs after what.
///
///     jobs:
///       test:
///         needs: [build]
///         steps:
///           - uses: actions/checkout@v4
///           - run: npm test
public struct WorkflowFile: Sendable {
  /// Its name, for messages.
  public internal(set) var file: String
  /// What the workflow is called; nil if it has no name.
  public internal(set) var name: String?
  /// Its jobs, in the order of the file.
  public internal(set) var jobs: [Job] = []
  /// The text, line by line.
  public internal(set) var lines: [String] = []

  /// A job, which may run several times where it has a matrix.
  public struct Job: Sendable {
    /// The key that it has in the file: `needs` names jobs by that.
    public internal(set) var id: String
    /// What it is called in the page of a run, with expressions as they stand there; nil if it has no name.
    public internal(set) var name: String?
    /// The keys of the jobs that it needs.
    public internal(set) var needs: [String] = []
    /// Those of them of which it reads outputs or how they ended, wherever in it that stands.
    public internal(set) var usedNeeds: [String] = []
    /// Under which condition it runs; nil if that is that all that it needs succeeded.
    public internal(set) var condition: String?
    /// Whether it runs once for each combination of some values.
    public internal(set) var hasMatrix = false
    /// How many of those may run at once; nil if that is not limited.
    public internal(set) var maxParallel: Int?
    /// The workflow that it calls instead of having steps; nil if it has steps.
    public internal(set) var uses: String?
    /// Whether it may have to wait for something but a runner: for somebody's consent, or for another run.
    public internal(set) var mayWaitForOthers = false
    /// All that it says, keys and values one after the other.
    public internal(set) var texts: [String] = []
    /// What runs in it, one after the other; a group stands for what is in it.
    public internal(set) var steps: [Step] = []
    /// The steps with those of each group before the group itself, as the record of a run tells them.
    public internal(set) var flatSteps: [Step] = []
  }

  /// A step of a job.
  public struct Step: Sendable {
    /// What a step does.
    public enum Action: Sendable {
      /// It runs a script.
      case run(String)
      /// It runs an action, such as `actions/checkout@v4`.
      case uses(String)
      /// It waits for steps in the background, by their ids.
      case wait([String])
      /// It waits for all steps in the background.
      case waitAll
      /// It ends a step in the background, by its id.
      case cancel(String)
      /// It runs steps at once and waits for all of them.
      case parallel([Step])
      /// It is nothing that is known.
      case unknown
    }

    /// What it does.
    public internal(set) var action: Action = .unknown
    /// By what other steps name it; nil if they cannot.
    public internal(set) var id: String?
    /// What it is called in the page of a run; nil if it has no name.
    public internal(set) var name: String?
    /// Whether the next step does not wait for it.
    public internal(set) var isInBackground = false
    /// Whether it runs under a condition of its own.
    public internal(set) var condition: String?
    /// The folder that it runs in; nil if that is not said.
    public internal(set) var folder: String?
    /// What an action is given, by its keys.
    public internal(set) var inputs: [String: String] = [:]
    /// The variables that it sets for what it runs.
    public internal(set) var variables: [String: String] = [:]
    /// All that it says, keys and values one after the other.
    public internal(set) var texts: [String] = []
    /// The first line of it in the file, from 1, and the last.
    public internal(set) var lines: ClosedRange<Int> = 1...1
    /// The column in which its keys stand, from 1.
    public internal(set) var column = 1

    /// Whether it holds others.
    public var isGroup: Bool { if case .parallel = action { true } else { false } }

    /// Whether it does nothing but wait.
    public var isWait: Bool {
      switch action {
      case .wait, .waitAll: true
      default: false
      }
    }

    /// What it is called in the page of a run where it has no name, with expressions as they stand there.
    public var title: String {
      if let name { return name }
      switch action {
      case .run(let script):
        let first = script.split(separator: "\n", omittingEmptySubsequences: true).first
        return "Run \(first.map(String.init) ?? "")"
      case .uses(let action): return "Run \(action)"
      case .parallel: return "Parallel group"
      case .wait, .waitAll, .cancel, .unknown: return ""
      }
    }
  }
}

extension WorkflowFile {
  /// Whether a condition asks how what came before ended, so that what it is of runs after all of that.
  fileprivate static func asksForOutcome(_ condition: String?) -> Bool {
    let text = (condition ?? "").lowercased().filter { !$0.isWhitespace }
    return ["always()", "failure()", "cancelled()"].contains(where: text.contains)
  }
}

extension WorkflowFile.Job {
  /// Whether it runs by how the jobs that it needs ended, and not only where all succeeded.
  package var runsByOutcome: Bool { WorkflowFile.asksForOutcome(condition) }
}

extension WorkflowFile.Step {
  /// Whether it runs by how the steps before it ended, and not only where all succeeded.
  package var runsByOutcome: Bool { WorkflowFile.asksForOutcome(condition) }
}
