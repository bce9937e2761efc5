/// The root of a number from 0 to 1, without a library of mathematics.
func root(_ value: Double, _ power: Int) -> Double {
  var (low, high) = (0.0, 1.0)
  for _ in 0..<60 {
    let middle = (low + high) / 2
    let result = (0..<power).reduce(1.0) { product, _ in product * middle }
    if result < value { low = middle } else { high = middle }
  }
  return low
}

/// The luminance of a colour that WCAG 2 defines, from 0 to 1.
func luminance(_ rgb: UInt32) -> Double {
  func part(_ shift: UInt32) -> Double {
    let value = Double(rgb >> shift & 255) / 255
    guard value > 0.04045 else { return value / 12.92 }
    // The power 2.4.
    let base = (value + 0.055) / 1.055
    return base * base * root(base * base, 5)
  }
  return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}
