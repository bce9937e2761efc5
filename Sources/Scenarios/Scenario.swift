public import EventLog
public import Expectations
public import Simulation
internal import YAML

/// A scenario: ten lines of YAML that say what runs, where, and in which order.
///
///     components:
///       train:   { takes: 4s, parallel: true }
///       analyze: { takes: 2s, machine: box }
///     machines:
///       box: { slots: 2 }
///     flow:
///       - run: train
///         with: machine A counting
///       - run: analyze
public enum Scenario {
  /// The keys of a scenario.
  package static let keys = [
    "name", "components", "flow", "machines", "state", "streams", "reactive", "limits", "tasks",
    "workers", "policy", "expect",
  ]

  /// Reads the model that a scenario describes, or a scheduling problem in a format of the research on them.
  ///
  /// - Parameters:
  ///   - text: The scenario in YAML, or a problem of PSPLIB (`.sm`), of Patterson's (`.rcp`), of the standard task
  ///     graph set, or a job shop.
  ///   - name: The name of the run if the scenario has none, such as its file's.
  ///   - progress: Is told how much is read, counted in bytes: two thirds of them are for the text, one
  ///     third is for what it says.
  /// - Returns: The model.
  /// - Throws: `ScenarioError` with the place of the first problem; any text may be given.
  /// - Complexity: O(*n*) in the length of the text.
  public static func read(
    _ text: String, name: String, progress: ProgressHook = .none
  ) throws(ScenarioError) -> Model {
    try read(text, name: name, for: .simulating, progress: progress)
  }

  /// What a scenario is read for.
  package enum Purpose {
    /// To be simulated, so that it has to say how long everything takes.
    case simulating
    /// To be recorded, so that how long commands take will be seen.
    case recording
  }

  /// What a scenario says: what is to be simulated, and what is expected of the run.
  public struct Contents: Sendable {
    /// What is to be simulated.
    public var model: Model
    /// What is expected of the run as declared, in the order of the text.
    public var expectations: [RunExpectation]
  }

  /// Reads all that a scenario says, or a scheduling problem, of which nothing is expected.
  ///
  /// - Parameters:
  ///   - text: The scenario in YAML, or a problem as for `read`.
  ///   - name: The name of the run if the scenario has none.
  ///   - progress: Is told how much is read, as by `read`.
  /// - Returns: What it says.
  /// - Throws: `ScenarioError` with the place of the first problem; any text may be given.
  /// - Complexity: O(*n*) in the length of the text.
  public static func contents(
    of text: String, name: String, progress: ProgressHook = .none
  ) throws(ScenarioError) -> Contents {
    try contents(of: text, name: name, for: .simulating, progress: progress)
  }

  /// Reads the model that a scenario describes, for a purpose.
  ///
  /// - Throws: `ScenarioError` with the place of the first problem; any text may be given.
  /// - Complexity: O(*n*) in the length of the text.
  package static func read(
    _ text: String, name: String, for purpose: Purpose, progress: ProgressHook = .none
  ) throws(ScenarioError) -> Model {
    try contents(of: text, name: name, for: purpose, progress: progress).model
  }

  private static func contents(
    of text: String, name: String, for purpose: Purpose, progress: ProgressHook
  ) throws(ScenarioError) -> Contents {
    if ProblemText.isProblem(text) {
      return Contents(model: try readProblem(text, name: name), expectations: [])
    }
    let progress = ReadingProgress(bytes: text.utf8.count, hook: progress)
    let document = try YAMLBuilder.document(of: text, progress: progress.ofText)
    var reader = ScenarioReader(document, source: text, purpose, progress: progress)
    return try reader.read(name: name)
  }

  private static func readProblem(
    _ text: String, name: String
  ) throws(ScenarioError) -> Model {
    let problem = ProblemText(text)
    let isOfPSPLIB = problem.lines.contains { $0[0].text == "PRECEDENCE" }
    return try (isOfPSPLIB ? PSPLIBProblem.read(problem) : NumberedProblem.read(problem))
      .model(named: name)
  }

  /// The text that the bytes of a scenario's file hold, without a mark of the order of bytes.
  ///
  /// - Throws: `ScenarioError` where the bytes are not UTF-8.
  public static func text(of bytes: [UInt8]) throws(ScenarioError) -> String {
    if let text = String(validating: bytes, as: UTF8.self) {
      return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }
    let before = String(decoding: bytes[..<firstInvalidByte(of: bytes)], as: UTF8.self)
    let (line, column) = before.place(of: before.endIndex)
    throw ScenarioError(
      line: line, column: column,
      problem: "Expected UTF-8, found a byte that cannot stand here. Save the file as UTF-8.")
  }
}

/// Where bytes cease to be UTF-8.
private func firstInvalidByte(of bytes: [UInt8]) -> Int {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span)
    return bytes.count
  } catch { return error.byteOffsets.lowerBound }
}
