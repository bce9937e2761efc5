internal import EventLog
internal import Expectations
internal import Simulation
internal import TraceAnalysis
internal import YAML

/// Reads an expectation that is an expression: a measure of the run, of components, or a condition.
///
///     makespan <= 4s                what compare --fail-if measures
///     trial_*.calls == 4            what is counted or timed of the calls of components
///     best_loss < 0.1               a condition as in the flow, when the run is over
struct ExpectationText {
  private let text: String
  private let node: YAMLNode
  private let scenario: ScenarioReader
  /// The sign, and where it stands; nil if there is none.
  private let sign: (relation: Relation, place: Range<String.Index>)?

  init(_ text: String, at node: YAMLNode, in scenario: ScenarioReader) {
    (self.text, self.node, self.scenario) = (text, node, scenario)
    sign = Relation.first(in: text)
  }

  /// What stands before the sign; all of the text if there is none.
  private var subject: String { Self.trimmed(text[..<(sign?.place.lowerBound ?? text.endIndex)]) }

  /// What stands behind the sign.
  private var limit: String { sign.map { Self.trimmed(text[$0.place.upperBound...]) } ?? "" }

  func read() throws(ScenarioError) -> RunExpectation.Claim {
    try refuseForeignSign()
    if let measure = RunMeasure(word: subject) { return try read(measure) }
    if let (name, word) = nameAndWord {
      if let claim = try readComponents(name, word) { return claim }
    } else if sign != nil, isUnknown(subject) {
      let measures = RunMeasure.allCases.map(\.rawValue) + ["span"]
      throw node.error(
        Complaint.unknown(
          subject, "measure or variable", valid: scenario.variableNames.names + measures))
    }
    return .condition(try scenario.readCondition(node))
  }

  /// Refuses the signs of other languages behind a measure; a condition does so itself.
  private func refuseForeignSign() throws(ScenarioError) {
    guard let start = text.firstIndex(where: { "<>=!".contains($0) }),
      !text[start...].hasPrefix("=="), RunMeasure(word: Self.trimmed(text[..<start])) != nil,
      let foreign = Self.foreignSigns.first(where: { text[start...].hasPrefix($0.sign) })
    else { return }
    throw error(
      "\(Complaint.quote(foreign.sign)) is no operator here. Write `\(foreign.instead)`.")
  }

  private static let foreignSigns: [(sign: String, instead: String)] = [
    ("=<", "<="), ("=>", ">="), ("<>", "!="), ("=", "=="),
  ]

  // MARK: Measures

  private func read(_ measure: RunMeasure) throws(ScenarioError) -> RunExpectation.Claim {
    let relation = try relation(example(measure))
    if limit.hasSuffix("%"), let part = percent {
      switch measure {
      case .saved: return .measure(measure, relation, .part(part))
      case .efficiency: return .measure(measure, relation, .value(part))
      default:
        throw error("Only `saved` and `efficiency` are expected in percent, not `\(subject)`.")
      }
    }
    return .measure(measure, relation, .value(try value(of: measure.unit)))
  }

  private var percent: MeasuredValue? {
    MeasuredValue(decimal: Self.trimmed(limit.dropLast())).map {
      MeasuredValue($0.numerator, over: $0.denominator * 100)
    }
  }

  /// Reads what is expected of components; nil if it is a condition.
  private func readComponents(
    _ name: String, _ word: String
  ) throws(ScenarioError) -> RunExpectation.Claim? {
    let isPattern = name.contains { "*?".contains($0) }
    guard let measure = ComponentMeasure.all.first(where: { $0.word == word }) else {
      // A condition says itself what is wrong with a state of something else.
      guard scenario.componentNames.index(named: name) != nil || isPattern else { return nil }
      throw error(
        Complaint.unknown(word, "measure or state", valid: ComponentMeasure.all.map(\.word)))
    }
    let isState = CallStatus(rawValue: word) != nil
    if isState, !isPattern { return nil }
    guard let components = scenario.chosenComponents(name) else {
      throw error(
        Complaint.unknown(
          name, scenario.componentNames.kind, valid: scenario.componentNames.names))
    }
    let relation = try relation("\(name).\(word) \(measure.unit == .count ? "== 2" : "<= 4s")")
    return .component(measure, of: components, relation, try value(of: measure.unit))
  }

  /// The name and the word behind the last point of the subject, if it is made of these.
  private var nameAndWord: (name: String, word: String)? {
    guard let point = subject.lastIndex(of: ".") else { return nil }
    var name = String(subject[..<point])
    let word = String(subject[subject.index(after: point)...])
    guard !name.isEmpty, !word.isEmpty, word.allSatisfy({ $0.isLetter || $0 == "_" }) else {
      return nil
    }
    if name.hasPrefix("`"), name.hasSuffix("`"), name.count > 2 {
      name = String(name.dropFirst().dropLast())
    } else if name.contains(where: { " `()'\"".contains($0) }) {
      return nil
    }
    return (name, word)
  }

  /// Whether a word alone is neither a variable nor anything else that a condition begins with.
  private func isUnknown(_ word: String) -> Bool {
    guard let first = word.first, first.isLetter || first == "_",
      word.allSatisfy({ $0.isLetter || $0.isNumber || "_-".contains($0) })
    else { return false }
    return scenario.variableNames.index(named: word) == nil
      && scenario.componentNames.index(named: word) == nil
      && !["true", "false", "null", "not"].contains(word)
  }

  // MARK: Values

  private func relation(_ example: String) throws(ScenarioError) -> Relation {
    guard let sign else {
      throw error(
        "\(Complaint.quote(subject)) is compared with nothing. Write, for example, "
          + "\(Complaint.quote(example)).")
    }
    return sign.relation
  }

  private func value(of unit: RunMeasure.Unit) throws(ScenarioError) -> MeasuredValue {
    switch unit {
    case .time:
      do { return MeasuredValue(try nanoseconds(in: limit)) } catch {
        let joined = [" and ", " or "].contains(where: limit.contains)
        let advice = joined ? " A measure is expected alone: make two expectations of it." : ""
        throw self.error(error.description(of: limit) + advice)
      }
    case .ratio:
      if let value = MeasuredValue(decimal: limit) { return value }
      throw error(
        Complaint.wrongType(
          Complaint.found(limit),
          expected: "a number of at most 6 decimals that is not negative, such as `0.8`"))
    case .count:
      if let count = UInt32(limit) { return MeasuredValue(count) }
      throw error(
        Complaint.wrongType(Complaint.found(limit), expected: "a whole number such as `3`"))
    }
  }

  private func example(_ measure: RunMeasure) -> String {
    switch measure.unit {
    case .time: "\(subject) <= 4s"
    case .ratio: "\(subject) >= \(measure == .efficiency ? "0.8" : "2")"
    case .count: "\(subject) == 3"
    }
  }

  private func error(_ problem: String) -> ScenarioError { node.error(problem) }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
