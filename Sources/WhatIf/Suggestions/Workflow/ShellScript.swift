/// The commands of a script, as far as they can be told without running it: words, and the files that they write.
///
/// It is read as a shell of Unix reads it; of a script of another kind come words that are mostly unknown.
///
///     ShellScript("cd app && npm ci > log.txt").commands.map(\.words)   // [["cd", "app"], ["npm", "ci"]]
struct ShellScript {
  /// A command with its arguments.
  struct Command: Equatable {
    /// What it is called by, and its arguments, without quotes.
    var words: [String] = []
    /// Whether the shell goes on without waiting for it.
    var isInBackground = false
  }

  /// The commands, those within others before them.
  private(set) var commands: [Command] = []
  /// The files that output is sent to.
  private(set) var written: Set<String> = []

  private var command = Command()
  private var word: String?
  private var quote: Character?
  /// Whether the next word is a file that output is sent to.
  private var isTarget = false
  /// What was open where the commands began that others hold, the outermost first.
  private var outer: [(command: Command, word: String?, quote: Character?)] = []

  /// Reads a script.
  ///
  /// - Complexity: O(*n*) in the length of the script.
  init(_ script: String) {
    let text = Array(Self.withoutExpressions(script))
    var place = 0
    while place < text.count {
      let next = place + 1 < text.count ? text[place + 1] : "\n"
      let letter = text[place]
      place += 1
      if letter == "$", next == "(", quote != "'" {
        begin(with: "$")
        place += 1
      } else if let quote {
        if letter == quote {
          self.quote = nil
        } else if letter == "\\", quote == "\"" {
          add(next)
          place += 1
        } else {
          add(letter)
        }
      } else if letter == "\\" {
        if !next.isNewline { add(next) }
        place += 1
      } else if letter == "#", word == nil {
        while place < text.count, !text[place].isNewline { place += 1 }
      } else if letter == ">" {
        // A number before it says which of the outputs is meant.
        if word?.allSatisfy(\.isNumber) ?? false { word = nil }
        endWord()
        while place < text.count, ">|&".contains(text[place]) { place += 1 }
        isTarget = true
      } else if letter == "&", next != ">" {
        if next == "&" { place += 1 } else { command.isInBackground = true }
        endCommand()
      } else {
        read(letter)
      }
    }
    while !outer.isEmpty { end() }
    endCommand()
  }

  /// Reads a letter that is within no quotes and means the same whatever comes next.
  private mutating func read(_ letter: Character) {
    switch letter {
    case "'", "\"":
      quote = letter
      word = word ?? ""
    case " ", "\t", "\r", "&": endWord()
    case "(":
      endCommand()
      begin(with: "")
    case ")": end()
    case "\n", "\r\n", ";", "|", "`": endCommand()
    default: add(letter)
    }
  }

  private mutating func add(_ letter: Character) {
    if word == nil { word = "" }
    word?.append(letter)
  }

  /// Begins the commands that another holds, which goes on behind them.
  private mutating func begin(with text: String) {
    outer.append((command, text.isEmpty ? word : (word ?? "") + text, quote))
    (command, word, quote) = (Command(), nil, nil)
  }

  private mutating func end() {
    endCommand()
    if let open = outer.popLast() { (command, word, quote) = open }
  }

  private mutating func endWord() {
    guard let word else { return }
    self.word = nil
    if !isTarget {
      command.words.append(word)
    } else if !word.hasPrefix("/dev/"), !word.hasPrefix("$"), Int(word) == nil {
      written.insert(word)
    }
    isTarget = false
  }

  private mutating func endCommand() {
    endWord()
    isTarget = false
    if !command.words.isEmpty { commands.append(command) }
    command = Command()
  }

  /// A script in which a word stands for each expression.
  private static func withoutExpressions(_ script: String) -> String {
    var text = ""
    var rest = script[...]
    while let open = rest.firstRange(of: "${{") {
      text += rest[..<open.lowerBound] + "{expression}"
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return text }
      rest = rest[close.upperBound...]
    }
    return text + rest
  }
}
