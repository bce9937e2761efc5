internal import Formatting
internal import Schedules

/// What a person reads of a test that failed under a schedule.
struct FailureReport {
  private let result: CaseResult
  private let failure: String
  private let filter: String
  /// Which case of the test it is; nil if there is one.
  var testCase: String?
  /// What the process said when it ended.
  var fatalError: String?
  /// Where log and pictures are.
  var places: [String] = []

  init(_ result: CaseResult, _ failure: String, filter: String) {
    (self.result, self.failure, self.filter) = (result, failure, filter)
  }

  /// The report.
  var text: String {
    var lines = [failure]
    // Nothing has been run.
    guard result.schedules > 0 else { return (lines + result.notes).joined(separator: "\n") }
    if let fatalError { lines.append(fatalError) }
    lines.append(
      "\(testCase.map { "in \($0), " } ?? "")under schedule \(result.schedules) of seed \(result.seed)\(shrunk). Run it again by:"
    )
    lines.append(
      "  MEANWHILE_SEED=\(result.seed) MEANWHILE_SCHEDULE=\(result.schedule.text) swift test --filter '\(filter)'"
    )
    if !result.table.isEmpty {
      lines.append("")
      lines += result.table.split(separator: "\n").map { "  \($0)" }
    }
    if let first = places.first {
      let others = places.dropFirst().compactMap { $0.split(separator: "/").last }
      lines.append("")
      lines.append("log: \(first), beside it \(others.joined(separator: ", "))")
    }
    return (lines + result.notes).joined(separator: "\n")
  }

  private var shrunk: String {
    guard result.tries > 0 else { return "" }
    let (before, after) = result.switches
    return
      ", shrunk from \(before) changes of tasks to \(after) by \(counted(result.tries, "run"))"
  }
}
