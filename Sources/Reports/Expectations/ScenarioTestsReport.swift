internal import Formatting

/// What became of scenarios that were run as tests.
///
///       ok    checks/fast.yaml  3 expectations kept, 4 s
///       FAIL  checks/slow.yaml  1 of 2 expectations not kept, 6 s
///
///     checks/slow.yaml
///       line 9: makespan <= 4s
///         it is 6 s
///       again: meanwhile summary checks/slow.yaml
///
///     2 scenarios: 1 passed, 1 failed
public struct ScenarioTestsReport: Report, Sendable {
  let tests: [ScenarioTest]

  /// Makes the report of some tests, in the order in which they are told.
  public init(_ tests: [ScenarioTest]) { self.tests = tests }

  /// How many went so.
  public func count(_ verdict: ScenarioTest.Verdict) -> Int {
    tests.count { $0.verdict == verdict }
  }

  /// How many there were, and how they went.
  private var answer: String {
    var parts: [String] = ["\(count(.passed)) passed"]
    if count(.failed) > 0 { parts.append("\(count(.failed)) failed") }
    if count(.broken) > 0 { parts.append("\(count(.broken)) cannot be read") }
    return "\(counted(tests.count, "scenario")): \(parts.joined(separator: ", "))"
  }

  private var table: Table {
    var table = Table([.left, .left, .left])
    for test in tests { table.add(test.verdict.word, test.path, test.remark) }
    return table
  }

  /// The report for people: a line for each, those that failed in full, and how many there were.
  public var text: String {
    var lines = table.lines
    for test in tests where test.verdict != .passed {
      lines += ["", test.path.visibleText] + test.failures.map { "  \($0)" }
      if let command = test.command { lines.append("  again: \(command.visibleText)") }
    }
    return (lines + ["", answer]).joined(separator: "\n") + "\n"
  }

  /// The report for programs.
  public func jsonText(with notes: [InputNotes]) -> String {
    JSONValue.report(
      [
        ("scenarios", JSONValue(count: tests.count)), ("passed", JSONValue(count: count(.passed))),
        ("failed", JSONValue(count: count(.failed))), ("broken", JSONValue(count: count(.broken))),
        ("tests", .array(tests.map { .object(Self.fields(of: $0)) })),
      ], notes)
  }

  private static func fields(of test: ScenarioTest) -> [(key: String, value: JSONValue)] {
    [
      ("path", .string(test.path)), ("verdict", .string(test.verdict.rawValue)),
      ("makespan_ns", .integer(test.makespan)), ("seed", JSONValue(test.seed)),
      ("expectations", JSONValue(test.expectations)),
      ("golden", JSONValue(test.golden?.path)),
      ("golden_same", test.golden.map { .bool($0.isSame) } ?? .null),
      ("failure", JSONValue(test.failures.isEmpty ? nil : test.failures.joined(separator: "\n"))),
      ("command", JSONValue(test.command)),
    ]
  }

  /// The report for tables: a row for each scenario.
  public var csv: String {
    csvText(
      [["path", "verdict", "makespan_ns", "seed", "failure"]]
        + tests.map { test in
          [
            test.path, test.verdict.rawValue, "\(test.makespan)",
            test.seed.map { "\($0)" } ?? "", test.failures.joined(separator: "\n"),
          ]
        })
  }

  /// The report in Markdown: the answer, a table, and those that failed in full.
  public var markdown: String {
    var lines = ["**\(answer.markdownText)**", ""]
    lines += table.markdownLines(head: ["", "scenario", ""])
    for test in tests where test.verdict != .passed {
      lines += ["", test.path.markdownText, ""]
      lines.append(test.failures.joined(separator: "\n").markdownBlock)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ScenarioTest {
  /// The seed of the run that is told of, where one was named.
  var seed: UInt64? {
    switch seeds {
    case .usual: nil
    case .one(let seed), .several(_, shown: let seed): seed
    }
  }
}

extension ScenarioTest.Verdict {
  /// The word at the beginning of its line.
  fileprivate var word: String {
    switch self {
    case .passed: "ok"
    case .failed: "FAIL"
    case .broken: "ERROR"
    }
  }
}
