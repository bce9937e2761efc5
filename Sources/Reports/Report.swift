/// A report that can be had as text for people, as JSON for programs, and as CSV for tables.
public protocol Report {
  /// The report for people; its first line is the answer.
  var text: String { get }
  /// The report for programs, with what had to be decided on the way of its inputs.
  func jsonText(with notes: [InputNotes]) -> String
  /// The report for tables.
  var csv: String { get }
}

extension Report {
  /// The report for programs, without notes.
  public var json: String { jsonText(with: []) }
}
