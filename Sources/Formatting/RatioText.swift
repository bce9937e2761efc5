/// A ratio of two times with 3 significant digits and no zeros at the end.
///
///     ratioText(9_000_000_000, 4_000_000_000)  // 2.25
///     ratioText(6, 7)                          // 0.857
///
/// Both may be products of a time and a number of machines.
///
/// - Precondition: `denominator` is above 0, `numerator` not below.
public func ratioText(_ numerator: some BinaryInteger, _ denominator: some BinaryInteger) -> String
{
  let (numerator, denominator) = (Int128(numerator), Int128(denominator))
  precondition(numerator >= 0 && denominator > 0)
  guard numerator > 0 else { return "0" }
  // The number of decimals that leaves 3 digits: the ratio times 10^decimals is below 1000.
  var decimals = 0
  var scaled = numerator
  while scaled * 10 / denominator < 1_000, decimals < 18 {
    scaled *= 10
    decimals += 1
  }
  // Without decimals, what has more than 3 digits is rounded to tens, hundreds and so on.
  var power: Int128 = 1
  while scaled / denominator >= 1_000 * power { power *= 10 }
  let unit = denominator * power
  var text = String((scaled + unit / 2) / unit * power)
  guard decimals > 0 else { return text }
  text = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
  let whole = text.dropLast(decimals)
  let fraction = text.suffix(decimals).trimmingZeros
  return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
}
