import ArgumentParser
import Reports

/// The formats of reports.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, csv, markdown
}

/// How a report is written; the same for every verb that writes one.
struct ReportOptions: ParsableArguments {
  @Option(help: "For people, programs, tables or a page on GitHub and its like.")
  var format: ReportFormat = .text

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file instead of standard output; compressed if it ends in .gz.", valueName: "file"
    ),
    completion: .file())
  var output: String?

  /// Writes a report in the form that was asked for; JSON holds the notes of its inputs too.
  func write(_ report: some Report, of inputs: Input...) throws {
    try write(report, of: inputs)
  }

  /// The same of any number of inputs.
  func write(_ report: some Report, of inputs: [Input]) throws {
    try format.write(report, with: inputs.map(\.inputNotes), to: output)
  }

  /// Writes the form of a report that was asked for.
  func write(
    text: () -> String, json: () -> String, csv: () -> String, markdown: () -> String
  ) throws {
    switch format {
    case .text: try Files.write(text(), to: output)
    case .json: try Files.write(json(), to: output)
    case .csv: try Files.write(csv(), to: output)
    case .markdown: try Files.write(markdown(), to: output)
    }
  }
}

extension ReportFormat {
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
