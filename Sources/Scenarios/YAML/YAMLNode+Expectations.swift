internal import EventLog
internal import YAML

// What a scenario expects of what stands in it.

extension YAMLNode {
  func error(_ problem: String) -> ScenarioError {
    ScenarioError(line: line, column: column, problem: problem)
  }

  /// What it is, in words.
  var found: String {
    if isSingle { return isNull ? "nothing" : Complaint.found(string) }
    if isMapping { return isEmpty ? "an empty mapping" : "a mapping" }
    return isEmpty ? "an empty list" : "a list"
  }

  /// A single value as it was written.
  func text(expected: @autoclosure () -> String) throws(ScenarioError) -> String {
    guard isSingle, !isNull else {
      throw error(Complaint.wrongType(found, expected: expected()))
    }
    return string
  }
}
