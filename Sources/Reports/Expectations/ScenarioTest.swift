public import EventLog
public import Expectations
internal import Formatting
public import TraceAnalysis

/// A scenario that was run as a test: whether all that is expected of it is so.
public struct ScenarioTest: Sendable {
  /// How it went.
  public enum Verdict: String, Sendable {
    /// The run ended as it should, and all expectations are kept.
    case passed
    /// Something else came of the run than what was expected.
    case failed
    /// The scenario, or the log beside it, cannot be read.
    case broken
  }

  /// With which seeds a scenario was run.
  public enum Seeds: Equatable, Sendable {
    /// With the usual one, or it makes no difference.
    case usual
    /// With one that was named.
    case one(UInt64)
    /// With several, of which this is the first that failed, or the last.
    case several(ClosedRange<UInt64>, shown: UInt64)
  }

  /// The file of the scenario.
  public let path: String
  /// How it went.
  public let verdict: Verdict
  /// The end of the last call, of the run that is told of.
  public let makespan: Nanoseconds
  /// With which seeds it was run.
  public let seeds: Seeds
  /// What is said of it in one line.
  let remark: String
  /// What was not as expected, in full: a line for each thing, with lines that explain it indented.
  let failures: [String]
  let expectations: [ExpectationEntry]
  let golden: GoldenLogCheck?

  /// Judges a run.
  ///
  /// - Parameters:
  ///   - path: The file of the scenario.
  ///   - run: The run, against its serial twin where there is one.
  ///   - checked: What is expected of it, each with what was found.
  ///   - endsAsExpected: Whether it came to the end that it should have.
  ///   - golden: The log beside the scenario, if there is one.
  ///   - seeds: With which seeds it was run.
  public init(
    path: String, run: Comparison, _ checked: [CheckedExpectation], endsAsExpected: Bool,
    golden: GoldenLogCheck? = nil, seeds: Seeds = .usual
  ) {
    self.path = path
    self.seeds = seeds
    self.golden = golden
    makespan = run.run.makespan
    let expectations = ExpectationsText(run, checked)
    self.expectations = expectations.entries
    var failures = expectations.failures(indentation: 0)
    let isEndTold = checked.contains { checked in
      if case .end = checked.finding { !checked.isKept } else { false }
    }
    if !endsAsExpected, !isEndTold { failures.append(run.run.endingSentence.visibleText) }
    failures += golden?.lines ?? []
    self.failures = failures
    verdict =
      failures.isEmpty ? .passed : golden?.isBroken == true ? .broken : .failed
    var remarks: [String] = []
    if case .several(let all, let shown) = seeds {
      remarks.append(
        failures.isEmpty
          ? "seeds \(all.lowerBound) to \(all.upperBound)" : "seed \(shown) is the first that fails"
      )
    }
    if !endsAsExpected {
      remarks.append(run.run.endingSentence)
    } else {
      let nothing =
        run.run.isWhole ? "nothing expected but its end" : run.run.endingSentence
      remarks.append(expectations.answer ?? nothing)
    }
    if let golden { remarks.append(golden.remark) }
    remarks.append(run.timeText(makespan))
    remark = remarks.joined(separator: ", ")
  }

  /// A scenario that cannot be read, and why.
  public init(path: String, problem: String) {
    (self.path, verdict, makespan, seeds) = (path, .broken, 0, .usual)
    (expectations, golden) = ([], nil)
    remark = "cannot be read"
    failures = [problem.visibleText]
  }

  /// The command that makes the run again which is told of; nil where there was none.
  var command: String? {
    guard verdict != .broken else { return nil }
    var words = ["meanwhile", "summary", path]
    switch seeds {
    case .usual: break
    case .one(let seed), .several(_, shown: let seed): words += ["--seed", "\(seed)"]
    }
    return shellLine(words)
  }
}
