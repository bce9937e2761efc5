import EventLog
import Simulation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct DistributionScenarioTests {
  private static let second: Nanoseconds = 1_000_000_000

  @Test(
    arguments: [
      ("{ uniform: { min: 1s, max: 3s } }", .uniform(min: second, max: 3 * second)),
      ("{ normal: { mean: 2s, sd: 200ms } }", .normal(mean: 2 * second, sd: second / 5)),
      ("{ normal: { sd: 0s, mean: 0s } }", .normal(mean: 0, sd: 0)),
      ("{ lognormal: { median: 2s, sigma: 0.5 } }", .lognormal(median: 2 * second, sigma: 0.5)),
      ("{ lognormal: { median: 2s, sigma: 0 } }", .lognormal(median: 2 * second, sigma: 0)),
      ("{ exponential: { mean: 2s } }", .exponential(mean: 2 * second)),
      (
        "{ triangular: { min: 1s, mode: 2s, max: 5s } }",
        .triangular(min: second, mode: 2 * second, max: 5 * second)
      ),
      ("{ gamma: { shape: 2.5, mean: 3s } }", .gamma(shape: 2.5, mean: 3 * second)),
      (
        "{ empirical: [1s, 2s, 2s, 5s] }",
        .empirical([1, 2, 2, 5].map { Distribution.WeightedTime($0 * second) })
      ),
      (
        "{ empirical: { 1s: 1, 2s: 1000000000 } }",
        .empirical([.init(second), .init(2 * second, weight: 1_000_000_000)])
      ),
      (
        "\n      uniform:\n        min: 1s\n        max: 3s", .uniform(min: second, max: 3 * second)
      ),
    ] as [(String, Distribution.Form)])
  func `every distribution is read from its parameters`(
    text: String, form: Distribution.Form
  ) throws {
    let flow = "components:\n  train:\n    takes: \(text)\nflow: [{ run: train }]\n"
    let model = try Scenario.read(flow, name: "one")
    #expect(model.components[0].takes == .random(try Distribution(form)))
    #expect(try Scenario.read(model.yaml, name: "one") == model)
    let tasks = try Scenario.read("tasks:\n  train:\n    takes: \(text)\n", name: "one")
    #expect(tasks.components[0].takes == .random(try Distribution(form)))
  }

  @Test func `a parameter that does not fit is told where it stands`() {
    let distributions = [
      "normal",
      "empirical",
      "{}",
      "{ norml: { mean: 2s } }",
      "{ Normal: { mean: 2s } }",
      "{ weibull: 1s }",
      "{ min: 1s, max: 3s }",
      "{ [normal]: 1s }",
      "{ exponential: { mean: 2s }, gamma: { mean: 1s } }",
      "{ normal: 2s }",
      "{ normal: [2s, 1s] }",
      "{ normal: }",
      "{ normal: { mean: 2s } }",
      "{ gamma: { mean: 2s } }",
      "{ normal: { mean: 2s, std: 1s } }",
      "{ uniform: { min: 1s, max: 3s, mode: 2s } }",
      "{ normal: { mean: 2, sd: 1s } }",
      "{ normal: { mean: 2s, sd: -1s } }",
      "{ normal: { mean: 2s, sd: } }",
      "{ normal: { mean: forever, sd: 1s } }",
      "{ exponential: { mean: 36501d } }",
      "{ uniform: { min: 3s, max: 1s } }",
      "{ triangular: { min: 2s, mode: 1s, max: 5s } }",
      "{ triangular: { min: 1s, mode: 6s, max: 5s } }",
      "{ lognormal: { median: 2s, sigma: -0.5 } }",
      "{ lognormal: { median: 2s, sigma: 0.5s } }",
      "{ lognormal: { median: 2s, sigma: 1e3 } }",
      "{ lognormal: { mean: 2s, sd: 1s } }",
      "{ lognormal: { median: 2s, sigma: nan } }",
      "{ gamma: { shape: 0, mean: 3s } }",
      "{ gamma: { shape: -1, mean: 3s } }",
      "{ gamma: { shape: 1.2345678901234567, mean: 3s } }",
      "{ gamma: { shape: [1], mean: 3s } }",
      "{ empirical: }",
      "{ empirical: [] }",
      "{ empirical: {} }",
      "{ empirical: 2s }",
      "{ empirical: [1s, 2] }",
      "{ empirical: [1s, [2s]] }",
      "{ empirical: { 1s: 0 } }",
      "{ empirical: { 1s: 0.5 } }",
      "{ empirical: { 1s: 1000000001 } }",
      "{ empirical: { often: 2 } }",
    ]
    expectGolden(
      distributions.map { BadScenario.component("takes: \($0)").answered }.joined(separator: "\n"),
      "distributions.txt")
  }

  @Test(arguments: [
    "0", "1", "-1", "2.5", "0.1", "0.3", "007", "3.14159265358979", "123456789012345",
    "0.0000000000000000000001", "999999999999999", "0.999999999999999", "-0.5", "0.0",
  ])
  func `a decimal number is the nearest there is`(text: String) {
    #expect(decimal(in: text) == Double(text))
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "1.2.3", "1e3", "+1", "0x1", "1,5", "1 ", " 1", "--1", "1-", "nan",
    "inf", "٣", "1_000", "1234567890123456", "0.00000000000000000000001",
  ])
  func `what is no decimal number of at most fifteen digits is none`(text: String) {
    #expect(decimal(in: text) == nil)
  }
}
