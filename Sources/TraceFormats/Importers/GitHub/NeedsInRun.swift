/// Which jobs that ran a job of a workflow file needs, also through those that did not.
///
/// A job that was skipped was only so when all that it needs had ended, and what needs it came after that: it waited
/// for what the skipped one needs.
struct NeedsInRun {
  private let jobs: [String: WorkflowFile.Job]
  private let ran: Set<String>

  /// - Parameters:
  ///   - file: The workflow file.
  ///   - ran: The keys of the jobs that ran.
  init(_ file: WorkflowFile, ran: Set<String>) {
    jobs = Dictionary(file.jobs.map { ($0.id, $0) }) { first, _ in first }
    self.ran = ran
  }

  /// The keys of the jobs that ran and that a job needs, each once.
  ///
  /// - Complexity: O(*n*) in the number of needs of the jobs that did not run.
  func jobs(for job: WorkflowFile.Job) -> Set<String> {
    var found: Set<String> = []
    var seen: Set<String> = []
    var rest = job.needs
    while let need = rest.popLast() {
      guard seen.insert(need).inserted else { continue }
      if ran.contains(need) { found.insert(need) } else { rest += jobs[need]?.needs ?? [] }
    }
    return found
  }
}
