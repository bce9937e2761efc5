import Compression
import FileSystem
import Formatting
import Reports
import TraceFormats

/// What there is to read in a folder: traces of other tools and event logs, told by what they begin with.
struct FolderFinds {
  /// What can be read: a file, or a folder of files that a build left, a piece of it in each.
  struct Find {
    /// The file or folder.
    var path: String
    var format: InputFormat
    /// How many files it is.
    var count = 1
    /// How many bytes they have.
    var size: Int
    /// When the last of them was written, in nanoseconds since 1970.
    var modified: Int

    init(_ file: FolderWalk.File, _ format: InputFormat) {
      (path, self.format, size, modified) = (file.path, format, file.size, file.modified)
    }

    /// What it is: `a ninja log`, `12 snippets of CMake`.
    var kind: String {
      if count > 1, case .trace(let format) = format { return "\(count) \(format.plural)" }
      return format.name
    }
  }

  /// The folder.
  let folder: String
  /// What can be read, the newest first.
  private(set) var files: [Find] = []
  /// How many files were looked into.
  private var looked = 0
  /// Whether there was more than is looked at.
  private var isCut = false
  /// Where in `files` the pieces of builds stand, by folder and format.
  private var pieces: [String: Int] = [:]

  /// How many files are looked into, and how much of each, at first and where it may still be JSON of a tool that
  /// writes much before its first call.
  private static let (most, beginning, more) = (20_000, 1 << 16, 1 << 20)

  /// Folders that hold what others wrote, and much of it.
  private static let passedOver: Set = [
    ".git", ".hg", ".svn", "node_modules", ".venv", "site-packages", "__pycache__", ".tox",
  ]
  /// How files end that are no record of a run.
  private static let others: Set = [
    "a", "adoc", "avif", "bak", "bat", "bc", "bin", "bmp", "c", "cc", "cfg", "class", "cmake",
    "cmd",
    "conf", "cpp", "cs", "css", "cu", "cxx", "d", "dart", "dia", "dll", "dot", "dylib", "el",
    "elf", "eot", "exe", "gif", "go", "gradle", "h", "hh", "hpp", "hs", "hxx", "ico", "inc", "ini",
    "ipynb", "jar", "java", "jpeg", "jpg", "js", "jsx", "kt", "la", "lib", "ll", "lo", "lock",
    "lua",
    "m", "map", "md", "mjs", "mm", "mmap", "mod", "modulemap", "mp3", "mp4", "ninja", "o", "obj",
    "otf", "pb", "pch", "pcm", "pdf", "php", "pl", "pm", "png", "proto", "ps1", "pxd", "py", "pyc",
    "pyi", "pyo", "pyx", "r", "rb", "rlib", "rmeta", "rs", "rst", "s", "scala", "scss", "sh", "so",
    "sqlite", "sum", "svg", "swift", "swiftdeps", "swiftdoc", "swiftinterface", "swiftmodule",
    "swiftsourceinfo", "tar", "tex", "tgz", "tif", "tiff", "toml", "ts", "tsx", "ttf", "vue",
    "wasm",
    "wav", "webp", "whl", "woff", "woff2", "xz", "yaml", "yml", "zip", "zst",
  ]

  /// Looks into a folder.
  init(_ folder: String) {
    self.folder = folder
    let progress = ProgressLine.begin("looking into \(folder)")
    defer { withExtendedLifetime(progress) {} }
    let walk = FolderWalk(of: folder, passingOver: Self.passedOver, isWanted: Self.mayBeRead)
    isCut = walk.isCut
    for file in walk.files where file.size > 0 {
      guard looked < Self.most else {
        isCut = true
        break
      }
      looked += 1
      if let format = Self.format(of: file) { add(Find(file, format)) }
    }
  }

