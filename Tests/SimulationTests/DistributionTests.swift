import EventLog
import Foundation
import Testing

@testable import Simulation

@Suite struct DistributionTests {
  /// A distribution with what is known of it.
  struct Known: CustomTestStringConvertible {
    var form: Distribution.Form
    var mean: Double
    var variance: Double
    /// The share of times up to a number of nanoseconds.
    var share: @Sendable (Double) -> Double
    var testDescription: String { "\(form)" }

    init(
      _ form: Distribution.Form, mean: Double, variance: Double,
      share: @escaping @Sendable (Double) -> Double
    ) {
      (self.form, self.mean, self.variance, self.share) = (form, mean, variance, share)
    }
  }

  /// The times of the calls 1 to `count` of a component, sorted unless told otherwise.
  private static func times(
    _ form: Distribution.Form, seed: UInt64 = 42, count: UInt32
  ) throws -> [Nanoseconds] {
    let distribution = try Distribution(form)
    return (1...count).map { call in
      var draw = RandomSubstream(seed: seed, component: "train", call: call, purpose: .takes)
      return distribution.time(from: &draw)
    }
  }

  // MARK: Statistics

  /// Means and variances in seconds, from textbooks.
  static let known: [Known] = [
    Known(.uniform(min: second, max: 3 * second), mean: 2, variance: 4.0 / 12) {
      ($0 / 1e9 - 1) / 2
    },
    Known(.normal(mean: 2 * second, sd: second / 5), mean: 2, variance: 0.04) {
      normalShare(($0 / 1e9 - 2) / 0.2)
    },
    // Cut at one standard deviation below the mean: λ = φ(1) / Φ(1).
    Known(
      .normal(mean: second, sd: second), mean: 1 + hazard, variance: 1 - hazard - hazard * hazard
    ) { (normalShare($0 / 1e9 - 1) - normalShare(-1)) / normalShare(1) },
    Known(
      .lognormal(median: 2 * second, sigma: 0.5), mean: 2 * exp(0.125),
      variance: 4 * exp(0.25) * (exp(0.25) - 1)
    ) { normalShare(log($0 / 2e9) / 0.5) },
    Known(.exponential(mean: 2 * second), mean: 2, variance: 4) { 1 - exp(-$0 / 2e9) },
    Known(
      .triangular(min: second, mode: 2 * second, max: 5 * second), mean: 8.0 / 3,
      variance: 13.0 / 18
    ) { triangularShare($0 / 1e9) },
    Known(.gamma(shape: 2.5, mean: 3 * second), mean: 3, variance: 9 / 2.5) {
      gammaShare($0 / 1.2e9, shape: 2.5)
    },
    Known(.gamma(shape: 0.5, mean: 3 * second), mean: 3, variance: 18) {
      gammaShare($0 / 6e9, shape: 0.5)
    },
    Known(.gamma(shape: 0.01, mean: 3 * second), mean: 3, variance: 900) {
      gammaShare($0 / 300e9, shape: 0.01)
    },
    Known(.gamma(shape: 10_000, mean: 3 * second), mean: 3, variance: 9e-4) {
      gammaShare($0 / 3e5, shape: 10_000)
    },
    Known(
      .empirical([.init(second), .init(2 * second, weight: 2), .init(5 * second)]), mean: 2.5,
      variance: 2.25
    ) { $0 < 1e9 ? 0 : $0 < 2e9 ? 0.25 : $0 < 5e9 ? 0.75 : 1 },
  ]

  /// The seed is fixed, so that the test cannot fail by chance; by chance a distance above 0.0062
  /// would come once in a thousand times.
  @Test(arguments: known)
  func `a hundred thousand draws are spread as they should be`(known: Known) throws {
    let times = try Self.times(known.form, count: 100_000).sorted()
    let count = Double(times.count)
    var distance = 0.0
    for (index, time) in times.enumerated() {
      // A time stands for all that is rounded to it.
      if index + 1 == times.count || times[index + 1] > time {
        let share = min(1, max(0, known.share(Double(time) + 0.5)))
        distance = max(distance, abs(Double(index + 1) / count - share))
      }
      if index == 0 || times[index - 1] < time {
        let share = min(1, max(0, known.share(Double(time) - 0.5)))
        distance = max(distance, abs(Double(index) / count - share))
      }
    }
    #expect(distance < 0.0062)
  }

  @Test(arguments: known)
  func `mean and variance of a hundred thousand draws are those of the books`(known: Known) throws {
    let times = try Self.times(known.form, count: 100_000).map { Double($0) / 1e9 }
    let mean = times.reduce(0, +) / 100_000
    let squares = times.map { ($0 - mean) * ($0 - mean) }
    let variance = squares.reduce(0, +) / 100_000
    let fourth = squares.reduce(0) { $0 + $1 * $1 } / 100_000
    #expect(abs(mean - known.mean) < 4 * (known.variance / 100_000).squareRoot())
    let spread = ((fourth - variance * variance) / 100_000).squareRoot()
    #expect(abs(variance - known.variance) < 4 * spread)
  }

