import Compression
import Platform
import TraceFormats

// What inputs are called, by their paths.

extension Input {
  /// The name of a file without its folder and its ending; for one that is all ending its folder's.
  static func name(of path: String) -> String {
    if path == "-" { return "standard input" }
    guard var name = path.split(separator: "/").last.map(String.init) else { return path }
    // A folder that has a name, though not here.
    if name == "." || name == ".." { return folderName(of: path + "/") }
    name = Gzip.withoutEnding(name)
    if let project = projectName(of: path, name) { return project }
    let traces = TraceFormat.all.flatMap(\.fileExtensions)
    let endings =
      [".events.jsonl", ".jsonl", ".yaml", ".yml", ".sm", ".rcp", ".stg", ".jsp"] + traces
    // The ending that says most is the one that is meant.
    for ending in endings.sorted(by: { $0.utf8.count > $1.utf8.count })
    where name.hasSuffix(ending) {
      name.removeLast(ending.count)
      break
    }
    return name.isEmpty ? folderName(of: path) : name
  }

  /// The names of two files; their paths where the names are the same, so that one can tell which is which.
  static func names(of first: String, _ second: String) -> (String, String) {
    let names = (name(of: first), name(of: second))
    return names.0 == names.1 ? (first, second) : names
  }

  /// The name of the folder for which a tool keeps a file of the same name for everybody in a hidden folder of its own, as in
  /// `shop/.snakemake/metadata`; nil of any other.
  private static func projectName(of path: String, _ name: String) -> String? {
    let files = TraceFormat.all.compactMap(\.fileInFolder)
    guard files.contains(where: { $0 == name || $0.hasPrefix(name + ".") }) else { return nil }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    while parts.last?.isEmpty == true { parts.removeLast() }
    parts = parts.dropLast()
    guard let parent = parts.last, parent.hasPrefix("."), parent != ".", parent != ".." else {
      return nil
    }
    return folderName(of: parts.joined(separator: "/"))
  }

  /// The name of the folder in which a file lies, however the path to it is written.
  private static func folderName(of path: String) -> String {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let whole = realpath(folder, nil) else { return "build" }
    defer { free(whole) }
    return String(cString: whole).split(separator: "/").last.map(String.init) ?? "build"
  }
}
