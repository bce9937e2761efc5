/// What a step, a script or an action does by its name, as far as everybody names what does it so.
enum NameEffects {
  /// What something does by the words of its name; nil where they do not say it.
  ///
  /// Of several words the one counts that lets more wait: `test:deploy` deploys.
  ///
  /// - Complexity: O(*n*) in the number of words, for each word that is known.
  static func effect(of words: [String]) -> StepEffect? {
    let words = words.flatMap(words(in:))
    func has(_ names: Set<String>) -> Bool {
      words.contains { word in
        names.contains(word)
          || word.prefix(longest).indices.contains { names.contains(word[...$0] + "*") }
      }
    }
    let looks = has(["check*", "verify*", "validat*", "dry", "diff"])
    // `lint:fmt` may look at the form or write it.
    if !looks, has(["lint*"]), has(["format*", "fmt"]) { return nil }
    // What is checked is no more than looked at: `check-format`, `format:check`, `check types`.
    if looks || has(["lint*"]),
      has(["format*", "fmt", "type", "types", "style*", "spell*", "licen*", "link", "links"]),
      !has(["fix*", "write"])
    {
      return .checks
    }
    return table.first { has($0.names) }?.effect
  }

  /// How many letters of a word are looked at, at most.
  private static let longest = 16

  private static let table: [(effect: StepEffect, names: Set<String>)] = [
    (.publishes, ["deploy*", "publish*", "release*", "promote*", "rollout", "ship", "destroy"]),
    (.publishes, ["push", "semantic"]),
    (.removes, ["clean*", "teardown", "down", "stop", "prune", "kill", "shutdown"]),
    (
      .changesFiles,
      ["fix*", "write", "bump", "patch", "rename", "copy", "replace", "version", "update*"]
    ),
    (.checksOut, ["checkout", "clone", "submodule*"]),
    (.signsIn, ["login", "auth*", "signin", "credentials"]),
    (.setsUp, ["setup", "toolchain"]),
    (
      .starts, ["start*", "serve*", "server", "up", "emulator*", "daemon", "services", "launch*"]
    ),
    (.waits, ["wait*"]),
    (
      .installs,
      ["install*", "bootstrap", "deps", "dependencies", "vendor", "provision*", "init", "prepare*"]
    ),
    (.installs, ["configure*", "restore", "preinstall", "postinstall"]),
    (.writesData, ["migrat*", "seed*", "db", "database", "schema", "populate"]),
    (.uploads, ["upload*"]),
    (.brings, ["download*", "fetch*", "pull", "unpack", "extract", "sync"]),
    (
      .builds,
      [
        "build*", "compile*", "generat*", "codegen", "gen", "bundle*", "package*", "pack",
        "assemble",
      ]
    ),
    (.builds, ["dist", "webpack", "transpile", "render*", "export*", "docs", "image", "archive"]),
    (.tells, ["notify*", "notification*", "slack", "announce*"]),
    (.tests, ["test*", "spec*", "e2e", "unit", "integration", "bench*", "coverage", "smoke"]),
    (.tests, ["pytest", "jest", "vitest", "cypress", "playwright"]),
    (.checks, ["lint*", "eslint", "typecheck*", "prettier", "clippy", "audit*", "vet", "mypy"]),
    (.checks, ["ruff", "flake8", "shellcheck", "stylelint", "rubocop", "spell*", "typos", "knip"]),
    (.checks, ["static", "analyze", "analysis", "licen*", "stylecheck", "tsc"]),
    (.changesFiles, ["format*", "fmt"]),
    (.tests, ["check*", "verify*", "validat*"]),
  ]

  /// The words of a name, in small letters: `integration` and `test` of `./integrationTest.sh`.
  static func words(in name: String) -> [String] {
    let last = name.split(separator: "/").last.map(String.init) ?? ""
    var words: [String] = []
    var isSmall = false
    for letter in last {
      guard letter.isLetter || letter.isNumber else {
        words.append("")
        isSmall = false
        continue
      }
      if words.isEmpty || (isSmall && letter.isUppercase) { words.append("") }
      words[words.count - 1] += letter.lowercased()
      isSmall = letter.isLowercase
    }
    return words.filter { !$0.isEmpty }
  }
}
