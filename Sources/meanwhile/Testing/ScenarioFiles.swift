import Compression
import FileSystem
import Formatting
import TraceFormats

/// The scenarios that are meant by files and folders.
enum ScenarioFiles {
  /// How files of scenarios end, and how much of one is looked into.
  private static let (endings, beginning) = ([".yaml", ".yml"], 1 << 16)

  /// Folders that hold what others wrote.
  private static let passedOver: Set = [
    ".git", ".hg", ".svn", ".build", "node_modules", ".venv", "site-packages",
  ]

  /// The scenarios that are named and those in folders, each once: as they were named, those of a folder by their paths.
  ///
  /// - Throws: `Failure` if a path is not there, or there is no scenario.
  static func find(in paths: [String]) throws(Failure) -> [String] {
    var found: [String] = []
    var known: Set<String> = []
    for path in paths {
      let files = InputFile.isFolder(path) ? scenarios(in: path) : [path]
      guard !files.isEmpty else {
        throw Failure(
          .missingInput,
          "\(path): there is no scenario in this folder. Looked for: files that end in .yaml or .yml and have "
            + "`components` and `flow`, or `tasks`.")
      }
      for file in files where known.insert(file).inserted { found.append(file) }
    }
    return found
  }

  private static func scenarios(in folder: String) -> [String] {
    let walk = FolderWalk(of: folder, passingOver: passedOver) { name in
      endings.contains { name.hasSuffix($0) }
    }
    if walk.isCut {
      Notes.tell(
        "\(folder): there is more in it than is looked at: \(FolderWalk.mostNames) names, \(FolderWalk.deepest) folders deep."
      )
    }
    // What lies here is called by its name alone.
    let files = walk.files.map { $0.path.hasPrefix("./") ? String($0.path.dropFirst(2)) : $0.path }
    let scenarios = Set(files.filter(isScenario))
    tellOthers(files.filter { !scenarios.contains($0) }.sorted(), in: folder)
    return scenarios.sorted()
  }

  /// Names files that are passed over, since one of them may be a scenario with a key that is misspelt.
  private static func tellOthers(_ files: [String], in folder: String) {
    guard !files.isEmpty else { return }
    let most = 3
    let more = files.count > most ? " and \(files.count - most) more" : ""
    Notes.tell(
      "\(folder): \(files.count == 1 ? "one YAML file is no scenario and was" : "\(files.count) YAML files are no scenarios and were") "
        + "passed over: \(files.prefix(most).joined(separator: ", "))\(more). A scenario has `components` and `flow`, or `tasks`."
    )
  }

  /// Whether a file is a scenario by what it begins with.
  private static func isScenario(_ path: String) -> Bool {
    guard let bytes = try? OpenedFile(path).beginning(beginning) else { return true }
    return InputFormat(of: bytes) == .scenario
  }
}
