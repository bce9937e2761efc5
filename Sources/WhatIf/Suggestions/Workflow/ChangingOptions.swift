/// Options and words that tell a command which else only looks to change something.
///
/// A linter that is told to mend what it finds changes files, and one that is told to update what it knows brings that.
///
///     ChangingOptions.effect(of: ["eslint", "--fix", "."])       // .changesFiles
///     ChangingOptions.effect(of: ["mypy", "--install-types"])    // .installs
///     ChangingOptions.effect(of: ["eslint", "--fix-dry-run"])    // nil
enum ChangingOptions {
  /// What a command is told to change; nil if that is nothing.
  ///
  /// - Parameter command: The program and its arguments.
  /// - Returns: `changesFiles` or `installs`; nil where it is told neither.
  /// - Complexity: O(*n*) in the length of the command.
  static func effect(of command: [String]) -> StepEffect? {
    // Of what is only tried, nothing is changed.
    guard let program = command.first,
      !command.contains(where: { $0.hasPrefix("-") && parts(of: $0).contains("dry") })
    else { return nil }
    let short = shortOptions[program] ?? []
    var result: StepEffect?
    for word in command.dropFirst() {
      let effect =
        if short.contains(word) {
          StepEffect.changesFiles
        } else if word.hasPrefix("-") {
          effect(ofOption: word)
        } else {
          effect(ofVerbs: [word]) ?? (word.contains(":") ? effect(ofVerbs: parts(of: word)) : nil)
        }
      // What changes files lets more wait than what brings some.
      if let effect, result != .changesFiles { result = effect }
    }
    return result
  }

  private static func effect(ofOption option: String) -> StepEffect? {
    let name = option.prefix { $0 != "=" }
    let value = option.dropFirst(name.count + 1).lowercased()
    let words = parts(of: String(name))
    guard !["false", "no", "off", "0"].contains(value), denials.isDisjoint(with: words) else {
      return nil
    }
    return effect(ofVerbs: words) ?? effect(ofVerbs: [words.joined()])
  }

  private static func effect(ofVerbs words: [String]) -> StepEffect? {
    if !changing.isDisjoint(with: words) { return .changesFiles }
    return bringing.isDisjoint(with: words) ? nil : .installs
  }

  /// The words of an option or of a name of a task: `fix` and `errors` of `-fix-errors`.
  private static func parts(of word: String) -> [String] {
    word.lowercased().split { !$0.isLetter }.map(String.init)
  }

  private static let changing: Set = [
    "fix", "fixes", "fixall", "autofix", "correct", "autocorrect", "write", "rewrite", "overwrite",
    "apply", "inplace", "add", "create", "createstub", "gen", "generate", "regenerate", "reformat",
    "annotate", "addheader", "init", "bless", "autoformat",
  ]
  private static let bringing: Set = ["install", "update", "upgrade", "download"]
  private static let denials: Set = ["no", "not", "skip", "without", "disable", "never"]

  /// What says the same in a letter, or in a word that means something else to others.
  private static let shortOptions: [String: Set<String>] = {
    var options: [String: Set<String>] = ["ktlint": ["-F", "--format"], "markdownlint": ["-f"]]
    for ruby in ["rubocop", "standardrb", "erblint", "erb_lint", "haml-lint", "slim-lint"] {
      options[ruby] = ["-a", "-A", "-x"]
    }
    for speller in ["typos", "codespell", "misspell", "shfmt", "yamlfmt"] {
      options[speller] = ["-w"]
    }
    return options
  }()
}
