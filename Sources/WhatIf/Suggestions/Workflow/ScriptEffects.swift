/// What a script does, command by command.
struct ScriptEffects {
  /// What is known of it.
  private(set) var effects: Set<StepEffect> = []
  /// Whether it holds a command of which nothing is known.
  private(set) var isUnknown = false
  /// The package managers with which it installs, those for one language under one name; empty text for what is for all.
  private(set) var installers: Set<String> = []
  /// The files that it says it writes.
  private(set) var written: Set<String> = []
  /// The folders that it locks while it makes what is in them.
  private(set) var lockedFolders: Set<String> = []

  /// Finds what a script does.
  ///
  /// - Complexity: O(*n*) in the length of the script.
  init(_ script: String) { add(script, depth: 0) }

  /// How deep scripts may stand in each other.
  private static let deepest = 4

  private mutating func add(_ script: String, depth: Int) {
    let script = ShellScript(script)
    written.formUnion(script.written)
    for command in script.commands {
      if command.isInBackground { effects.insert(.starts) }
      add(command.words[...], depth: depth)
    }
  }

  private mutating func add(_ all: ArraySlice<String>, depth: Int) {
    var words = all
    while let word = words.first {
      if word.isAssignment {
        words = words.dropFirst()
      } else if Self.prefixes.contains(word.command) {
        words = Self.withoutOptions(words.dropFirst())
        if word == "timeout" { words = words.dropFirst() }
      } else if let next = words.dropFirst().first,
        Self.runners[word.command]?.contains(next) ?? false
      {
        words = Self.withoutOptions(words.dropFirst(2))
      } else {
        break
      }
    }
    guard let first = words.first?.command else { return }
    noteOutputs(of: words)
    if first == "cargo", let folder = cargoFolder(of: words.dropFirst()) {
      lockedFolders.insert(folder)
    }
    if Self.shells.contains(first), let text = words.first(where: { $0.contains(" ") }),
      words.contains("-c"), depth < Self.deepest
    {
      return add(text, depth: depth + 1)
    }
    let command = [first] + words.dropFirst()
    guard let effect = Self.effect(of: command) else {
      let isHarmless =
        CommandEffects.harmless.contains(first)
        || (command.count == 2
          && ["--version", "-v", "-V", "version", "--help"].contains(command[1]))
      if !isHarmless { isUnknown = true }
      return
    }
    effects.insert(effect)
    if effect == .installs { installers.insert(Self.languages[first] ?? "") }
  }

  /// What a command does; nil where that is not known.
  private static func effect(of command: [String]) -> StepEffect? {
    let effect = effectByName(of: command)
    // What only looks may be told to mend what it finds, or to bring what it looks for.
    return effect == .checks ? ChangingOptions.effect(of: command) ?? .checks : effect
  }

  /// What a command does, but for what its options let it change; nil where that is not known.
  private static func effectByName(of command: [String]) -> StepEffect? {
    let names = command.dropFirst().filter { !$0.hasPrefix("-") }
    if let effect = formatting(command, names) { return effect }
    guard let effect = CommandEffects.effect(of: command) else {
      if CommandEffects.harmless.contains(command[0]) { return nil }
      if names.isEmpty, Self.languages[command[0]] != nil { return .installs }
      // A program is known by what it is called, and one that runs others by what it is to run.
      if Self.taskRunners.contains(command[0]) {
        let rest = Array(command.drop { Self.taskRunners.contains($0) || $0 == "run" })
        guard let first = rest.first?.command else { return nil }
        let known = CommandEffects.effect(of: [first] + rest.dropFirst())
        return known ?? TaskNames.effect(of: withoutFolders(rest), by: command[0])
      }
      let effect = NameEffects.effect(of: withoutFolders(command))
      // What a program is given says what it may do, and never that it does no more.
      return effect?.isIndependent ?? false ? NameEffects.effect(of: [program(command)]) : effect
    }
    if Self.taskRunners.contains(command[0]), CommandEffects.effect(of: [command[0]]) == effect {
      return TaskNames.effect(of: withoutFolders(Array(command.dropFirst())), by: command[0])
        ?? effect
    }
    return effect
  }

  /// The program that a command runs, or the script that it has another read.
  private static func program(_ command: [String]) -> String {
    guard interpreters.contains(command[0]) else { return command[0] }
    return command.dropFirst().first { !$0.hasPrefix("-") } ?? command[0]
  }

  private static let interpreters = shells.union([
    "python", "python3", "py", "node", "ruby", "perl", "php", "deno", "bun", "tsx", "ts-node",
    "Rscript", "lua", "julia", "swift", "java", "dotnet", "source", ".",
  ])

  /// What a command that writes code in another form does; nil if it is none.
  private static func formatting(_ command: [String], _ names: [String]) -> StepEffect? {
    guard
      CommandEffects.formatters.contains(command[0])
        || (["fmt", "format"].contains(names.first ?? "")
          && (!taskRunners.contains(command[0]) || command[0] == "deno"))
    else { return nil }
    let writes =
      ChangingOptions.effect(of: command) != nil
      || command.contains { ["-w", "-i"].contains($0) }
    return !writes && command.dropFirst().contains(where: looking.contains)
      ? .checks : .changesFiles
  }

