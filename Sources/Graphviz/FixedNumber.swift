extension Double {
  /// This number in decimal digits: at most three after the point, no zeros at the end.
  ///
  /// The format is written here and not by `printf`, whose decimal point depends on the locale.
  ///
  /// - Precondition: The number is finite and its magnitude below 10¹⁵.
  var fixedText: String {
    precondition(isFinite && magnitude < 1e15, "A picture has no place for the number \(self).")
    let thousandths = Int((self * 1000).rounded())
    let (whole, fraction) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1000)
    let sign = thousandths < 0 ? "-" : ""
    if fraction == 0 { return "\(sign)\(whole)" }
    var digits = String(1000 + fraction).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }
}
