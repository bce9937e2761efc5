public import EventLog

/// How the lengths of a component's calls are spread.
///
///     let takes = try Distribution(.normal(mean: 2_000_000_000, sd: 200_000_000))
///
/// Every distribution there is has parameters that make sense: making one checks them.
public struct Distribution: Equatable, Sendable {
  /// The family of the distribution with its parameters.
  public let form: Form
  /// For an empirical list, the sums of the weights up to each value; else empty.
  let weightSums: [UInt64]

  /// A family of distributions with parameters; times are in nanoseconds.
  ///
  /// No time may be negative or longer than `Limits.longestTime`.
  public enum Form: Equatable, Sendable {
    /// Every time from `min` to `max`, each as likely as the others.
    case uniform(min: Nanoseconds, max: Nanoseconds)
    /// The bell curve, cut at zero: of what is drawn below zero nothing is kept.
    case normal(mean: Nanoseconds, sd: Nanoseconds)
    /// The time whose logarithm is normal: half of the calls are shorter than `median`, and `sigma`
    /// is the standard deviation of the logarithm.
    case lognormal(median: Nanoseconds, sigma: Double)
    /// The time until something that is as likely to happen at any moment.
    case exponential(mean: Nanoseconds)
    /// From `min` rising to `mode`, the likeliest time, and falling to `max`.
    case triangular(min: Nanoseconds, mode: Nanoseconds, max: Nanoseconds)
    /// The sum of `shape` exponential times, also for a `shape` that is not whole.
    case gamma(shape: Double, mean: Nanoseconds)
    /// One of these times, each as likely as its weight says.
    case empirical([WeightedTime])
  }

  /// A time, and how likely it is against the others of its list.
  public struct WeightedTime: Equatable, Sendable {
    /// The time.
    public var time: Nanoseconds
    /// How likely it is, at least 1: a weight of 2 is drawn twice as often as one of 1.
    public var weight: UInt32

    /// Makes a time with a weight, 1 by default.
    public init(_ time: Nanoseconds, weight: UInt32 = 1) {
      self.time = time
      self.weight = weight
    }
  }

  /// Makes a distribution.
  ///
  /// - Throws: `DistributionProblem`, for the first parameter that does not fit.
  /// - Complexity: O(1), for an empirical list O(length).
  public init(_ form: Form) throws(DistributionProblem) {
    try form.check()
    self.form = form
    guard case .empirical(let values) = form else {
      weightSums = []
      return
    }
    var sum: UInt64 = 0
    weightSums = values.map {
      sum += UInt64($0.weight)
      return sum
    }
  }
}

/// What is wrong with a parameter of a distribution.
public struct DistributionProblem: Error, Equatable, Sendable {
  /// The parameter, by its name in scenarios, such as `sd`; `empirical` for a list.
  public var parameter: String
  /// What it has to be and is not.
  public var requirement: Requirement

  /// What a parameter has to be.
  public enum Requirement: Equatable, Sendable {
    /// A time from 0 to `Limits.longestTime`.
    case time
    /// A finite number that is not negative.
    case notNegative
    /// A finite number greater than 0.
    case positive
    /// At least as long as another parameter.
    case atLeast(String)
    /// A list with at least one value.
    case notEmpty
    /// A list whose weights are at least 1.
    case weighted
  }
}

extension Distribution.Form {
  fileprivate func check() throws(DistributionProblem) {
    switch self {
    case .uniform(let min, let max):
      try check(min, "min")
      try check(max, "max")
      try check(max >= min, "max", .atLeast("min"))
    case .normal(let mean, let sd):
      try check(mean, "mean")
      try check(sd, "sd")
    case .lognormal(let median, let sigma):
      try check(median, "median")
      try check(sigma >= 0 && sigma.isFinite, "sigma", .notNegative)
    case .exponential(let mean):
      try check(mean, "mean")
    case .triangular(let min, let mode, let max):
      try check(min, "min")
      try check(mode, "mode")
      try check(max, "max")
      try check(mode >= min, "mode", .atLeast("min"))
      try check(max >= mode, "max", .atLeast("mode"))
    case .gamma(let shape, let mean):
      try check(shape > 0 && shape.isFinite, "shape", .positive)
      try check(mean, "mean")
    case .empirical(let values):
      try check(!values.isEmpty, "empirical", .notEmpty)
      for value in values {
        try check(value.time, "empirical")
        try check(value.weight > 0, "empirical", .weighted)
      }
    }
  }

  private func check(_ time: Nanoseconds, _ parameter: String) throws(DistributionProblem) {
    try check(time >= 0 && time <= Limits.longestTime, parameter, .time)
  }

  private func check(
    _ holds: Bool, _ parameter: String, _ requirement: DistributionProblem.Requirement
  ) throws(DistributionProblem) {
    guard holds else {
      throw DistributionProblem(parameter: parameter, requirement: requirement)
    }
  }
}
