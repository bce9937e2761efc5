/// Something that is told in three ways: to people, to programs, in tables.
public protocol Report {
  /// The report for people; its first line is the answer.
  var text: String { get }
  /// The report for programs.
  var json: String { get }
  /// The report for tables.
  var csv: String { get }
}
