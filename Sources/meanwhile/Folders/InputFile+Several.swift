import Compression
import FileSystem
import Formatting
import Platform
import TraceFormats

/// Several files that one run left: named one by one, or all traces in a folder.
extension InputFile {
  /// How many files of a folder are looked at.
  private static let most = 20_000

  /// Reads all traces in a folder, as files of one run; or the only thing in it that there is to read.
  ///
  /// - Throws: `Failure` if it holds none, or several that are of different runs.
  static func read(folder: String) throws -> InputFile {
    guard let (traces, strange) = try traces(in: folder), var first = traces.first else {
      let finds = FolderFinds(folder)
      guard let only = finds.files.first else { throw finds.refusal }
      guard finds.files.count == 1 else { throw finds.refusalOfSeveral }
      return try InputFile(only.path)
    }
    let companions = traces.map(\.companion)
    let notes = ImportNote.expectedOfFolder(
      traces.count, strange.filter { !companions.contains($0) })
    if traces.count > 1 { first.join(Array(traces.dropFirst()), path: folder) }
    first.notes = notes
    return first
  }

  /// The traces in a folder, if they can be of one run, and the files that are none; nil if there are none, if they
  /// cannot be of one run, or if there are too many files to look into.
  ///
  /// - Throws: `Failure` if they hold more than memory is allowed for.
  private static func traces(
    in folder: String
  ) throws(Failure) -> (traces: [InputFile], strange: [String])? {
    let endings = TraceFormat.all.flatMap(\.fileExtensions)
    let all = endings + endings.map { $0 + Gzip.ending }
    guard let paths = FilesInFolder.paths(in: folder, ending: all, most: most) else { return nil }
    var traces: [InputFile] = []
    var strange: [String] = []
    for path in paths where mayBeTrace(path) {
      if let file = try? InputFile(file: path), case .trace(let format) = file.format,
        file.flaw == nil
      {
        if let first = traces.first {
          guard first.format == file.format, format.reasonAgainstFiles == nil else { return nil }
        }
        traces.append(file)
      } else {
        strange.append(path)
      }
      try refuse(traces, over: Memory.largestInput, folder)
    }
    return traces.isEmpty ? nil : (traces, strange)
  }

  /// The file beside a trace that goes with it; nil if there is none.
  private var companion: String? {
    guard case .trace(let format) = format else { return nil }
    return CompanionFiles.beside(path, format)
  }

  /// Whether a file of a folder is to be looked at; one whose name has no ending only if it begins as a trace that is
  /// one of several, for most others are programs.
  private static func mayBeTrace(_ path: String) -> Bool {
    let name = path[(path.lastIndex(of: "/") ?? path.startIndex)...]
    guard !name.contains(".") else { return true }
    guard let beginning = try? OpenedFile(path).beginning(1 << 16),
      case .trace(let format)? = InputFormat(of: beginning)
    else { return false }
    return format.isOfPieces
  }

  /// Adds files that were named beside this one.
  ///
  /// - Throws: `Failure` if one of them cannot be read, or is of another format.
  mutating func add(_ paths: [String]) throws {
    var known: Set = [Self.place(of: path)]
    var files: [InputFile] = []
    for path in paths {
      for file in try Self.filesNamed(path) where known.insert(Self.place(of: file.path)).inserted {
        guard case .trace = format, file.format == format else {
          let what =
            format.name + (file.format == format ? "" : " and \(file.path) is \(file.format.name)")
          throw Failure(
            .usage, "--also is for files of one run and one format, and \(self.path) is \(what).")
        }
        if let flaw = file.flaw { throw Failure(.badInput, "\(file.path): \(flaw.description).") }
        files.append(file)
        try Self.refuse([self] + files, over: Memory.largestInput, self.path)
      }
    }
    if !files.isEmpty { join(files, path: path) }
  }

  /// The file of a path, or the traces in a folder.
  private static func filesNamed(_ path: String) throws -> [InputFile] {
    guard isFolder(path) else { return [try InputFile(file: path)] }
    if let traces = try traces(in: path)?.traces { return traces }
    throw Failure(
      .badInput, "\(path): there are no traces in this folder that can be of one run. Name one.")
  }

  private mutating func join(_ files: [InputFile], path: String) {
    let names = Self.names(of: [self.path] + others.map(\.path) + files.map(\.path))
    fileName = names[0]
    others += files.map { (path: $0.path, bytes: $0.bytes) }
    otherNames = Array(names.dropFirst())
    self.path = path
  }

  /// The names of files without folders and endings; with folders where two would be the same.
  private static func names(of paths: [String]) -> [String] {
    let names = paths.map { joinedName(of: $0) ?? Input.name(of: $0) }
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    return zip(names, paths).map { counts[$0, default: 0] > 1 ? $1 : $0 }
  }

  /// The name of a file that is too long for one and was cut into folders, as snakemake does it: `@begin/@middle/end`.
  private static func joinedName(of path: String) -> String? {
    let parts = path.split(separator: "/")
    let folders = parts.dropLast().reversed().prefix { $0.hasPrefix("@") }.reversed()
    guard !folders.isEmpty, let last = parts.last else { return nil }
    return folders.map { $0.dropFirst() }.joined() + last
  }

  private static func place(of path: String) -> String {
    guard let whole = realpath(path, nil) else { return path }
    defer { free(whole) }
    return String(cString: whole)
  }

  private static func refuse(
    _ files: [InputFile], over most: Int, _ path: String
  ) throws(Failure) {
    guard files.reduce(0, { $0 + $1.bytes.count }) > most else { return }
    throw Failure(
      .inputOutput,
      "\(path): its files hold more than \(byteText(most)), which is the bound for input. Allow more with --max-memory."
    )
  }
}

extension ImportNote {
  /// That files of a folder are read together, and that others there are none.
  fileprivate static func expectedOfFolder(_ traces: Int, _ strange: [String]) -> [ImportNote] {
    var notes: [ImportNote] = []
    if traces > 1 {
      notes.append(
        ImportNote(
          kind: .expected, count: traces,
          sentence: "The \(traces) traces in the folder are read as files of one run."))
    }
    if let first = strange.first {
      notes.append(
        ImportNote(
          kind: .expected, count: strange.count,
          sentence:
            "\(counted(strange.count, "file")) in the folder \(strange.count == 1 ? "is" : "are") no trace, the first "
            + "\(first)."))
    }
    return notes
  }
}
