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
  let parts = word.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + parts.joined(separator: #"'\''"#) + "'"
}
