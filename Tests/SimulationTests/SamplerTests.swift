import Testing

@testable import Simulation

@Suite struct SamplerTests {
  private let component = Model.Component(name: "server", takes: .forever)

  private func sampler(_ form: Distribution.Form, effect: Int = 0) throws -> Sampler {
    Sampler(try Distribution(form), seed: 7, component, .every, effect: effect)
  }

  /// Drawn by inverse, from one word.
  private static let inverses: [Distribution.Form] = [
    .exponential(mean: second), .lognormal(median: second, sigma: 0.5),
    .triangular(min: second, mode: 2 * second, max: 5 * second),
  ]
  private static let others: [Distribution.Form] = [
    .uniform(min: 0, max: second), .normal(mean: second, sd: second),
    .gamma(shape: 2.5, mean: second), .empirical([.init(1), .init(2), .init(3, weight: 5)]),
  ]

  @Test(arguments: inverses)
  func `item i has word i mod 4 of block i / 4`(form: Distribution.Form) throws {
    let distribution = try Distribution(form)
    for effect in [0, 1, 9] {
      var sampler = try sampler(form, effect: effect)
      for item in 0..<40 as Range<UInt32> {
        var draw = RandomSubstream(
          seed: 7, component: "server", call: 3, purpose: .every,
          item: UInt64(effect) << 32 | UInt64(item / 4))
        for _ in 0..<item % 4 { _ = draw.next() }
        #expect(sampler.time(of: 3, item: item) == distribution.time(from: &draw))
      }
    }
  }

  @Test(arguments: others)
  func `where a time may need several words each item has blocks of its own`(
    form: Distribution.Form
  ) throws {
    let distribution = try Distribution(form)
    var sampler = try sampler(form, effect: 2)
    for item in 0..<40 as Range<UInt32> {
      var draw = RandomSubstream(
        seed: 7, component: "server", call: 3, purpose: .every, item: 2 << 32 | UInt64(item))
      #expect(sampler.time(of: 3, item: item) == distribution.time(from: &draw))
    }
  }

  @Test(arguments: inverses + others)
  func `the time of an item does not depend on what was drawn before`(
    form: Distribution.Form
  ) throws {
    var forwards = try sampler(form)
    var backwards = try sampler(form)
    let keys = (1...3).flatMap { call in (0...11).map { (call: UInt32(call), item: UInt32($0)) } }
    let times = keys.map { forwards.time(of: $0.call, item: $0.item) }
    #expect(keys.reversed().map { backwards.time(of: $0.call, item: $0.item) } == times.reversed())
    #expect(times.allSatisfy { $0 >= 0 && $0 <= Limits.longestTime })
  }

  @Test(arguments: inverses)
  func `four quantiles at once are the four alone`(form: Distribution.Form) throws {
    let distribution = try Distribution(form)
    var draw = RandomSubstream(seed: 1, component: "units", call: 1, purpose: .takes)
    for _ in 0..<1000 {
      let units = SIMD4(draw.unit(), draw.unit(), draw.unit(), 0x1p-53)
      let times = distribution.quantiles(units)
      for lane in 0..<4 { #expect(times[lane] == distribution.quantile(units[lane])) }
    }
  }
}
