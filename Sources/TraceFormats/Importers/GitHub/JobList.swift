internal import EventLog
internal import JSON

/// The jobs of one workflow run, from pages of GitHub's API or from the command `gh`.
struct JobList {
  /// The jobs that ran, in the order of the file.
  private(set) var jobs: [JobRecord] = []
  /// The jobs that did not: those that were skipped, that had not started, or that were cancelled before.
  private(set) var idle: [JobRecord] = []
  /// The name of the workflow, if it is said.
  private(set) var workflow: String?
  /// What was left out to get there.
  private(set) var notes: [ImportNote]

  /// All that are of the run.
  private(set) var all: [JobRecord] = []
  /// How many jobs are broken or cut off, and how many values should have been jobs.
  private(set) var (broken, strange) = (0, 0)
  /// How many jobs of the run were told, each attempt at one counting.
  private(set) var told = 0
  /// How many jobs GitHub says there are; 0 if it does not.
  private(set) var total = 0

  /// - Throws: `ImportError` if no job in it ran.
  init(_ text: JSONText) throws(ImportError) {
    notes = text.flawNotes
    for root in text.roots { add(root) }
    keepOne()
    for job in all {
      if job.neverRan { idle.append(job) } else { jobs.append(job) }
    }
    workflow = workflow ?? all.lazy.compactMap(\.workflow).first
    notes += idleNotes
    guard !jobs.isEmpty else {
      let why =
        all.isEmpty
        ? "There is no job in it."
        : "No job of it ran, of \(all.count): \(Self.list(idle))."
      throw ImportError(line: 1, problem: why)
    }
  }

  // MARK: What holds jobs

  /// Adds what a document holds: a page of the API, several of them, the jobs themselves, or one job.
  private mutating func add(_ node: JSONNode) {
    if node.kind == .array {
      for element in node.elements {
        if element["jobs"] == nil { add(job: element) } else { add(page: element) }
      }
    } else if node["jobs"] != nil {
      add(page: node)
    } else if let job = node["workflow_job"] {
      add(job: job)
    } else {
      add(job: node)
    }
  }

  private mutating func add(page node: JSONNode) {
    total = max(total, node["total_count"]?.integer().map { Int(clamping: $0) } ?? 0)
    workflow = node["workflow"]?["name"]?.string ?? node["workflowName"]?.string ?? workflow
    for job in node.elements(of: "jobs") { add(job: job) }
  }

  private mutating func add(job node: JSONNode) {
    guard node.isWhole else { return broken += 1 }
    guard let job = JobRecord(node) else { return strange += 1 }
    all.append(job)
  }

  // MARK: One run of several

  /// Keeps the jobs of one run, each once, and of several attempts at a job the last.
  private mutating func keepOne() {
    var seen: Set<Int64> = []
    all = all.filter { $0.id.map { seen.insert($0).inserted } ?? true }
    keepOneRun()
    told = all.count
    var latest: [String: Int64] = [:]
    for job in all { latest[job.name] = max(latest[job.name] ?? 0, job.attempt) }
    let before = all.count
    all = all.filter { $0.attempt == latest[$0.name] }
    let attempts = Set(all.map(\.attempt))
    notes += ImportNote.expected(
      before - all.count, "job was", "jobs were",
      " attempted again, and only the last attempt at each is told.")
    if attempts.count > 1, let first = all.first(where: { $0.attempt == attempts.min() }) {
      notes += ImportNote.inferred(
        all.count { $0.attempt < (attempts.max() ?? 1) }, "job was", "jobs were",
        " not run again in the last attempt, the first \(first.name); the time between the attempts "
          + "counts as time in which nothing ran.")
    }
  }

  private mutating func keepOneRun() {
    var counts: [Int64: Int] = [:]
    for case let run? in all.map(\.run) { counts[run, default: 0] += 1 }
    guard counts.count > 1, let chosen = all.last(where: { $0.run != nil })?.run else { return }
    let before = all.count
    all = all.filter { $0.run == chosen }
    notes += ImportNote.skipped(
      before - all.count, "job is", "jobs are",
      " of another run of a workflow and left out; what is told is of run \(chosen), the last in the "
        + "file.")
  }
}
