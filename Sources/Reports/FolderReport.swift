internal import Formatting

/// What there is to read in a folder, the newest first.
///
///     build: 2 files can be read; the newest is build/.ninja_log
///
///       .ninja_log          a ninja log      44 kB  2026-11-28 10:30:00Z
///       test/results.xml    a JUnit report  512 bytes  2026-11-27 08:00:00Z
public struct FolderReport: Report, Sendable {
  /// A file that can be read.
  public struct File: Sendable {
    /// Its path.
    public var path: String
    /// What it is: `a ninja log`.
    public var kind: String
    /// How many bytes it has.
    public var size: Int
    /// When it was written last, in nanoseconds since 1970.
    public var modified: Int

    /// A file of that kind.
    public init(path: String, kind: String, size: Int, modified: Int) {
      (self.path, self.kind, self.size, self.modified) = (path, kind, size, modified)
    }
  }

  private let folder: String
  private let files: [File]
  /// How many files people are shown; nil for all.
  private let most: Int?
  /// What is still to be said, such as that files can be read as one run; a sentence.
  private let remark: String?

  /// Makes the report of a folder in which there is that to read, the newest first.
  ///
  /// - Precondition: There is a file.
  public init(folder: String, files: [File], atMost most: Int? = nil, remark: String? = nil) {
    (self.folder, self.files, self.most, self.remark) = (folder, files, most, remark)
  }

  /// The answer: how many there are, and which is the newest.
  private var answer: String {
    let newest = files[0]
    return files.count == 1
      ? "\(folder): one file can be read: \(newest.path) (\(newest.kind))"
      : "\(folder): \(files.count) files can be read; the newest is \(newest.path) (\(newest.kind))"
  }

  private var table: Table {
    var table = Table([.left, .left, .right, .left])
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    for file in files.prefix(most ?? files.count) {
      let name = file.path.hasPrefix(prefix) ? String(file.path.dropFirst(prefix.count)) : file.path
      table.add(
        name, file.kind, file.size == 1 ? "1 byte" : "\(file.size) bytes",
        DateText.utc(file.modified, separator: " "))
    }
    return table
  }

  /// What is said below the table.
  private var rest: [String] {
    let more = files.count - min(files.count, most ?? files.count)
    return (more > 0 ? ["… and \(more) more, which --list lists"] : [])
      + (remark.map { [$0] } ?? [])
  }

  /// The report for people.
  public var text: String {
    let lines = [answer.visibleText, ""] + table.lines + rest.map { "  " + $0.visibleText }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String { JSONValue.report(fields, notes) }

  /// The same, with the summary of the one that was read.
  ///
  /// - Parameters:
  ///   - path: The file that was read.
  ///   - summary: Its summary.
  ///   - notes: What had to be decided on the way.
  /// - Returns: The report.
  public func jsonText(
    reading path: String, _ summary: SummaryReport, with notes: [InputNotes]
  ) -> String {
    JSONValue.report(
      fields + [("read", .string(path)), ("summary", .object(summary.jsonFields))], notes)
  }

  private var fields: [(key: String, value: JSONValue)] {
    [
      ("folder", .string(folder)),
      (
        "files", .array(files.map { .object(zip(Self.keys, Self.values(of: $0)).map { ($0, $1) }) })
      ),
    ]
  }

  /// The report for tables: a row for each file.
  public var csv: String {
    csvText([Self.keys] + files.map { Self.values(of: $0).map(\.plainText) })
  }

  /// The report in Markdown.
  public var markdown: String {
    let lines =
      ["**\(answer.markdownText)**", ""]
      + table.markdownLines(head: ["file", "what it is", "size", "written (UTC)"])
    let last = rest.flatMap { ["", $0.markdownText] }
    return (lines + last).joined(separator: "\n") + "\n"
  }

  private static let keys = ["path", "kind", "bytes", "modified"]

  private static func values(of file: File) -> [JSONValue] {
    [
      .string(file.path), .string(file.kind), JSONValue(count: file.size),
      .string(DateText.utc(file.modified, separator: "T")),
    ]
  }
}
