public import EventLog
internal import Formatting

/// The log that lies beside a scenario, compared with the log of running it now: they are to be the same bytes.
public struct GoldenLogCheck: Sendable {
  /// The file of the log.
  public let path: String
  /// Whether it cannot be read as the log of a simulated run.
  public let isBroken: Bool
  /// What is said of it in one line.
  let remark: String
  /// What is to be said where it is not the same: what differs first, and what may be done.
  let lines: [String]

  /// Whether the run gives the same bytes.
  public var isSame: Bool { lines.isEmpty }

  /// Compares a log with that of running its scenario now.
  ///
  /// - Parameters:
  ///   - path: The file of the log.
  ///   - reading: The log as far as it could be read.
  ///   - isSame: Whether its bytes are those of the log of the run now.
  ///   - actual: The log of the run now.
  ///   - scenario: The file of the scenario.
  ///   - command: The words of the command that writes the log anew.
  public init(
    path: String, _ reading: LogReading, isSame: Bool, actual: Log, scenario: String,
    writtenBy command: [String]
  ) {
    self.path = path
    isBroken = false
    guard !isSame else {
      (remark, lines) = ("log the same", [])
      return
    }
    remark = "log not the same"
    let advice = "if the run is right as it is now: \(shellLine(command))".visibleText
    var text = ""
    if case .scenario(let now) = actual.header.origin,
      case .scenario(let then) = reading.log.header.origin
    {
      let report = ReplayReport(
        reading, actual: actual, scenario: scenario, name: "the run now",
        hasChanged: now.text != then.text)
      if report.verdict != .same { text = report.text }
    }
    if text.isEmpty {
      text =
        "all \(counted(reading.log.events.count, "event")) are the same, but not the first line, which "
        + "holds the scenario as it was\n"
    }
    lines =
      ["\(path): this log is not the same bytes as that of the run now".visibleText]
      + text.split(separator: "\n").map { "  \($0)" } + ["  \(advice)"]
  }

  /// A log that cannot be used, and why.
  public init(path: String, problem: String) {
    (self.path, isBroken, remark) = (path, true, "log cannot be read")
    lines = [problem.visibleText]
  }
}
