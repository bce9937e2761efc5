/// What keeps the tokens of a text from being found is mended so that the least of it is lost.
enum JSONMending {
  /// Replaces what is no UTF-8 by U+FFFD.
  static func mendUTF8(in text: inout [UInt8], _ flaws: inout JSONFlaws) {
    let before = replacements(in: text)
    text = Array(String(decoding: text, as: UTF8.self).utf8)
    flaws.notUTF8 += replacements(in: text) - before
  }

  private static func replacements(in text: [UInt8]) -> Int {
    var count = 0
    var place = 0
    while place + 2 < text.count {
      if text[place] == 0xEF, text[place + 1] == 0xBF, text[place + 2] == 0xBD {
        count += 1
        place += 2
      }
      place += 1
    }
    return count
  }

  /// Takes control characters within strings for blanks, and closes strings that are never closed.
  ///
  /// A string that is open where a line ends was cut off if the next line begins a document or an element, and
  /// has an end of a line in it otherwise.
  static func mendStrings(in text: inout [UInt8], _ flaws: inout JSONFlaws) {
    var mended: [UInt8] = []
    mended.reserveCapacity(text.count + 1)
    var isOpen = false
    var isEscaped = false
    // The first place behind the last line end that is no blank, so that none is looked at twice.
    var next = 0
    for (place, byte) in text.enumerated() {
      guard isOpen else {
        isOpen = byte == UInt8(ascii: "\"")
        mended.append(byte)
        continue
      }
      if byte < 0x20 {
        if byte == UInt8(ascii: "\n"), beginsAnew(text, after: place, &next) {
          if isEscaped { mended.removeLast() }
          mended.append(UInt8(ascii: "\""))
          mended.append(byte)
          isOpen = false
        } else {
          mended.append(isEscaped ? UInt8(ascii: "n") : UInt8(ascii: " "))
        }
        flaws.controlCharacters += 1
        isEscaped = false
        continue
      }
      mended.append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isOpen = false
      }
    }
    if isOpen {
      if isEscaped { mended.removeLast() }
      mended.append(UInt8(ascii: "\""))
    }
    text = mended
  }

  /// Whether what comes behind a line end begins a document or an element; `next` is moved on to it.
  private static func beginsAnew(_ text: [UInt8], after place: Int, _ next: inout Int) -> Bool {
    next = max(next, place + 1)
    while next < text.count, " \t\r\n".utf8.contains(text[next]) { next += 1 }
    return next < text.count
      && (text[next] == UInt8(ascii: "{") || text[next] == UInt8(ascii: "["))
  }
}