  private static let looking: Set = [
    "--check", "-check", "--check-only", "--diff", "--list-different", "-l", "-d", "--dry-run",
    "-n",
    "--lint", "lint", "check", "--test", "--verify-no-changes", "--check-formatted", "-c",
    "--mode=check", "--set-exit-if-changed", "-check=true", "--Werror", "ci",
  ]

  /// The words of a command but for its options and the folders, files and forms that some of them are of.
  private static func withoutFolders(_ command: [String]) -> [String] {
    var words: [String] = []
    var isValue = false
    for word in command {
      defer { isValue = valued.contains(word) }
      if !isValue, word == "--" || !word.hasPrefix("-"), !word.isAssignment { words.append(word) }
    }
    return words
  }

  private static let valued: Set = [
    "-C", "--directory", "--file", "--filter", "--prefix", "--cwd", "--dir", "--workspace",
    "--project", "--package", "--config", "--configuration", "-c", "--profile", "--mode",
    "--build-type", "-o", "--output", "--out",
  ]

  /// Notes the files that options say are written.
  private mutating func noteOutputs(of words: ArraySlice<String>) {
    let options: Set = ["-o", "-O", "--output", "--out", "--output-file", "--report-file"]
    for (option, value) in zip(words, words.dropFirst())
    where options.contains(option) && !value.hasPrefix("-") && !value.hasPrefix("$") {
      noteOutput(value)
    }
    for word in words {
      guard let equals = word.firstIndex(of: "="), options.contains(String(word[..<equals])) else {
        continue
      }
      noteOutput(String(word[word.index(after: equals)...]))
    }
  }

  private mutating func noteOutput(_ value: String) {
    // What is no path is the name of a form: `-o json`.
    if value.contains(".") || value.contains("/") { written.insert(value) }
  }

  private static func withoutOptions(_ words: ArraySlice<String>) -> ArraySlice<String> {
    var rest = words
    while let word = rest.first, word.hasPrefix("-") {
      rest = rest.dropFirst(
        ["-u", "-p", "-n", "-g", "--package", "--with", "--from"].contains(word) ? 2 : 1)
    }
    return rest
  }

  // MARK: What runs others

  private static let shells: Set = ["bash", "sh", "zsh", "dash", "pwsh", "powershell"]

  /// What stands before a command and changes nothing of what it does.
  private static let prefixes: Set = [
    "sudo", "doas", "time", "nice", "env", "command", "exec", "then", "do", "else", "elif", "!",
    "{", "if", "while", "until", "xvfb-run", "xargs", "stdbuf", "unbuffer", "retry", "caffeinate",
    "timeout", "npx", "pnpx", "bunx", "uvx",
  ]

  /// What runs a program with its next word.
  private static let runners: [String: Set<String>] = [
    "npm": ["exec", "x"], "pnpm": ["exec", "dlx"], "yarn": ["exec", "dlx", "node"], "bun": ["x"],
    "bundle": ["exec"], "poetry": ["run"], "uv": ["run"], "pdm": ["run"], "hatch": ["run"],
    "pipenv": ["run"], "rye": ["run"], "pixi": ["run"], "conda": ["run"], "mamba": ["run"],
    "micromamba": ["run"], "python": ["-m"], "python3": ["-m"], "py": ["-m"], "pipx": ["run"],
  ]

  /// What runs what a project names itself.
  private static let taskRunners: Set = [
    "npm", "pnpm", "yarn", "bun", "deno", "composer", "lerna", "turbo", "nx", "make", "gmake",
    "just", "task", "rake", "mvn", "mvnw", "gradle", "gradlew", "invoke", "inv", "poe", "nox",
    "tox", "mise", "moon", "ant", "grunt", "gulp", "ng", "lein", "sbt", "run", "ninja",
    "bazel", "rush", "wireit",
  ]

  /// What installs for one language, under a name for that.
  private static let languages: [String: String] = [
    "npm": "node", "pnpm": "node", "yarn": "node", "bun": "node", "pip": "python",
    "pip3": "python", "uv": "python", "poetry": "python", "pdm": "python", "pipenv": "python",
    "bundle": "ruby", "composer": "php", "cargo": "rust", "go": "go", "dotnet": "dotnet",
  ]
}

extension String {
  /// The name of the program that a word calls: `eslint` of `node_modules/.bin/eslint` and of `eslint@9`.
  fileprivate var command: String {
    var name = split(separator: "/").last.map(String.init) ?? self
    if let at = name.lastIndex(of: "@"), at > name.startIndex { name = String(name[..<at]) }
    for ending in [".exe", ".cmd", ".bat"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return name
  }

  /// Whether it gives a variable a value: `CI=true`.
  fileprivate var isAssignment: Bool {
    guard let equals = firstIndex(of: "="), equals > startIndex else { return false }
    return self[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
