import ArgumentParser
import Compression
import Reports

/// The formats of reports.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, csv, markdown
}

/// How a report is written; the same for every verb that writes one.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help:
      "For people, programs, tables or a page on GitHub and its like; by default as the file ends (.json, .csv, .md), else text."
  )
  private var asked: ReportFormat?

  /// The form that was asked for, by name or by the ending of the file.
  var format: ReportFormat { asked ?? output.flatMap(ReportFormat.init(endingOf:)) ?? .text }

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file instead of standard output; compressed if it ends in .gz.", valueName: "file"
    ),
    completion: .file())
  var output: String?

  /// Refuses a file that is to be something else than a report.
  ///
  /// - Throws: `ValidationError` if its ending says so.
  private func checkEnding() throws(ValidationError) {
    guard asked == nil, let output, let kind = Self.kind(ofOther: output) else { return }
    throw ValidationError(
      "'\(output)' would be \(kind), and this is a report: end it in .txt, .json, .csv or .md. Pictures are drawn by "
        + "`gantt` and `dag`, a page by `page`, other logs by `convert`.")
  }

  /// What else than a report a file is to be, by its ending; nil if its ending does not say that.
  private static func kind(ofOther path: String) -> String? {
    switch Gzip.withoutEnding(path).split(separator: ".").last?.lowercased() {
    case "svg", "png", "pdf", "dot": "a picture"
    case "html", "htm": "a page"
    case "jsonl", "sqlite", "mmd": "a log in another form"
    default: nil
    }
  }

  /// Writes a report in the form that was asked for; JSON holds the notes of its inputs too.
  func write(_ report: some Report, of inputs: Input...) throws {
    try write(report, of: inputs)
  }

  /// The same of any number of inputs.
  func write(_ report: some Report, of inputs: [Input]) throws {
    try checkEnding()
    try format.write(report, with: inputs.map(\.inputNotes), to: output)
  }

  /// Writes the form of a report that was asked for.
  func write(
    text: () -> String, json: () -> String, csv: () -> String, markdown: () -> String
  ) throws {
    try checkEnding()
    switch format {
    case .text: try Files.write(text(), to: output)
    case .json: try Files.write(json(), to: output)
    case .csv: try Files.write(csv(), to: output)
    case .markdown: try Files.write(markdown(), to: output)
    }
  }
}

extension ReportFormat {
  /// The form that the ending of a file asks for, compressed or not; nil if it asks for none.
  init?(endingOf path: String) {
    switch Gzip.withoutEnding(path).split(separator: ".").last {
    case "json": self = .json
    case "csv": self = .csv
    case "md", "markdown": self = .markdown
    case "txt": self = .text
    default: return nil
    }
  }

  /// Writes a report in this form to a file, or to standard output.
  func write(_ report: some Report, with notes: [InputNotes], to path: String?) throws {
    switch self {
    case .text: try Files.write(report.text, to: path)
    case .json: try Files.write(report.jsonText(with: notes), to: path)
    case .csv: try Files.write(report.csv, to: path)
    case .markdown: try Files.write(report.markdown, to: path)
    }
  }
}
