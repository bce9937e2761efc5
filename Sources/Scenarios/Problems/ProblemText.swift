/// A scheduling problem in a text format of the research on them, as lines of words with their places.
struct ProblemText {
  /// A word, and where it stands.
  struct Word {
    var text: Substring
    var line: Int
    var column: Int

    var number: Int? { Int(text) }

    func error(_ problem: String) -> ScenarioError {
      ScenarioError(line: line, column: column, problem: problem)
    }
  }

  /// The lines that have words and are no comments.
  let lines: [[Word]]
  /// How many lines there are in all.
  let lineCount: Int

  /// The words of all lines.
  var words: [Word] { lines.flatMap { $0 } }

  /// Splits a text into words.
  ///
  /// - Complexity: O(*n*) in its length.
  init(_ text: String) {
    var lines: [[Word]] = []
    var number = 0
    var isInHeader = true
    for line in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0.isNewline })
    {
      number += 1
      let words = Self.words(of: line, number)
      guard let first = words.first?.text else { continue }
      if first.hasPrefix("#") || first.allSatisfy({ $0 == "*" || $0 == "-" || $0 == "+" }) {
        continue
      }
      // Collections of job shops have their names and sources before the numbers.
      if isInHeader, Self.isHeader(text), first.first?.isNumber != true { continue }
      isInHeader = false
      lines.append(words)
    }
    self.lines = lines
    lineCount = number
  }

  private static func words(of line: Substring, _ number: Int) -> [Word] {
    var words: [Word] = []
    var column = 1
    var start: (index: Substring.Index, column: Int)?
    for index in line.indices {
      let isBlank = line[index] == " " || line[index] == "\t"
      if isBlank, let begin = start {
        words.append(Word(text: line[begin.index..<index], line: number, column: begin.column))
        start = nil
      } else if !isBlank, start == nil {
        start = (index, column)
      }
      column += 1
    }
    if let start {
      words.append(Word(text: line[start.index...], line: number, column: start.column))
    }
    return words
  }

  /// Whether a text begins as those do that name an instance before its numbers.
  private static func isHeader(_ text: String) -> Bool {
    let head = text.prefix(200).drop { $0.isWhitespace }
    return head.hasPrefix("+") || head.hasPrefix("instance") || head.hasPrefix("#")
  }

  /// Whether a text is a scheduling problem: with the headings of PSPLIB, or with nothing but numbers in its first
  /// lines.
  ///
  /// - Complexity: O(1).
  static func isProblem(_ text: String) -> Bool {
    let head = ProblemText(String(text.prefix(4000)))
    if head.lines.contains(where: { $0[0].text == "PRECEDENCE" && $0.count > 1 }) { return true }
    guard head.lines.count > 1, let first = head.lines.first, first.count <= 8 else { return false }
    return first.allSatisfy { $0.text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } }
  }
}
