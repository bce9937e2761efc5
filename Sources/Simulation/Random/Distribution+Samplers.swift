internal import EventLog

// One sampler a family. Each uses the words of its draw and nothing else, and computes with
// `PortableMath`, so that the same draw is the same time on every processor.

extension Distribution {
  /// How often a sampler that may refuse what it drew draws again at most.
  static let mostTries = 64

  /// The time that a draw stands for: from 0 to `Limits.longestTime`, to which longer ones are cut.
  ///
  /// - Complexity: O(1) on average and at most 64 tries; for an empirical list O(log length).
  func time(from draw: inout RandomSubstream) -> Nanoseconds {
    switch form {
    case .uniform(let min, let max):
      return min + Nanoseconds(draw.index(below: UInt64(max - min) + 1))
    case .normal(let mean, let sd):
      return normal(mean: mean, sd: sd, &draw)
    case .lognormal, .exponential, .triangular: return quantile(draw.unit())
    case .gamma(let shape, let mean):
      return nanoseconds(of: standardGamma(shape, &draw) / shape, times: mean)
    case .empirical(let values):
      let pick = draw.index(below: weightSums[weightSums.count - 1])
      return values[firstIndex(above: pick)].time
    }
  }

  /// Whether a time is drawn by the inverse of the distribution function, from one number of a unit.
  var isDrawnByInverse: Bool {
    switch form {
    case .lognormal, .exponential, .triangular: true
    case .uniform, .normal, .gamma, .empirical: false
    }
  }

  /// The time below which a call is with that probability, for what is drawn by inverse.
  func quantile(_ unit: Double) -> Nanoseconds {
    switch form {
    case .lognormal(let median, let sigma):
      return nanoseconds(of: PortableMath.exp(sigma * normalQuantile(unit)), times: median)
    case .exponential(let mean):
      return nanoseconds(of: -PortableMath.log(1 - unit), times: mean)
    case .triangular(let min, let mode, let max):
      return triangular(min: min, mode: mode, max: max, unit)
    case .uniform, .normal, .gamma, .empirical:
      preconditionFailure("it is not drawn by inverse")
    }
  }

  /// Four quantiles at once.
  func quantiles(_ units: SIMD4<Double>) -> SIMD4<Nanoseconds> {
    guard case .exponential(let mean) = form else {
      return SIMD4(
        quantile(units[0]), quantile(units[1]), quantile(units[2]), quantile(units[3]))
    }
    let logarithms = PortableMath.log(1 - units)
    return SIMD4(
      nanoseconds(of: -logarithms[0], times: mean), nanoseconds(of: -logarithms[1], times: mean),
      nanoseconds(of: -logarithms[2], times: mean), nanoseconds(of: -logarithms[3], times: mean))
  }

  /// By the inverse of the distribution function; what is below zero is drawn again.
  ///
  /// That gives the normal distribution truncated to [0, ∞), whose mean is above `mean` unless `sd` is
  /// small against it. At least half of what is drawn can be kept, so all 64 tries fail with a
  /// probability of less than 2⁻⁶⁴; the time is 0 then.
  private func normal(mean: Nanoseconds, sd: Nanoseconds, _ draw: inout RandomSubstream)
    -> Nanoseconds
  {
    for _ in 0..<Self.mostTries {
      let z = normalQuantile(draw.unit())
      let deviation = nanoseconds(of: z.magnitude, times: sd)
      if z >= 0 { return Swift.min(mean + deviation, Limits.longestTime) }
      if deviation <= mean { return mean - deviation }
    }
    return 0
  }

  /// By the inverse of the distribution function, from the nearer end.
  private func triangular(
    min: Nanoseconds, mode: Nanoseconds, max: Nanoseconds, _ unit: Double
  ) -> Nanoseconds {
    let (width, rise, fall) = (Double(max - min), Double(mode - min), Double(max - mode))
    if unit * width < rise {
      return Swift.min(mode, min + nanoseconds(of: (unit * width * rise).squareRoot(), times: 1))
    }
    let distance = nanoseconds(of: ((1 - unit) * width * fall).squareRoot(), times: 1)
    return Swift.max(mode, max - distance)
  }

  /// A gamma number of scale 1.
  ///
  /// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM Transactions
  /// on Mathematical Software 26 (2000), with normal numbers by `normalQuantile`; below shape 1 as
  /// their section 6 says, gamma(shape + 1) · unit^(1/shape). A try is refused with a probability of
  /// at most 5 %, so all 64 are with less than 10⁻⁸³; the number is shape − ⅓ then, near the mode.
  private func standardGamma(_ shape: Double, _ draw: inout RandomSubstream) -> Double {
    if shape < 1 {
      let power = PortableMath.exp(PortableMath.log(draw.unit()) / shape)
      return standardGamma(shape + 1, &draw) * power
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    for _ in 0..<Self.mostTries {
      let x = normalQuantile(draw.unit())
      let root = 1 + c * x
      let unit = draw.unit()
      guard root > 0 else { continue }
      let v = root * root * root
      if PortableMath.log(unit) < 0.5 * x * x + d * (1 - v + PortableMath.log(v)) { return d * v }
    }
    return d
  }

  /// The first value whose sum of weights is above a number, by bisection.
  private func firstIndex(above number: UInt64) -> Int {
    weightSums.dropLast().partitioningIndex { $0 > number }
  }
}

/// A factor that is not negative times a length, rounded to whole nanoseconds, halves up.
///
/// Nothing times any factor, ∞ too, is nothing; what is too long is `Limits.longestTime`.
private func nanoseconds(of factor: Double, times length: Nanoseconds) -> Nanoseconds {
  guard length > 0, factor > 0 else { return 0 }
  let product = factor * Double(length)
  guard product < Double(Limits.longestTime) else { return Limits.longestTime }
  return Nanoseconds(product + 0.5)
}
