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
    guard text.count >= 19 else { return nil }
    /// Two digits as a number; one below 0, whatever is added to it, if they are none.
    func number(_ place: Int) -> Int {
      let (tens, ones) = (text[place] &- UInt8(ascii: "0"), text[place + 1] &- UInt8(ascii: "0"))
      return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : -10_000
    }
    let (year, month, day) = (number(0) * 100 + number(2), number(5), number(8))
    let (hour, minute, second) = (number(11), number(14), number(17))
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " "),
      (1970...2261).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
    else { return nil }
    var place = 19
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
      let rest = place + 2 < text.count && text[place + 2] == UInt8(ascii: ":") ? 3 : 2
      guard place + rest + 2 <= text.count, case let hours = number(place), hours >= 0,
        case let more = number(place + rest), more >= 0
      else { return nil }
      place += rest + 2
      minutes -= sign * (hours * 60 + more)
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