  @Test func `one call tells nothing of the next, nor one seed of another`() throws {
    let form = Distribution.Form.uniform(min: 0, max: second)
    let first = try Self.times(form, seed: 1, count: 100_000)
    let other = try Self.times(form, seed: 2, count: 100_000)
    #expect(abs(correlation(first.dropLast(), first.dropFirst())) < 0.0127)
    #expect(abs(correlation(first[...], other[...])) < 0.0127)
  }

  private func correlation(
    _ left: ArraySlice<Nanoseconds>, _ right: ArraySlice<Nanoseconds>
  ) -> Double {
    let (left, right) = (left.map { Double($0) / 1e9 - 0.5 }, right.map { Double($0) / 1e9 - 0.5 })
    return zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } * 12 / Double(left.count)
  }

  // MARK: Bytes

  /// Computed by a second implementation in another language, not by this one.
  static let firstTimes: [(Distribution.Form, [Nanoseconds])] = [
    (
      .uniform(min: second, max: 3 * second),
      [1_088_785_847, 2_591_428_369, 1_768_399_342, 1_102_969_880, 1_962_678_038, 1_822_018_373]
    ),
    (
      .normal(mean: 2 * second, sd: second / 5),
      [1_659_632_513, 2_165_281_972, 1_941_106_146, 1_673_875_388, 1_990_641_357, 1_955_010_052]
    ),
    (
      .normal(mean: second, sd: second),
      [2_947_055_457, 1_826_409_861, 705_530_731, 1_329_735_933, 953_206_787, 775_050_259]
    ),
    (
      .lognormal(median: 2 * second, sigma: 0.5),
      [854_044_878, 3_023_309_557, 1_726_182_885, 885_002_907, 1_953_749_944, 1_787_239_606]
    ),
    (
      .exponential(mean: 2 * second),
      [90_816_917, 3_176_470_416, 969_665_019, 105_715_224, 1_313_009_651, 1_058_689_385]
    ),
    (
      .triangular(min: second, mode: 2 * second, max: 5 * second),
      [1_421_392_565, 3_434_295_753, 2_281_617_403, 1_453_805_862, 2_505_219_094, 2_341_449_688]
    ),
    (
      .gamma(shape: 2.5, mean: 3 * second),
      [603_631_094, 4_349_953_661, 2_113_777_449, 652_405_222, 2_518_219_455, 2_222_556_792]
    ),
    (
      .gamma(shape: 0.5, mean: 3 * second),
      [4_404_995, 5_172_602_887, 392_414_720, 24_815_210, 2_497_665_311, 1_140_258_674]
    ),
    (.gamma(shape: 0.01, mean: 3 * second), [0, 30, 0, 0, 0, 0]),
    (
      .gamma(shape: 10_000, mean: 3 * second),
      [2_949_134_805, 3_024_760_241, 2_991_074_738, 2_951_247_535, 2_998_496_446, 2_993_156_679]
    ),
    (
      .empirical([.init(second), .init(2 * second, weight: 2), .init(5 * second)]),
      [second, 5 * second, 2 * second, second, 2 * second, 2 * second]
    ),
    (
      .uniform(min: 0, max: Limits.longestTime),
      [
        139_997_523_687_944_865, 2_509_364_251_538_523_929, 1_211_612_083_178_479_790,
        162_362_907_090_788_583, 1_517_950_730_930_372_331, 1_296_158_570_973_917_762,
      ]
    ),
  ]

  @Test(arguments: firstTimes)
  func `the first calls take these nanoseconds on every processor`(
    form: Distribution.Form, times: [Nanoseconds]
  ) throws {
    #expect(try Self.times(form, count: 6) == times)
  }

  @Test func `two equal values in a list are one with twice the weight`() throws {
    let listed = try Self.times(
      .empirical([1, 2, 2, 5].map { .init($0 * second) }), count: 1000)
    let weighted = try Self.times(
      .empirical([.init(second), .init(2 * second, weight: 2), .init(5 * second)]), count: 1000)
    #expect(listed == weighted)
  }

  // MARK: Edges

  @Test(
    arguments: [
      (.uniform(min: second, max: second), second), (.normal(mean: second, sd: 0), second),
      (.normal(mean: 0, sd: 0), 0), (.lognormal(median: second, sigma: 0), second),
      (.lognormal(median: 0, sigma: 1000), 0), (.exponential(mean: 0), 0),
      (.triangular(min: second, mode: second, max: second), second),
      (.gamma(shape: 1e300, mean: second), second),
      (.gamma(shape: .leastNonzeroMagnitude, mean: second), 0),
      (.gamma(shape: 1, mean: 0), 0), (.empirical([.init(second)]), second),
      (.normal(mean: Limits.longestTime - 1, sd: 0), Limits.longestTime - 1),
    ] as [(Distribution.Form, Nanoseconds)])
  func `parameters that leave no choice give that one time`(
    form: Distribution.Form, time: Nanoseconds
  ) throws {
    #expect(Set(try Self.times(form, count: 100)) == [time])
  }

  @Test(
    arguments: [
      .uniform(min: 0, max: Limits.longestTime),
      .normal(mean: 0, sd: Limits.longestTime), .normal(mean: Limits.longestTime, sd: second),
      .normal(mean: 0, sd: 1), .lognormal(median: second, sigma: 1e300),
      .lognormal(median: Limits.longestTime, sigma: 100), .exponential(mean: Limits.longestTime),
      .triangular(min: 0, mode: 0, max: Limits.longestTime),
      .triangular(min: 0, mode: Limits.longestTime, max: Limits.longestTime),
      .gamma(shape: 0.001, mean: Limits.longestTime), .gamma(shape: 1, mean: 1),
    ] as [Distribution.Form])
  func `no time is negative or longer than the longest`(form: Distribution.Form) throws {
    let times = try Self.times(form, count: 2000)
    #expect(times.allSatisfy { $0 >= 0 && $0 <= Limits.longestTime })
    #expect(Set(times).count > 1)
  }

  @Test func `triangular times stay within their ends and reach close to them`() throws {
    let times = try Self.times(.triangular(min: 10, mode: 10, max: 13), count: 2000)
    #expect(Set(times) == [10, 11, 12, 13])
  }

  // MARK: Parameters

  @Test(
    arguments: [
      (.uniform(min: -1, max: 2), "min", .time), (.uniform(min: 3, max: 2), "max", .atLeast("min")),
      (.uniform(min: 0, max: Limits.longestTime + 1), "max", .time),
      (.normal(mean: -1, sd: 1), "mean", .time), (.normal(mean: 1, sd: -1), "sd", .time),
      (.lognormal(median: -1, sigma: 1), "median", .time),
      (.lognormal(median: 1, sigma: -0.1), "sigma", .notNegative),
      (.lognormal(median: 1, sigma: .nan), "sigma", .notNegative),
      (.lognormal(median: 1, sigma: .infinity), "sigma", .notNegative),
      (.exponential(mean: -1), "mean", .time),
      (.triangular(min: 2, mode: 1, max: 3), "mode", .atLeast("min")),
      (.triangular(min: 1, mode: 3, max: 2), "max", .atLeast("mode")),
      (.triangular(min: 1, mode: -3, max: 2), "mode", .time),
      (.gamma(shape: 0, mean: 1), "shape", .positive),
      (.gamma(shape: .nan, mean: 1), "shape", .positive),
      (.gamma(shape: .infinity, mean: 1), "shape", .positive),
      (.gamma(shape: 1, mean: -1), "mean", .time), (.empirical([]), "empirical", .notEmpty),
      (.empirical([.init(-1)]), "empirical", .time),
      (.empirical([.init(1, weight: 0)]), "empirical", .weighted),
    ] as [(Distribution.Form, String, DistributionProblem.Requirement)])
  func `parameters that make no sense are refused by name`(
    form: Distribution.Form, parameter: String, requirement: DistributionProblem.Requirement
  ) {
    #expect(throws: DistributionProblem(parameter: parameter, requirement: requirement)) {
      _ = try Distribution(form)
    }
  }
}

// MARK: - The books

/// φ(1) / Φ(1).
private let hazard = exp(-0.5) / (2 * Double.pi).squareRoot() / normalShare(1)

private func normalShare(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

/// From 1 by way of 2 to 5.
private func triangularShare(_ x: Double) -> Double {
  switch x {
  case ..<1: 0
  case ..<2: (x - 1) * (x - 1) / 4
  case ..<5: 1 - (5 - x) * (5 - x) / 12
  default: 1
  }
}

/// The regularised lower incomplete gamma function, by its power series (DLMF 8.11.4).
private func gammaShare(_ x: Double, shape: Double) -> Double {
  guard x > 0 else { return 0 }
  guard x < shape + 40 * max(1, shape.squareRoot()) else { return 1 }
  var (term, sum) = (1 / shape, 1 / shape)
  var divisor = shape
  while term > sum * 1e-16 {
    divisor += 1
    term *= x / divisor
    sum += term
  }
  return sum * exp(shape * log(x) - x - lgamma(shape))
}
