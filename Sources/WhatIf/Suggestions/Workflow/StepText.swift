internal import Formatting
internal import TraceFormats

/// What the text of a step says of what it makes and needs, as far as it says anything.
///
/// It is told by words that everybody uses for the same: an action that checks out, a command that installs. What it
/// does not say is not known.
struct StepText {
  /// By what other steps name it.
  let id: String?
  /// Whether it brings what is made to its users.
  let isRelease: Bool
  /// What it runs or uses, in small letters.
  private let text: String
  /// All that it says.
  private let all: String
  private let (isCheckout, isSetup, isInstall, isRestore): (Bool, Bool, Bool, Bool)
  private let (isUpload, isCheck, isBuild): (Bool, Bool, Bool)
  private let (changesEnvironment, runsByOutcome): (Bool, Bool)
  private let installers: Set<String>

  /// What a step of a workflow file says; of a step without one only its name is known.
  init(_ step: WorkflowFile.Step?, name: String) {
    id = step?.id
    let (text, isAction): (String, Bool)
    switch step?.action {
    case .run(let script):
      (text, isAction) = (script.lowercased(), false)
    case .uses(let action):
      (text, isAction) = (action.lowercased(), true)
    default:
      let bare = name.hasPrefix("Run ") ? String(name.dropFirst(4)) : name
      text = bare.lowercased()
      isAction = bare.contains("@") && bare.contains("/") && !bare.contains(" ")
    }
    let all = (step?.texts ?? [name]).joined(separator: "\n")
    self.text = text
    self.all = all
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    isCheckout =
      says("actions/checkout", "git clone", "git checkout") || text == "checkout"
    isSetup =
      isAction
      ? says("setup", "install", "toolchain")
      : says("set up ", "setup ") && !says("&&", "\n")
    isInstall =
      says(
        "npm ci", "npm install", "pnpm install", "pnpm i ", "yarn install", "bun install",
        "pip install", "uv sync", "poetry install", "bundle install", "composer install", "apt-get",
        "apt install", "brew install", "choco install", "cargo fetch", "go mod download",
        "dotnet restore", "install dependencies", "install deps")
      || text == "yarn" || (!isAction && (text == "install" || text.hasPrefix("install ")))
    isRestore =
      says("actions/cache@", "actions/cache/restore", "download-artifact", "restore cache")
    isUpload =
      says("upload-artifact", "actions/cache/save", "codecov", "coveralls", "upload-sarif")
      || text.hasPrefix("upload ")
    isRelease = says(
      "deploy", "publish", "release", "docker push", "git push", "npm version", "terraform apply",
      "kubectl apply")
    isCheck = says(
      "lint", "format", "fmt", "prettier", "clippy", "typecheck", "type-check", "types", "mypy",
      "ruff", "flake8", "shellcheck", "audit", "vet", "check")
    let isTest = says("test", "pytest", "jest", "vitest", "spec", "e2e", "bench")
    isBuild =
      !isCheck && !isTest
      && says("build", "compile", "make", "webpack", "tsc", "bundle", "generate", "package")
    changesEnvironment = all.contains("GITHUB_ENV") || all.contains("GITHUB_PATH")
    runsByOutcome =
      step?.condition.map { condition in
        ["always()", "failure()", "cancelled()", "steps."].contains { condition.contains($0) }
      } ?? false
    installers = Self.installers.filter { text.contains($0) }
  }

  private static let installers: Set = [
    "npm", "yarn", "bun", "pip", "uv ", "poetry", "bundle", "composer", "apt", "brew", "choco",
    "cargo", "go mod", "dotnet",
  ]

  // MARK: What it needs

  /// Why a step that comes after this one has to wait for it; nil if nothing says that it has to.
  func reason(toWaitIn later: StepText) -> String? {
    if let id, later.all.contains("steps.\(id).") { return "reads its outputs" }
    if later.runsByOutcome { return "runs by how the steps before it ended" }
    if later.isRelease { return "publishes, which all before it has to allow" }
    if isCheckout { return "needs the files that it checks out" }
    if changesEnvironment { return "may need the variables or paths that it sets" }
    if isRestore { return "may need the files that it brings" }
    if later.isUpload { return "uploads what the steps before it made" }
    if isUpload { return nil }
    if isSetup { return later.isSetup ? nil : "may need the tools that it sets up" }
    if isInstall {
      if later.isSetup { return nil }
      return later.isInstall && !usesSameInstaller(as: later)
        ? nil : "may need what it installs"
    }
    if isBuild { return later.isCheck ? nil : "may need what it builds" }
    return nil
  }

  private func usesSameInstaller(as other: StepText) -> Bool {
    installers.isEmpty || other.installers.isEmpty || !installers.isDisjoint(with: other.installers)
  }

  // MARK: What it shares

  /// Files or folders that both name.
  func paths(sharedWith other: StepText) -> [String] { paths.intersection(other.paths).sorted() }

  private var paths: Set<String> {
    var paths: Set<String> = []
    for word in all.split(whereSeparator: { " \t\n\"'`=,;()|&<>".contains($0) }) {
      guard word.contains("/") || word.contains("."), !word.contains("@"), !word.contains("://"),
        !word.contains("${{"), !word.contains("$"), word.count > 2, word.first != "-",
        word.contains(where: \.isLetter)
      else { continue }
      let path = word.hasPrefix("./") ? word.dropFirst(2) : word
      paths.insert(path.hasSuffix("/") ? String(path.dropLast()) : String(path))
    }
    return paths
  }
}
