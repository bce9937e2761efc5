/// A command as people write it in a shell: words apart by blanks, quoted where they have to be.
///
///     commandText(["cc", "-c", "a b.c"])   // cc -c 'a b.c'
package func commandText(_ words: [String]) -> String {
  words.map(quotedWord).joined(separator: " ")
}

/// A word that a shell reads as it is, or in single quotes.
private func quotedWord(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: "-_./=:,+@%".utf8.contains(byte)
    }
  }
  if isPlain, !word.isEmpty { return word }
  // By scalars: a shell knows no letters of several, such as a quote with an accent.
  let parts = word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + parts.map(String.init).joined(separator: #"'\''"#) + "'"
}

/// Words as people write them on one line of a shell: those with line ends or other control characters as Bash and Zsh read them.
///
///     shellLine(["--faster", "two\nlines=2x"])   // --faster $'two\nlines=2x'
package func shellLine(_ words: [String]) -> String {
  words.map { word in
    let isVisible = word.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    return isVisible ? quotedWord(word) : escapedWord(word)
  }.joined(separator: " ")
}

/// A word in `$'…'`, with control characters escaped.
private func escapedWord(_ word: String) -> String {
  var text = ""
  for scalar in word.unicodeScalars {
    switch scalar {
    case "\n": text += #"\n"#
    case "\t": text += #"\t"#
    case "\r": text += #"\r"#
    case "'", "\\": text += "\\" + String(scalar)
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      // Three octal digits, so that no digit after it is taken for a part of it.
      let digits = String(scalar.value, radix: 8)
      text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
  return "$'\(text)'"
}
