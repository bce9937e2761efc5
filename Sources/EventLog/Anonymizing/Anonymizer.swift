internal import Formatting

/// Replaces the words of texts by words that say nothing, the same always by the same.
///
///     var anonymizer = Anonymizer()
///     anonymizer.replacement(of: "src/net/socket.cpp")     // B/C/D.F
///     anonymizer.replacement(of: "src/net/pool.cpp:12")    // B/C/G.F:12
///
/// A word is a run of letters, digits, `_` and `-`, so what looks like a path or a nested name still does, and texts that were
/// different stay so. Words are numbered as they come and written in consonants, which spell nothing. What several
/// logs hold is replaced alike if one anonymizer does it.
///
/// Kept are signs between words, numbers of one or two digits, and the words that this package itself writes into logs
/// (`ownWords`). So how many words a name has, and which names share some, can still be seen.
public struct Anonymizer: Sendable {
  /// The words that importers write themselves, in lower case; they stand in reasons, arguments and names of lanes.
  public static let ownWords: Set<String> = [
    "and", "apply", "attempt", "body", "cached", "cancelled", "code", "complete", "composing",
    "critical", "ended", "every", "exit", "failed", "fetched", "for", "frontend", "generation",
    "group", "in",
    "init", "is", "it", "its", "item", "job", "lane", "main", "name", "never", "no", "node", "not",
    "of",
    "on", "only", "part", "phase", "pool", "post", "process", "py", "queue", "ran", "room", "rule",
    "run", "running", "runner", "setup", "shard", "signal", "skipped", "slot", "started", "status",
    "step",
    "still", "stopped", "target", "task", "teardown", "test", "tests", "that", "the", "thread",
    "to",
    "true", "false", "null", "waiting", "was", "with", "worker",
  ]

  private var codes: [String: String] = [:]

  /// An anonymizer that has replaced nothing yet.
  public init() {}

  /// A text with every word replaced that it does not keep.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public mutating func replacement(of text: String) -> String {
    var result = ""
    var word = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var start = 0
    for (place, scalar) in scalars.enumerated() {
      if Self.isInWord(scalar) {
        if word.isEmpty { start = place }
        word.append(scalar)
        continue
      }
      append(&word, start..<place, of: scalars, to: &result)
      result.unicodeScalars.append(scalar)
    }
    append(&word, start..<scalars.count, of: scalars, to: &result)
    return result
  }

  /// Appends what stands for a word, and begins another.
  private mutating func append(
    _ word: inout String.UnicodeScalarView, _ place: Range<Int>, of text: [Unicode.Scalar],
    to result: inout String
  ) {
    guard !word.isEmpty else { return }
    let isKept =
      word.allSatisfy { $0 == "-" || $0 == "_" } || isCount(place, of: text)
      || Self.ownWords.contains(String(word).lowercased())
    result += isKept ? String(word) : code(of: String(word))
    word = String.UnicodeScalarView()
  }

  /// Whether a word is a number of few digits, and no part of an address or a version.
  private func isCount(_ place: Range<Int>, of text: [Unicode.Scalar]) -> Bool {
    guard place.count <= 2, text[place].allSatisfy({ ("0"..."9").contains($0) }) else {
      return false
    }
    let isBehindPoint = place.lowerBound > 0 && text[place.lowerBound - 1] == "."
    let isBeforePoint = place.upperBound < text.count && text[place.upperBound] == "."
    return !isBehindPoint && !isBeforePoint
  }

  private mutating func code(of word: String) -> String {
    if let code = codes[word] { return code }
    let code = Self.code(codes.count)
    codes[word] = code
    return code
  }

  /// The consonants of a number: `B` for 0, `Z` for 19, `BB` for 20.
  private static func code(_ number: Int) -> String {
    var (rest, letters) = (number, [UInt8]())
    repeat {
      letters.append(consonants[rest % consonants.count])
      rest = rest / consonants.count - 1
    } while rest >= 0
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  private static let consonants = Array("BCDFGHJKLMNPQRSTVWXZ".utf8)

  /// Whether a sign is part of a word; what is no ASCII is, but for signs that importers put between words.
  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    case "›", "…", "–", "→", "·": false
    default: scalar.value >= 0x80
    }
  }
}
