package import EventLog

/// What two logs say otherwise of themselves in their first lines: what ran, and under which rules.
package struct HeaderText {
  /// A field that differs.
  struct Field {
    /// Its key in the log.
    var key: String
    var expected: String
    var actual: String
    /// The difference in words.
    var sentence: String
  }

  /// The fields that differ, those first that explain most.
  let fields: [Field]

  /// Those that can make a run another; a name makes none.
  var explaining: [Field] { fields.filter { $0.key != "name" } }

  /// What two logs say otherwise of themselves that can make a run another, in sentences.
  ///
  /// - Parameters:
  ///   - expected: What the one says.
  ///   - actual: What the other says.
  /// - Returns: The sentences, those first that explain most.
  package static func sentences(_ expected: LogHeader, _ actual: LogHeader) -> [String] {
    HeaderText(expected, actual).explaining.map(\.sentence)
  }

  init(_ expected: LogHeader, _ actual: LogHeader) {
    var fields: [Field] = []
    func add(_ key: String, _ expected: String, _ actual: String, _ sentence: String) {
      if expected != actual {
        fields.append(Field(key: key, expected: expected, actual: actual, sentence: sentence))
      }
    }
    switch (expected.origin, actual.origin) {
    case (.scenario(let left), .scenario(let right)):
      if let line = Self.firstDifferentLine(left.text, right.text) {
        add(
          "scenario", line.expected ?? "", line.actual ?? "",
          "the scenarios differ from line \(line.number): "
            + "\(Self.quote(line.expected)) and \(Self.quote(line.actual))")
      }
      add("seed", "\(left.seed)", "\(right.seed)", "seeds \(left.seed) and \(right.seed)")
      let modes = (left.mode.rawValue, right.mode.rawValue)
      add("mode", modes.0, modes.1, "modes \(modes.0) and \(modes.1)")
      let clocks = (expected.clock, actual.clock)
      add(
        "clock", clocks.0.rawValue, clocks.1.rawValue,
        clocks.0 == .virtual
          ? "the first was simulated, and the second recorded while it ran for real"
          : "the first was recorded while it ran for real, and the second simulated")
      let profiles = (left.profile.rawValue, right.profile.rawValue)
      add("profile", profiles.0, profiles.1, "profiles \(profiles.0) and \(profiles.1)")
    case (.trace(let left, let part), .trace(let right, let otherPart)):
      add("trace", left, right, "traces of the formats \(left) and \(right)")
      add("part", "\(part)", "\(otherPart)", "parts \(part) and \(otherPart) of their traces")
    case (
      .code(let left, let digest, let seed, let mode),
      .code(let right, let otherDigest, let otherSeed, let otherMode)
    ):
      add("code", left, right, "runs of \(left) and \(right)")
      add("digest", digest, otherDigest, "runs of other versions of the code")
      add("seed", "\(seed)", "\(otherSeed)", "seeds \(seed) and \(otherSeed)")
      add(
        "mode", mode.rawValue, otherMode.rawValue,
        "modes \(mode.rawValue) and \(otherMode.rawValue)")
    case (let left, let right):
      add("origin", left.words, right.words, "\(left.words), and \(right.words)")
    }
    let plans = [expected, actual].map { $0.plan?.changes.joined(separator: ", ") ?? "" }
    add(
      "changes", plans[0], plans[1],
      plans.contains("")
        ? "the \(plans[0].isEmpty ? "second" : "first") is a prediction, with \(plans.joined())"
        : "predictions with \(plans[0]) and with \(plans[1])")
    if let left = expected.plan, let right = actual.plan {
      add("plan", left.of, right.of, "predictions from two other logs")
    }
    let rules = (expected.semantics, actual.semantics)
    add(
      "semantics", "\(rules.0)", "\(rules.1)",
      "semantics \(rules.0) and \(rules.1): the same scenario gives another log")
    add("name", expected.name, actual.name, "named \(expected.name) and \(actual.name)")
    self.fields = fields
  }

  /// The first line that is not in both texts, from 1; nil where a text has none.
  private static func firstDifferentLine(
    _ left: String, _ right: String
  ) -> (number: Int, expected: String?, actual: String?)? {
    func lines(_ text: String) -> [Substring.UTF8View] {
      text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }
    let (lefts, rights) = (lines(left), lines(right))
    for number in 0..<max(lefts.count, rights.count) {
      let line = number < lefts.count ? lefts[number] : nil
      let other = number < rights.count ? rights[number] : nil
      if let line, let other, line.elementsEqual(other) { continue }
      return (number + 1, line.map { String(Substring($0)) }, other.map { String(Substring($0)) })
    }
    return nil
  }

  /// A line without the white space around it, or that there is none.
  private static func quote(_ line: String?) -> String {
    guard let line else { return "its end" }
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    return trimmed.isEmpty ? "an empty line" : "`\(trimmed)`"
  }
}

extension LogHeader.Origin {
  /// What a run is a run of, in words.
  fileprivate var words: String {
    switch self {
    case .scenario: "a simulated run"
    case .code(let name, _, _, _): "a run of \(name)"
    case .trace(let format, _): "a trace of the format \(format)"
    }
  }
}
