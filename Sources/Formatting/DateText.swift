internal import Platform

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
    var seconds = time_t(nanoseconds / 1_000_000_000 - (nanoseconds % 1_000_000_000 < 0 ? 1 : 0))
    var date = tm()
    gmtime_r(&seconds, &date)
    return
      "\(padded(date.tm_year + 1_900, 4))-\(padded(date.tm_mon + 1))-\(padded(date.tm_mday))\(separator)"
      + "\(padded(date.tm_hour)):\(padded(date.tm_min)):\(padded(date.tm_sec))Z"
  }

  private static func padded(_ number: Int32, _ digits: Int = 2) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
