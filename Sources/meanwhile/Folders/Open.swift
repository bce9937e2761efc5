import ArgumentParser
import Formatting
import Platform
import Reports

struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find what there is to read in a folder, and tell what the newest says.",
    discussion: """
      Looks into a folder (of a build, of what CI left, target, .turbo) and those within it for traces and event \
      logs, told by what they begin with, and lists them, the newest first; then comes the summary of the newest, \
      read with what lies beside it, such as a build.ninja. Of files of one time the first by its path is taken.

      Folders of version control, node_modules and their like are passed over, and links to folders are not \
      followed. Scenarios are not looked for.

      EXAMPLES
        meanwhile open build
        meanwhile open . --list
        meanwhile open traces --list --format csv
      """)

  @Argument(help: "A folder.", completion: .directory)
  var folder: String

  @Flag(help: "List what there is to read, and no more.")
  var list = false

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  /// How many files are shown above the summary of the newest.
  private static let shown = 10

  func validate() throws {
    if options.anonymize {
      throw ValidationError(
        "A list of files is all names: give --anonymize to `meanwhile summary` of one of them.")
    }
    if report.format == .csv, !list {
      throw ValidationError(
        "A table holds one thing: add --list for what there is to read, or ask `meanwhile summary` for a file."
      )
    }
  }

  func run() throws {
    try expectFolder()
    let finds = FolderFinds(folder)
    guard !finds.files.isEmpty else { throw finds.refusal }
    if list { return try report.write(finds.report()) }
    let input = try newest(of: finds)
    let found = finds.report(atMost: Self.shown)
    let summary = SummaryReport(input.comparison, input.rerun)
    ProgressLine.begin("weighing what would make it shorter")
    try report.write(
      text: { found.text + "\n" + summary.text },
      json: { found.jsonText(reading: input.path, summary, with: [input.inputNotes]) },
      csv: { found.csv }, markdown: { found.markdown + "\n" + summary.markdown })
    try input.checkEnd()
  }

  /// Reads the newest file that holds a run; those before it that hold none are told.
  private func newest(of finds: FolderFinds) throws -> Input {
    var first: Failure?
    for file in finds.files {
      do { return try options.read(file.path) } catch let failure as Failure {
        guard failure.status == .badInput else { throw failure }
        if first == nil { first = failure }
        Notes.tell("\(failure.message) What is next newest is read instead.")
      }
    }
    throw first ?? finds.refusal
  }

  /// Refuses what is no folder.
  private func expectFolder() throws(Failure) {
    var information = stat()
    guard stat(folder, &information) == 0 else {
      throw Failure(
        .missingInput, "\(folder): cannot read: \(String(cString: strerror(errno)).lowercased()).")
    }
    guard information.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(
        .badInput, "\(folder): this is no folder. `meanwhile summary \(folder)` reads a file.")
    }
  }
}
