import Foundation
import TestSupport
import Testing

@testable import Simulation

@Suite struct PortableMathTests {
  /// How many numbers lie between two results.
  private func distance(_ left: Double, _ right: Double) -> Int64 {
    abs(Int64(bitPattern: left.bitPattern) - Int64(bitPattern: right.bitPattern))
  }

  @Test func `the logarithm is within 2 units of the C library's`() {
    var generator = SeededGenerator(seed: 1)
    var worst: Int64 = 0
    for _ in 0..<50_000 {
      for x in [
        Double.random(in: 0..<1, using: &generator), .random(in: 0.5..<2, using: &generator),
        .random(in: 0.999..<1.001, using: &generator),
        Double(bitPattern: .random(in: 1..<Double.infinity.bitPattern, using: &generator)),
      ] {
        worst = max(worst, distance(PortableMath.log(x), Foundation.log(x)))
      }
    }
    #expect(worst <= 2)
  }

  @Test func `the exponential is within 2 units of the C library's`() {
    var generator = SeededGenerator(seed: 2)
    var worst: Int64 = 0
    for _ in 0..<50_000 {
      for x in [
        Double.random(in: -745..<709.7, using: &generator),
        .random(in: -40..<40, using: &generator), .random(in: -1..<1, using: &generator),
        .random(in: -1e-6..<1e-6, using: &generator),
      ] {
        worst = max(worst, distance(PortableMath.exp(x), Foundation.exp(x)))
      }
    }
    #expect(worst <= 2)
  }

  @Test func `the ends of the number line have their limits`() {
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(-1).isNaN)
    #expect(PortableMath.log(.nan).isNaN)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(.infinity) == .infinity)
    #expect(PortableMath.exp(.nan).isNaN)
    #expect(PortableMath.exp(709.79) == .infinity)
    #expect(PortableMath.exp(709.78) < .infinity)
    #expect(PortableMath.exp(-745.14) == 0)
    #expect(PortableMath.exp(-745.13) == .leastNonzeroMagnitude)
  }

  @Test(arguments: [
    (0.1, -0x1.26bb1bbb55515p+1), (2, 0x1.62e42fefa39efp-1), (3, 0x1.193ea7aad030ap+0),
    (1e10, 0x1.7069e2aa2aa5bp+4), (0x1p-1074, -0x1.74385446d71c3p+9),
    (0x1.69f058612482bp-1, -0x1.632c7a220cfbcp-2),
  ])
  func `a logarithm has these bits on every processor`(x: Double, result: Double) {
    #expect(PortableMath.log(x) == result)
  }

  @Test(arguments: [
    (1, 0x1.5bf0a8b14576ap+1), (-1, 0x1.78b56362cef38p-2), (0.1, 0x1.1aec7b35a00d4p+0),
    (10.5, 0x1.1bb7015e84d3bp+15), (-39.852821706538684, 0x1.6b2d7ce57a866p-58),
    (-745, 0x1p-1074), (709.7, 0x1.d75ae7a50ee14p+1023),
  ])
  func `an exponential has these bits on every processor`(x: Double, result: Double) {
    #expect(PortableMath.exp(x) == result)
  }

  @Test(arguments: [
    (0.5, 0), (0.975, 0x1.f5c0331eeff82p+0), (0.001, -0x1.8b8cbb7204470p+1),
    (0x1p-53, -0x1.06b48528cea51p+3), (0.9999, 0x1.dc08bb712897ap+1),
  ])
  func `a quantile of the normal distribution has these bits on every processor`(
    p: Double, z: Double
  ) {
    #expect(normalQuantile(p) == z)
  }

  /// The digests were computed by a second implementation in another language.
  ///
  /// A compiler that fuses multiplications with additions changes them.
  @Test func `ten thousand results of each function have these bits on every processor`() {
    func digest(_ function: (Double) -> Double) -> UInt64 {
      (1...10_000).reduce(0xcbf2_9ce4_8422_2325) {
        ($0 ^ function(Double($1)).bitPattern) &* 0x100_0000_01b3
      }
    }
    #expect(digest { PortableMath.log($0 / 1000) } == 0xdf6d_8c7c_e30e_8516)
    #expect(digest { PortableMath.exp(($0 - 5000) / 200) } == 0x5201_6942_c4f4_ed3b)
    #expect(digest { normalQuantile($0 / 10_001) } == 0x6ba5_fc82_3357_f9d1)
  }

  @Test func `a quantile of the normal distribution leads back to its probability`() {
    for exponent in stride(from: -50.0, through: -0.001, by: 0.01) {
      let p = exp2(exponent)
      let z = normalQuantile(p)
      let back = 0.5 * erfc(-z / 2.0.squareRoot())
      #expect(abs(back - p) <= 1e-14 * p * max(1, z * z), "p = \(p)")
    }
  }
}
