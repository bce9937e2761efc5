internal import JSON

/// What a file holds of GitHub's jobs: a page of the API, several of them, the jobs themselves, or one job; or what
/// several files hold of those of one run.
struct JobPages {
  /// The jobs, each once, in the order of the file.
  private(set) var jobs: [JobRecord] = []
  /// The name of the workflow, if it is said.
  private(set) var workflow: String?
  /// What was left out or mended.
  private(set) var notes: [ImportNote] = []

  /// How many jobs are broken or cut off, and how many values should have been jobs.
  private var (broken, strange) = (0, 0)
  /// How many jobs GitHub says there are; 0 if it does not.
  private var total = 0
  private var seen: Set<Int64> = []
  private var texts = JobTexts()

  private init() {}

  /// Reads the jobs of a file, those of a long list in stretches on all cores, or of several files.
  ///
  /// - Throws: `ImportError` if it is no JSON, or if several files are not of one run.
  init(of input: TraceInput) throws(ImportError) {
    var pages = JobPages()
    let input = input.readStretches(
      "jobs", into: JobPages(),
      { pages, elements in
        for element in elements { pages.add(element: element) }
      }
    ) { stretches in
      for next in stretches { pages.append(next) }
    }
    self = pages
    var first: (file: String, runs: Set<Int64>)?
    try input.inOrderOfNames.readEachFile { text, name throws(ImportError) in
      notes += text.flawNotes(in: name)
      let before = jobs.count
      for root in text.roots { add(root) }
      guard let name else { return }
      let runs = Set(jobs[before...].compactMap(\.run))
      guard !runs.isEmpty else { return }
      guard let first else { return first = (name, runs) }
      if runs != first.runs { throw Self.otherRun(first.file) }
    }
    notes += ImportNote.skipped(broken, "job", "jobs", " broken or cut off, and left out.")
    notes += ImportNote.skipped(
      strange, "value that should have been a job was", "values that should have been jobs were",
      " left out.")
  }

  /// That a file is no page of the run that another one is of.
  private static func otherRun(_ file: String) -> ImportError {
    ImportError(
      line: 1,
      problem: "Its jobs are not of the run that \(file) is of. Read one of them, or `compare` two."
    )
  }

  /// Goes on with what was read of the next stretch of the file.
  private mutating func append(_ next: JobPages) {
    for job in next.jobs { add(job) }
    workflow = next.workflow ?? workflow
    total = max(total, next.total)
    broken += next.broken
    strange += next.strange
  }

  private mutating func add(_ node: JSONNode) {
    if node.kind == .array {
      for element in node.elements { add(element: element) }
    } else if node["jobs"] != nil {
      add(page: node)
    } else if let job = node["workflow_job"] {
      add(job: job)
    } else {
      add(job: node)
    }
  }

  /// Adds an element of a list: a job, or a page of jobs.
  private mutating func add(element node: JSONNode) {
    let isPage = node.fields.contains { key, _ in key.key == "jobs" }
    if isPage { add(page: node) } else { add(job: node) }
  }

  private mutating func add(page node: JSONNode) {
    total = max(total, node["total_count"]?.integer().map { Int(clamping: $0) } ?? 0)
    workflow = node["workflow"]?["name"]?.string ?? node["workflowName"]?.string ?? workflow
    for job in node.elements(of: "jobs") { add(job: job) }
  }

  private mutating func add(job node: JSONNode) {
    guard node.isWhole else { return broken += 1 }
    guard let job = JobRecord(node, &texts) else { return strange += 1 }
    add(job)
  }

  private mutating func add(_ job: JobRecord) {
    // Pages that are fetched while a run goes on may both have the same job.
    if let id = job.id, !seen.insert(id).inserted { return }
    jobs.append(job)
  }

  /// That GitHub says there are more jobs than so many.
  func notesOnMissing(told: Int) -> [ImportNote] {
    ImportNote.skipped(
      total - told - broken - strange, "job of the run is", "jobs of the run are",
      " not in the file, which holds a part of \(total): get all pages, with `gh api --paginate`.")
  }
}
