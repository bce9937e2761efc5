internal import EventLog
public import TraceAnalysis

/// A format of other tools that a run can be written in: how it is called, how its files end, and how it is
/// written.
///
/// A new one is a value in `all`; nothing else has to know of it.
///
///     let chrome = TraceExport(forFile: "build.json")
///     let export = try chrome?.export(Analysis(log))
public struct TraceExport: Sendable {
  /// The word for it on a command line: `chrome`.
  public let word: String
  /// What one is called: `a Chrome trace`.
  public let name: String
  /// How such files end, the ending that says most first.
  public let fileExtensions: [String]
  /// Whether it is text, and can be looked at in a terminal.
  public let isText: Bool
  private let writer: @Sendable (ExportedRun) throws(ExportError) -> Export

  init(
    word: String, name: String, fileExtensions: [String], isText: Bool = true,
    write: @escaping @Sendable (ExportedRun) throws(ExportError) -> Export
  ) {
    self.word = word
    self.name = name
    self.fileExtensions = fileExtensions
    self.isText = isText
    writer = write
  }

  /// All formats that are written.
  public static let all: [TraceExport] = [.chrome, .otlp, .csv, .mermaid, .sqlite, .wfFormat]

  /// The format that a file is to have by its name, of several the one with the longest ending; nil if it says
  /// none.
  public init?(forFile name: String) {
    let fitting = Self.all.compactMap { format -> (format: TraceExport, length: Int)? in
      let endings = format.fileExtensions.filter { name.lowercased().hasSuffix($0) }
      return endings.map(\.utf8.count).max().map { (format, $0) }
    }
    guard let longest = fitting.max(by: { $0.length < $1.length }) else { return nil }
    self = longest.format
  }

  /// Whether a file with that name may hold the format: it ends as one does, or in nothing that is another's alone.
  public func fits(_ name: String) -> Bool {
    guard let other = TraceExport(forFile: name), other.word != word else { return true }
    return fileExtensions.contains { ending in
      guard let dot = ending.lastIndex(of: ".") else { return false }
      return name.lowercased().hasSuffix(ending[dot...])
        && !other.fileExtensions.contains { $0 != ending[dot...] && name.hasSuffix($0) }
    }
  }

  /// Writes a run in the format.
  ///
  /// - Returns: The bytes, the same for the same run, and what of the run they leave out.
  /// - Throws: `ExportError` if the format cannot hold such a run.
  /// - Complexity: O(*n* log *n*) in the number of events and causes.
  public func export(_ run: Analysis) throws(ExportError) -> Export {
    var export = try writer(ExportedRun(run))
    if [.least, .most].contains(run.log.header.callTimes) {
      export.notes.append(
        "That its calls waited in between, nobody knows for how long, is not in it: read again, all of their times is work."
      )
    }
    return export
  }
}
