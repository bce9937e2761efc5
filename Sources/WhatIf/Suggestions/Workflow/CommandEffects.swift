/// What commands do, by what everybody calls them.
///
/// Of several lines of the table that fit a command, that of most words counts.
enum CommandEffects {
  /// What a command does; nil where that is not known.
  ///
  /// - Parameter words: The command and its arguments.
  /// - Returns: What it does; nil where no line fits.
  /// - Complexity: O(*n*) in the number of words, for each line of the table that begins as the command does.
  static func effect(of words: [String]) -> StepEffect? {
    guard let first = words.first else { return nil }
    var best: (length: Int, effect: StepEffect)?
    for line in lines[first, default: []]
    where line.words.count > best?.length ?? -1 && fits(line.words, words.dropFirst()) {
      best = (line.words.count, line.effect)
    }
    return best?.effect
  }

  private static func fits(_ pattern: [[String]], _ words: ArraySlice<String>) -> Bool {
    var rest = words
    for choices in pattern {
      guard let place = rest.firstIndex(where: { word in choices.contains { fits($0, word) } })
      else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }

  private static func fits(_ pattern: String, _ word: String) -> Bool {
    if pattern.hasSuffix("*") { return word.hasPrefix(pattern.dropLast()) }
    return word == pattern || (pattern.hasPrefix("--") && word.hasPrefix(pattern + "="))
  }

  /// What a line asks for behind its first word, with what that does.
  private typealias Line = (words: [[String]], effect: StepEffect)

  /// The lines by their first words, in the order of the effects.
  private static let lines: [String: [Line]] = {
    var lines: [String: [Line]] = [:]
    for (effect, text) in CommandTable.all {
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ").map { $0.split(separator: "|").map(String.init) }
        for first in words.first ?? [] {
          lines[first, default: []].append((Array(words.dropFirst()), effect))
        }
      }
    }
    return lines
  }()

  // MARK: Formatters

  /// What writes files in another form, unless it is told only to look.
  static let formatters: Set = [
    "prettier", "black", "isort", "gofmt", "goimports", "gofumpt", "shfmt", "swiftformat",
    "swift-format", "clang-format", "php-cs-fixer", "pint", "ormolu", "fourmolu", "nixfmt",
    "stylish-haskell", "dprint", "rustfmt", "autopep8", "yapf", "pyupgrade", "ruff", "cmake-format",
    "google-java-format", "scalafmt", "buildifier", "taplo", "treefmt", "rector", "black-jupyter",
  ]

  /// What shows things and changes nothing, as every shell has it.
  static let harmless: Set = [
    "echo", "printf", "cd", "pushd", "popd", "set", "shopt", "true", "false", ":", "exit", "test",
    "[", "[[", "]", "]]", "ls", "pwd", "cat", "head", "tail", "grep", "egrep", "rg", "wc", "date",
    "env", "printenv", "export", "if", "for", "while", "until", "fi", "done", "case", "esac", "in",
    "which", "type", "uname", "whoami", "id", "df", "du", "free", "nproc", "lscpu", "lsb_release",
    "sort", "uniq", "cut", "tr", "awk", "sed", "jq", "diff", "cmp", "read", "local", "return",
    "function", "unset", "source", ".", "}", "{", "find", "tree", "stat", "file", "basename",
    "dirname", "realpath", "seq", "hostname", "break", "continue", "trap", "ps", "top",
  ]
}
