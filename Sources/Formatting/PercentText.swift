/// A part of a time in percent with one decimal: 0 and 100 only where it is nothing or all.
package func percentText(_ part: some BinaryInteger, _ whole: some BinaryInteger) -> String {
  guard whole > 0, part > 0 else { return "0 %" }
  guard Int128(part) < Int128(whole) else { return "100 %" }
  let rounded = (Int128(part) * 2_000 + Int128(whole)) / (2 * Int128(whole))
  if rounded == 0 { return "< 0.1 %" }
  let tenths = min(999, rounded)
  return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}
