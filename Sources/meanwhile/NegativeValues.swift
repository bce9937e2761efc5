/// Values that begin with a dash, which the parser of arguments takes for options: `--at -1s`.
enum NegativeValues {
  /// The words of a command line with a number below 0 joined to its option by `=`, where the parser missed a value.
  ///
  /// No option begins with a digit, so such a word can be nothing but a value; what is wrong with it is then told by
  /// the option that takes it.
  ///
  /// - Parameters:
  ///   - words: What stands on the command line.
  ///   - message: What the parser said, such as `Missing value for '--at <time>'`.
  /// - Returns: The words, one less; nil where that was not the mistake.
  static func joined(_ words: [String], after message: String) -> [String]? {
    let beginning = "Missing value for '--"
    guard message.hasPrefix(beginning) else { return nil }
    let option = "--" + message.dropFirst(beginning.count).prefix { $0 != " " && $0 != "'" }
    let end = words.firstIndex(of: "--") ?? words.endIndex
    let place = words[..<end].indices.dropLast().first {
      words[$0] == option && isNumber(words[$0 + 1])
    }
    guard let place else { return nil }
    return words[..<place] + ["\(option)=\(words[place + 1])"] + words[(place + 2)...]
  }

  /// Whether a word is a dash and a digit, or what begins a decimal number.
  private static func isNumber(_ word: String) -> Bool {
    let bytes = Array(word.utf8.prefix(2))
    return bytes.count == 2 && bytes[0] == UInt8(ascii: "-")
      && ((UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[1])
        || bytes[1] == UInt8(ascii: "."))
  }
}
