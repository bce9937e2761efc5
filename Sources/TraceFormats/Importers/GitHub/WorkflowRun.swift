public import EventLog

/// What a run of a GitHub Actions workflow was made of, with the calls of its log that its jobs and steps became.
///
/// It says more than a log can: what runner a job asked for, and what the workflow file says of each step.
public struct WorkflowRun: Sendable {
  /// A job that ran.
  public struct Job: Sendable {
    /// As it stands in the page of the run: `test (ubuntu-latest, 22)`.
    public let name: String
    /// The call that it became.
    public internal(set) var call: CallNumber = 0
    /// When it was made, when its first step began, and when it ended, from the beginning of the run.
    ///
    /// From the first to the second it waited, for a runner or for others of its matrix; nil where the file does not say when it was made.
    public let (created, began, ended): (Nanoseconds?, Nanoseconds, Nanoseconds)
    /// What it asked of its runner: `ubuntu-latest`; empty if that is not said.
    public let labels: [String]
    /// Its steps that ran, in the order in which they are told.
    public internal(set) var steps: [Step]
    /// The job of the workflow file that it is; nil where that is not known.
    public let source: WorkflowFile.Job?
    /// The jobs that it needs, by their places; nil where that is not known.
    public internal(set) var needs: [Int]?
    /// The one of them that is in no file, and worked out from when this one was made; nil if that is none.
    public internal(set) var inferredNeed: Int?
    /// Until when it waited since no more of its matrix may run at once; nil if it did not.
    public internal(set) var limit: Limit?

    /// A wait for another job of the same matrix to end.
    public struct Limit: Equatable, Sendable {
      /// When that ended, from the beginning of the run.
      public let until: Nanoseconds
      /// The place of that among the jobs.
      public let behind: Int
    }

    /// How long it waited for a runner; nil where the file does not say when it was made.
    public var waited: Nanoseconds? {
      created.map { max(0, began - max($0, limit?.until ?? $0)) }
    }
  }

  /// A step that ran.
  public struct Step: Sendable {
    /// As it stands in the page of the run.
    public let name: String
    /// The call that it became.
    public internal(set) var call: CallNumber = 0
    /// From the beginning of the run.
    public let (start, end): (Nanoseconds, Nanoseconds)
    /// The place of the step among those of the job in the workflow file, groups taken apart; nil where it is none of
    /// them, as `Set up job` is, or that is not known.
    public let source: Int?
    /// How far it came.
    let progress: WorkflowProgress
    /// The place of the group that it is in, among the steps of the job; nil if it is in none.
    public internal(set) var group: Int?
    /// Whether it holds others and is no work itself.
    public internal(set) var isGroup = false
  }

  /// The jobs that ran.
  public internal(set) var jobs: [Job]
  /// The workflow file that goes with it; nil if none was given.
  public let file: WorkflowFile?
  /// To how much the times in it are exact.
  public static let resolution: Nanoseconds = 1_000_000_000

  /// Whether the file says of all jobs which others they need.
  public var knowsNeeds: Bool { jobs.allSatisfy { $0.needs != nil } }
}
