/// Logarithm and exponential that have the same bits on every processor.
///
/// The C library's differ from one processor and version to the next, and a log must not. These use
/// only what IEEE 754 rounds exactly: + − × ÷, each on its own, since the compiler fuses none that
/// are not asked for. Constants are hexadecimal or quotients of small whole numbers, because decimal
/// literals pass through the widest type of the compiling machine.
enum PortableMath {
  /// ln 2 in two parts; the first ends in so many zeros that its multiples up to 1100 are exact.
  private static let ln2 = (high: 0x1.62e42feep-1, low: 0x1.a39ef35793c76p-33)

  /// The natural logarithm, to less than 1 unit in the last place.
  ///
  /// With *x* = 2ᵏ(1 + *f*) and 1 + *f* between √½ and √2, ln(1 + *f*) = 2 artanh *s* for
  /// *s* = *f* / (2 + *f*), summed as a Taylor series to *s*²³ (what is left out is below 2⁻⁶⁰ of it)
  /// and put together as *f* − (*f*²/2 − *s*(*f*²/2 + *R*)), so that almost all rounding happens once.
  /// That arrangement is the one of FDLIBM (Ng, Sun Microsystems, 1993).
  ///
  /// Below 0 the result is not a number, at 0 it is −∞.
  static func log(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x < .infinity else { return x }
    return x.isNormal
      ? log(SIMD4(x, 1, 1, 1))[0] : log(SIMD4(x * 0x1p54, 1, 1, 1), halvings: 54)[0]
  }

  /// The natural logarithms of four normal numbers greater than 0, after so many halvings of each.
  ///
  /// The four are computed side by side, each as if it were alone. Powers of 2 are taken out by bits
  /// and without a branch: on which side of √2 a random number lies is not to be guessed.
  static func log(_ x: SIMD4<Double>, halvings: Int64 = 0) -> SIMD4<Double> {
    let bits = SIMD4<Int64>(
      Int64(bitPattern: x[0].bitPattern), Int64(bitPattern: x[1].bitPattern),
      Int64(bitPattern: x[2].bitPattern), Int64(bitPattern: x[3].bitPattern))
    let significands = bits & 0x000f_ffff_ffff_ffff
    // 1 where the significand is above that of √2, else 0.
    let halves = (0x6_a09e_667f_3bcd &- significands) &>> 63 & 1
    let powers = bits &>> 52 &+ halves &- (1023 &+ halvings)
    let fractions = significands | (1023 &- halves) &<< 52
    let f = doubles(fractions) - 1
    let s = f / (2 + f)
    let square = s * s
    var series = square * (2.0 / 23)
    series = (series + 2.0 / 21) * square
    series = (series + 2.0 / 19) * square
    series = (series + 2.0 / 17) * square
    series = (series + 2.0 / 15) * square
    series = (series + 2.0 / 13) * square
    series = (series + 2.0 / 11) * square
    series = (series + 2.0 / 9) * square
    series = (series + 2.0 / 7) * square
    series = (series + 2.0 / 5) * square
    series = (series + 2.0 / 3) * square
    let half = f * f * 0.5
    let k = SIMD4(Double(powers[0]), Double(powers[1]), Double(powers[2]), Double(powers[3]))
    return k * ln2.high - ((half - (s * (half + series) + k * ln2.low)) - f)
  }

  private static func doubles(_ bits: SIMD4<Int64>) -> SIMD4<Double> {
    unsafeBitCast(bits, to: SIMD4<Double>.self)
  }

  /// The exponential, to less than 1 unit in the last place (1.5 where the result is subnormal).
  ///
  /// With *x* = *k* ln 2 + *r* and |*r*| ≤ ½ ln 2, e*ˣ* = 2ᵏ e*ʳ*; e*ʳ* is summed as a Taylor series to
  /// *r*¹³ (what is left out is below 2⁻⁵⁷). The reduction in two parts is that of Cody and Waite,
  /// "Software Manual for the Elementary Functions", 1980.
  ///
  /// Above 709.78 the result is ∞, below −745.13 it is 0.
  static func exp(_ x: Double) -> Double {
    guard x < 0x1.62e42fefa39fp9 else { return x.isNaN ? x : .infinity }
    guard x > -0x1.74910d52d3052p9 else { return 0 }
    let power = Int(x * 0x1.71547652b82fep0 + (x < 0 ? -0.5 : 0.5))
    let high = x - Double(power) * ln2.high
    let low = Double(power) * ln2.low
    let r = high - low
    let rest = (high - r) - low
    var series = 0.0
    for factorial in factorials { series = series * r + 1 / factorial }
    let result = 1 + (r + (r * r * series + rest))
    return result * powerOfTwo(power / 2) * powerOfTwo(power - power / 2)
  }

  /// 13! down to 2!, all of them exact.
  private static let factorials: [Double] = [
    6_227_020_800, 479_001_600, 39_916_800, 3_628_800, 362_880, 40_320, 5_040, 720, 120, 24, 6, 2,
  ]

  /// 2 to a power that a normal number has.
  private static func powerOfTwo(_ power: Int) -> Double {
    Double(bitPattern: UInt64(1023 + power) << 52)
  }
}
