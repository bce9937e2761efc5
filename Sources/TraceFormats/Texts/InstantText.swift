internal import EventLog

/// Instants as ISO 8601 and RFC 3339 write them.
enum InstantText {
  /// The instant that a text says, in nanoseconds since 1970.
  ///
  /// One without a zone is taken to be in UTC.
  ///
  /// - Returns: The instant; nil if the text is none or lies before 1970 or after 2261.
  static func instant(_ text: String) -> Nanoseconds? {
    var text = text
    return text.withUTF8 { instant($0) }
  }

  /// The same of bytes.
  static func instant(_ text: UnsafeBufferPointer<UInt8>) -> Nanoseconds? {
    var place = 0
    func number(_ digits: Int, before separators: StaticString) -> Int? {
      guard place + digits <= text.count else { return nil }
      var value = 0
      for byte in text[place..<(place + digits)] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      place += digits
      guard separators.utf8CodeUnitCount > 0 else { return value }
      let all = UnsafeBufferPointer(
        start: separators.utf8Start, count: separators.utf8CodeUnitCount)
      guard place < text.count, all.contains(text[place]) else { return nil }
      place += 1
      return value
    }
    guard let year = number(4, before: "-"), (1970...2261).contains(year),
      let month = number(2, before: "-"), (1...12).contains(month),
      let day = number(2, before: "Tt "), (1...31).contains(day),
      let hour = number(2, before: ":"), hour < 24, let minute = number(2, before: ":"),
      minute < 60, let second = number(2, before: ""), second <= 60
    else { return nil }
    var fraction = 0
    if place < text.count, text[place] == UInt8(ascii: ".") || text[place] == UInt8(ascii: ",") {
      place += 1
      var unit = 100_000_000
      while place < text.count, let digit = Int(exactly: text[place])?.decimalDigit {
        fraction += digit * unit
        unit /= 10
        place += 1
      }
    }
    var minutes = (days(year, month, day) * 24 + hour) * 60 + minute
    if place < text.count, text[place] == UInt8(ascii: "+") || text[place] == UInt8(ascii: "-") {
      let sign = text[place] == UInt8(ascii: "+") ? 1 : -1
      place += 1
      guard
        let hours = number(
          2, before: place + 2 < text.count && text[place + 2] == UInt8(ascii: ":") ? ":" : ""),
        let rest = number(2, before: "")
      else { return nil }
      minutes -= sign * (hours * 60 + rest)
    } else if place < text.count, text[place] | 0x20 == UInt8(ascii: "z") {
      place += 1
    }
    guard place == text.count, minutes >= 0 else { return nil }
    return Nanoseconds((minutes * 60 + second) * 1_000_000_000 + fraction)
  }

  /// How many days lie between the first of 1970 and a day of the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Counted from the first of March, so that a leap day is the last of its year.
    let (year, month) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469
  }
}

extension Int {
  /// The digit that a byte stands for; nil if it stands for none.
  fileprivate var decimalDigit: Int? { (48...57).contains(self) ? self - 48 : nil }
}
