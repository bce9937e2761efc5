import ArgumentParser
import EventLog
import Reports
import Scenarios
import TraceAnalysis

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare a run with its serial twin, or with another run.",
    discussion: """
      With one input, a scenario is run serially, as declared and all parallel. With two, the first \
      is the baseline. Runs that share fewer than nine tenths of their calls are not the same work, \
      and are not subtracted; of others it is also told which calls took longer.

      EXAMPLES
        meanwhile compare traces/toy_two_parallel.yaml
        meanwhile compare traces/build.j1.ninja_log traces/build.j2.ninja_log
        meanwhile compare traces/rebuilds.ninja_log traces/rebuilds.ninja_log --build 1 --build 3
        meanwhile compare main.json branch.json --fail-if 'makespan > +5%' --format markdown
      """)

  @Argument(
    help: "A scenario, an event log or a trace; of two, the baseline.", completion: .file())
  var first: String

  @Argument(help: "The run to compare with the first.", completion: .file())
  var second: String?

  @Option(
    name: .customLong("fail-if"),
    help: ArgumentHelp(
      "End with 1 if this is so: \(RunMeasure.words), > or <, and a change (+5%, +2s) or a value (90s, 0.5). May be repeated.",
      valueName: "condition"))
  var failIf: [String] = []

  @Option(
    name: .customLong("sample"),
    help: ArgumentHelp(
      "Another run of the baseline; what lies between such runs meets no condition. May be repeated.",
      valueName: "file"),
    completion: .file())
  var samples: [String] = []

  @Flag(help: "Explain each measure by its formula in the run's own numbers.")
  var explain = false

  @OptionGroup var report: ReportOptions
  @OptionGroup var options: InputOptions

  func validate() throws {
    try Files.expectOneStandardInput(in: [first, second] + samples)
    if second == nil, !failIf.isEmpty {
      throw ValidationError("--fail-if holds a run against a baseline: give two inputs.")
    }
    if failIf.isEmpty, !samples.isEmpty {
      throw ValidationError("--sample is for --fail-if.")
    }
    _ = try conditions()
  }

  private func conditions() throws -> [GateCondition] { try GateCondition.all(failIf) }

  /// Ends with 1, and says what changed, if a condition is met.
  private func check(_ run: Input, beside baseline: [Input]) throws {
    let gate = Gate(
      try conditions(), of: run.comparison(withAllParallel: false),
      beside: baseline.map { $0.comparison(withAllParallel: false) })
    try gate.check()
  }

  func run() throws {
    let inputs = try options.read([self.first] + (second.map { [$0] } ?? []) + samples)
    let first = inputs[0]
    guard let second else {
      try report.write(first.comparison, first.rerun, isExplained: explain, of: first)
      try first.checkEnd()
      return
    }
    let other = inputs[1]
    let (baseline, run) = (first.analysis, other.analysis)
    let names = Input.names(of: (first, other), (self.first, second))
    try report.write(
      Comparison(of: run, with: baseline, names: (baseline: names.0, run: names.1)),
      other.rerun, isExplained: explain, of: first, other)
    try first.checkEnd()
    try other.checkEnd()
    try check(other, beside: [first] + inputs.dropFirst(2))
  }
}

extension GateCondition {
  /// Conditions as they are given on the command line.
  ///
  /// - Throws: `ValidationError` for a text that is none.
  static func all(_ texts: [String]) throws -> [GateCondition] {
    try texts.map { text in
      do throws(GateCondition.Problem) {
        return try GateCondition(text) { try? nanoseconds(in: $0) }
      } catch { throw ValidationError(error.sentence) }
    }
  }
}

extension Gate {
  /// Ends the command with 1, and says what changed, if a condition is met.
  func check() throws(Failure) {
    if let problem = unknown.first { throw Failure(.badInput, "\(problem).") }
    if !met.isEmpty { throw Failure(.no, met.joined(separator: "; ") + ".") }
  }
}

extension RunMeasure {
  /// All of them, in words.
  fileprivate static var words: String {
    let words = allCases.map(\.rawValue)
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }
}