  /// Adds a find, to what lies beside it if it is a piece of a build; older ones come later.
  private mutating func add(_ find: Find) {
    guard case .trace(let format) = find.format, format.isOfPieces,
      let folder = Self.folder(of: find.path)
    else { return files.append(find) }
    let place = "\(folder) \(format.name)"
    guard let first = pieces[place] else {
      pieces[place] = files.count
      return files.append(find)
    }
    files[first].path = folder
    files[first].count += 1
    files[first].size += find.size
  }

  /// The folder of a file; of one whose name was too long for one and was cut into folders, the one around these.
  private static func folder(of path: String) -> String? {
    var end = path.lastIndex(of: "/")
    while let slash = end, let before = path[..<slash].lastIndex(of: "/"),
      path[path.index(after: before)...].hasPrefix("@")
    {
      end = before
    }
    return end.map { String(path[..<$0]) }
  }

  /// Whether a file of a name may be the record of a run.
  private static func mayBeRead(_ name: String) -> Bool {
    let name = Gzip.withoutEnding(name)
    guard let point = name.lastIndex(of: ".") else { return true }
    return !others.contains(name[name.index(after: point)...].lowercased())
  }

  /// What a file is, if it is the record of a run; a scenario is none.
  private static func format(of file: FolderWalk.File) -> InputFormat? {
    for count in [beginning, more] {
      guard let bytes = try? OpenedFile(file.path).beginning(count), !bytes.isEmpty else {
        return nil
      }
      switch InputFormat(of: bytes) {
      case .eventLog?: return .eventLog
      case .trace(let format)?: return .trace(format)
      case .scenario?, .foreign?: return nil
      case nil:
        let first = bytes.first { !" \t\r\n".utf8.contains($0) }
        guard bytes.count == count, let first, "{[".utf8.contains(first) else { return nil }
      }
    }
    return nil
  }

  /// What was found, as a report.
  func report(atMost most: Int? = nil) -> FolderReport {
    FolderReport(
      folder: folder,
      files: files.map {
        .init(
          path: $0.path, kind: $0.kind, size: $0.size, modified: $0.modified)
      }, atMost: most, remark: remark)
  }

  /// That several files may be of one run, and that there was more than is looked at.
  private var remark: String? {
    var sentences: [String] = []
    if let first = files.first, case .trace(let format) = first.format,
      format.reasonAgainstFiles == nil, files.count > 1, Set(files.map(\.format.name)).count == 1
    {
      sentences.append(
        "If they are files of one run, `meanwhile summary \(folder)` reads them together.")
    }
    if isCut { sentences.append(Self.cut) }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private static let cut =
    "There is more in it than is looked at: \(FolderWalk.mostNames) names, \(FolderWalk.deepest) folders deep, the newest "
    + "\(most) files that may be traces. Name a folder within it."

  /// That there is nothing to read, what was looked for, and how to come by it.
  var refusal: Failure {
    let why =
      isCut
      ? Self.cut
      : looked == 0
        ? "By its name no file in it is one."
        : "\(counted(looked, "file")) may have been one by \(looked == 1 ? "its name" : "their names"), and none is by what "
          + "\(looked == 1 ? "it begins" : "they begin") with."
    let names = TraceFormat.all.map(\.plural).joined(separator: ", ")
    return Failure(
      .missingInput,
      "\(folder): there is nothing to read in this folder. Looked for: event logs, \(names), plain or compressed by gzip. "
        + "\(why) Scenarios are not looked for; name one. What to record, tool by tool: "
        + "Sources/Meanwhile.docc/Folders.md.")
  }

  /// That there are several things to read, which are no files of one run.
  var refusalOfSeveral: Failure {
    let shown = files.prefix(8).map { "\($0.path) (\($0.kind))" }
    let more = files.count - shown.count
    let list = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    return Failure(
      .badInput,
      "\(folder): there are \(files.count) files to read in this folder, which are of different runs: \(list). Name one, or "
        + "let `meanwhile open \(folder)` read the newest.")
  }
}
