internal import Formatting

/// A report that can be had as text for people, as JSON for programs, and as CSV for tables.
public protocol Report {
  /// The report for people; its first line is the answer.
  var text: String { get }
  /// The report for programs, with what had to be decided on the way of its inputs.
  func jsonText(with notes: [InputNotes]) -> String
  /// The report for tables.
  var csv: String { get }
  /// The report in Markdown, for a page such as the summary of a job or a request to merge; its first line is the answer.
  var markdown: String { get }
}

extension Report {
  /// The report for programs, without notes.
  public var json: String { jsonText(with: []) }

  /// The answer in bold, and the rest as it is for people.
  public var markdown: String {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? String(parts[1].drop { $0 == "\n" }) : ""
    let answer = "**\(String(parts[0]).markdownText)**\n"
    return rest.isEmpty ? answer : "\(answer)\n\(rest.markdownBlock)"
  }
}
