internal import JSON

/// The key of a task of dask, as text, and what tasks of one kind have in common.
enum DaskKey {
  /// The text of a key: `read-7`, or for a tuple what Python prints of it, `('sum-ab12', 0)`; nil if it is none.
  static func text(_ node: JSONNode) -> String? {
    if let string = node.string { return string }
    guard node.kind == .array else { return nil }
    let parts = node.elements.map { part in
      part.string.map { "'\($0)'" } ?? String(decoding: part.raw, as: UTF8.self)
    }
    return parts.isEmpty ? nil : "(\(parts.joined(separator: ", ")))"
  }

  /// What dask calls the tasks of a key together: its words up to the first that is a number or a hash.
  ///
  ///     DaskKey.prefix(of: "read-7")               // "read"
  ///     DaskKey.prefix(of: "read-csv-5d41402a")    // "read-csv"
  ///     DaskKey.prefix(of: "('sum-ab12', 0)")      // "sum"
  static func prefix(of key: String) -> String {
    var words = key.split(separator: "-", omittingEmptySubsequences: false)[...]
    guard let first = words.popFirst(), !first.isEmpty else { return key }
    var prefix = String(first)
    if !first.utf8.first.isLetter {
      let beginning = first.prefix { $0 != "," }
      prefix = beginning.trimmed("_'()\"")
    }
    for word in words {
      guard !word.isEmpty, word.utf8.allSatisfy({ Optional($0).isLetter }), !isHash(word, 8) else {
        break
      }
      prefix += "-\(word)"
    }
    if prefix.utf8.count == 32, isHash(prefix[...], 32) { return "data" }
    if prefix.hasPrefix("<") {
      let name = prefix.trimmed("<>").prefix { $0 != " " }
      prefix = name.split(separator: ".").last.map(String.init) ?? prefix
    }
    return prefix.isEmpty ? key : prefix
  }

  /// Whether a word is of so many hexadecimal digits; one of eight has to be letters alone, as words are.
  private static func isHash(_ word: Substring, _ count: Int) -> Bool {
    word.utf8.count == count
      && word.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
          || count == 32 && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
  }
}

extension Optional<UInt8> {
  /// Whether it is a letter, of any script.
  fileprivate var isLetter: Bool {
    guard let byte = self else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
  }
}

extension StringProtocol {
  /// The text without some characters at its beginning and its end.
  fileprivate func trimmed(_ characters: String) -> String {
    var rest = self[...]
    while let first = rest.first, characters.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, characters.contains(last) { rest = rest.dropLast() }
    return String(rest)
  }
}
