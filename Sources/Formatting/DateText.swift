/// Dates as people and programs read them alike.
///
///     DateText.utc(0, separator: "T")    // 1970-01-01T00:00:00Z
package enum DateText {
  /// An instant in UTC, to the second before it.
  ///
  /// - Parameters:
  ///   - nanoseconds: The time since 1970; it may be negative.
  ///   - separator: What stands between day and hour.
  /// - Returns: The instant, `1970-01-01T00:00:00Z`.
  package static func utc(_ nanoseconds: Int, separator: String) -> String {
    let seconds = floor(nanoseconds, 1_000_000_000)
    let days = floor(seconds, 86_400)
    let second = seconds - days * 86_400
    let (year, month, day) = date(days)
    return "\(padded(year, 4))-\(padded(month))-\(padded(day))\(separator)"
      + "\(padded(second / 3_600)):\(padded(second / 60 % 60)):\(padded(second % 60))Z"
  }

  /// The day in the Gregorian calendar, that many days after the first of 1970.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    // Counted from the first of March of the year 0, leap days come last in their years.
    let day = days + 719_468
    let era = floor(day, 146_097)
    let ofEra = day - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * ofYear + 2) / 153
    return (
      era * 400 + yearOfEra + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
      ofYear - (153 * month + 2) / 5 + 1
    )
  }

  private static func floor(_ number: Int, _ unit: Int) -> Int {
    number / unit - (number % unit < 0 ? 1 : 0)
  }

  private static func padded(_ number: Int, _ digits: Int = 2) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
