internal import EventLog
internal import Simulation
internal import YAML

/// Random times: what `takes` says of a component whose calls do not all take the same time.
///
///     takes: { normal: { mean: 2s, sd: 200ms } }
///     takes: { empirical: [1s, 2s, 2s, 5s] }
///     takes: { empirical: { 1s: 1, 2s: 2, 5s: 1 } }
extension ScenarioReader {
  /// Reads a distribution; nil if what stands there is none and might be something else.
  func readDistribution(_ node: YAMLNode) throws(ScenarioError) -> Distribution? {
    if node.isSingle, let family = Family.allCases.first(where: { node.isText($0.rawValue) }) {
      throw node.error(
        "\(Complaint.quote(family.rawValue)) needs its parameters. Write, for example, `\(family.example)`."
      )
    }
    guard node.isMapping else { return nil }
    let expected = "a distribution such as `\(Family.normal.example)`"
    let pairs = try node.pairs(expected: expected)
    guard let (key, value) = pairs.first else {
      throw node.error(Complaint.wrongType(node.found, expected: expected))
    }
    let word = try key.text(expected: "the name of a distribution")
    guard let family = Family(rawValue: word) else {
      let valid = Family.allCases.map(\.rawValue)
      throw key.error(Complaint.unknown(word, "distribution", valid: valid))
    }
    guard pairs.count == 1 else {
      throw pairs[1].key.error("Expected one distribution, found \(pairs.count).")
    }
    if family == .empirical { return try readEmpirical(value) }
    return try Parameters(of: family, key, value).distribution()
  }

  private func readEmpirical(_ node: YAMLNode) throws(ScenarioError) -> Distribution {
    let expected =
      "a list of times such as `[1s, 2s, 2s, 5s]`, or times with weights such as "
      + "`{ 1s: 1, 2s: 3 }`"
    var values: [Distribution.WeightedTime] = []
    if node.isList {
      for element in try node.elements(expected: expected) {
        values.append(.init(try element.time()))
      }
    } else if node.isMapping {
      for (key, value) in try node.pairs(expected: expected) {
        let weight = try value.wholeNumber(
          1...1_000_000_000, "a whole number from 1 to 1000000000 as the weight of a time")
        values.append(.init(try key.time(), weight: weight))
      }
    }
    do { return try Distribution(.empirical(values)) } catch {
      throw node.error(Complaint.wrongType(node.found, expected: expected))
    }
  }
}

/// The parameters of a distribution as they stand in a scenario.
private struct Parameters {
  private let family: Family
  private let key: YAMLNode
  private let fields: YAMLFields

  init(of family: Family, _ key: YAMLNode, _ value: YAMLNode) throws(ScenarioError) {
    self.family = family
    self.key = key
    fields = try value.fields(
      family.parameters.map(\.key),
      of: "the parameters of `\(family.rawValue)` such as `\(family.exampleParameters)`")
  }

  func distribution() throws(ScenarioError) -> Distribution {
    let form = try form()
    do { return try Distribution(form) } catch { throw complaint(of: error) }
  }

  private func form() throws(ScenarioError) -> Distribution.Form {
    switch family {
    case .uniform: .uniform(min: try time("min"), max: try time("max"))
    case .normal: .normal(mean: try time("mean"), sd: try time("sd"))
    case .lognormal: .lognormal(median: try time("median"), sigma: try number("sigma"))
    case .exponential: .exponential(mean: try time("mean"))
    case .triangular:
      .triangular(min: try time("min"), mode: try time("mode"), max: try time("max"))
    case .gamma: .gamma(shape: try number("shape"), mean: try time("mean"))
    case .empirical: .empirical([])
    }
  }

  private func time(_ name: String) throws(ScenarioError) -> Nanoseconds {
    try parameter(name).time()
  }

  private func number(_ name: String) throws(ScenarioError) -> Double {
    let node = try parameter(name)
    let expected = "a number such as `\(example(of: name))`"
    guard let number = decimal(in: try node.text(expected: expected)) else {
      throw node.error(
        Complaint.wrongType(node.found, expected: "\(expected), of at most 15 digits"))
    }
    return number
  }

  private func parameter(_ name: String) throws(ScenarioError) -> YAMLNode {
    if let node = fields[name] { return node }
    throw key.error(
      Complaint.missing(
        name, in: "`\(family.rawValue)`", example: "\(name): \(example(of: name))"))
  }

  private func example(of name: String) -> String {
    family.parameters.first { $0.key == name }?.example ?? ""
  }

  /// What is wrong, in words, at the place of the parameter.
  private func complaint(of problem: DistributionProblem) -> ScenarioError {
    let node = fields[problem.parameter] ?? key
    let expected =
      switch problem.requirement {
      case .atLeast(let other):
        "`\(problem.parameter)` to be at least `\(other)`, which is "
          + (fields[other]?.found ?? "not there")
      case .notNegative: "a number that is not negative, such as `0.5`"
      case .positive: "a number greater than 0, such as `2.5`"
      case .time: "a time from 0s to 100 years"
      case .notEmpty, .weighted: "a list of times with weights of at least 1"
      }
    return node.error(Complaint.wrongType(node.found, expected: expected))
  }
}
