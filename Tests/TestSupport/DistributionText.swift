import EventLog
public import Simulation

extension Distribution {
  /// The distribution as the value of `takes` in a scenario.
  public var yaml: String {
    switch form {
    case .uniform(let min, let max): "{ uniform: { min: \(min)ns, max: \(max)ns } }"
    case .normal(let mean, let sd): "{ normal: { mean: \(mean)ns, sd: \(sd)ns } }"
    case .lognormal(let median, let sigma):
      "{ lognormal: { median: \(median)ns, sigma: \(sigma) } }"
    case .exponential(let mean): "{ exponential: { mean: \(mean)ns } }"
    case .triangular(let min, let mode, let max):
      "{ triangular: { min: \(min)ns, mode: \(mode)ns, max: \(max)ns } }"
    case .gamma(let shape, let mean): "{ gamma: { shape: \(shape), mean: \(mean)ns } }"
    case .empirical(let values) where values.allSatisfy { $0.weight == 1 }:
      "{ empirical: [\(values.map { "\($0.time)ns" }.joined(separator: ", "))] }"
    case .empirical(let values):
      "{ empirical: { \(values.map { "\($0.time)ns: \($0.weight)" }.joined(separator: ", ")) } }"
    }
  }
}
