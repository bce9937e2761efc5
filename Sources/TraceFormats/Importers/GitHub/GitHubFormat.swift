internal import EventLog
internal import JSON

extension TraceFormat {
  /// The jobs of a run of a GitHub Actions workflow, as its API and the command `gh` print them, with the workflow file.
  static let gitHubActions = TraceFormat(
    name: "a list of GitHub Actions jobs", plural: "lists of GitHub Actions jobs",
    fileExtensions: [".jobs.json", ".json"], parts: .runs, options: [.companion, .noCompanion],
    // A page of the API holds a hundred jobs at most.
    reasonAgainstFiles: nil,
    recognises: { $0.shape.map(isGitHub) ?? false },
    companions: { name in
      let endings = [".jobs.json", "_jobs.json", ".json"]
      guard let ending = endings.first(where: name.hasSuffix) else { return [] }
      let base = name.dropLast(ending.count)
      return ["\(base).yml", "\(base).yaml"]
    },
    read: { input throws(ImportError) in
      let (file, notes) = try workflow(of: input)
      let list = try JobList(JobPages(of: input), part: input.part)
      let header = LogHeader(
        name: list.workflow ?? file?.name ?? input.name,
        origin: .trace(format: "GitHub Actions jobs", part: list.number))
      let run = try GitHubRun(list, file, header: header, window: input.window)
      return Import(
        log: run.layout.log,
        notes: run.layout.cutNotes + list.notes + notes + GitHubNotes(list, run).notes,
        parts: list.count,
        workflow: input.window == nil ? run.workflow : nil)
    },
    list: { input throws(ImportError) in JobRuns(try JobPages(of: input).jobs).list })

  /// Whether keys are those of jobs: a page of the API, several, a list of jobs, or one job.
  private static func isGitHub(_ shape: JSONShape) -> Bool {
    if shape.has("total_count", "jobs") { return true }
    return ["jobs[].", "[].jobs[].", "[].", "workflow_job.", ""].contains { place in
      guard shape.has(place + "conclusion", place + "status", place + "name") else { return false }
      // Others have jobs too, but not with steps or the run that they are of.
      guard shape.has(place + "steps") || shape.has(place + "run_id") else { return false }
      return shape.has(place + "started_at") || shape.has(place + "startedAt")
    }
  }

  /// The workflow file that goes with a run, and what is to be said of it.
  private static func workflow(
    of input: TraceInput
  ) throws(ImportError) -> (file: WorkflowFile?, notes: [ImportNote]) {
    let (file, notes) = try input.readCompanion("workflow file") { companion throws(ImportError) in
      do throws(WorkflowFileError) {
        return try WorkflowFile.read(companion.bytes, file: companion.file)
      } catch {
        throw ImportError(
          line: error.line,
          problem: "\(companion.file):\(error.line):\(error.column): \(error.problem)",
          file: companion.file)
      }
    }
    return (file, notes)
  }
}
