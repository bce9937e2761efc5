/// What actions do, by their names and by what they are given.
struct ActionEffects {
  /// What is known of it.
  private(set) var effects: Set<StepEffect> = []
  /// Whether it may do what is not known of it: of one of the project's own, only the name is.
  private(set) var isUnknown: Bool

  /// Finds what an action does.
  ///
  /// - Parameters:
  ///   - action: Its name: `actions/checkout@v4`.
  ///   - inputs: What it is given.
  ///   - variables: The variables that its step sets.
  init(_ action: String, inputs: [String: String], variables: [String: String] = [:]) {
    isUnknown = action.hasPrefix(".")
    let name = (action.split(separator: "@").first ?? "").lowercased()
    // Of two that are the same but for capitals, which counts depends on no order.
    let inputs = Dictionary(inputs.map { ($0.lowercased(), $1) }) { min($0, $1) }
    let parts = name.split(separator: "/").map(String.init)
    // An action is named by its folder, the owner of one that is called just `action`.
    let own = parts.count > 1 ? Array(parts.dropFirst()) : parts
    var words = own.flatMap(NameEffects.words).filter { !["action", "actions"].contains($0) }
    if words.isEmpty || words == ["github"] { words = NameEffects.words(in: parts.first ?? "") }
    if let known = Self.known.first(where: { $0.names.contains { name.hasPrefix($0) } }) {
      effects.insert(known.effect)
    } else if words.contains("setup"), Set(words).isDisjoint(with: ["deploy", "publish"]) {
      effects.insert(.setsUp)
    } else if let effect = Self.words.first(where: { !$0.words.isDisjoint(with: words) })?.effect {
      effects.insert(effect)
    } else if let effect = NameEffects.effect(of: words) {
      effects.insert(effect)
    }
    addInputs(inputs)
    // Some are told so by variables, as `FIX_JSON: true`.
    for (key, value) in inputs.merging(variables, uniquingKeysWith: { input, _ in input })
    where !["", "false", "no", "off", "0"].contains(value.lowercased()) {
      if !Self.changing.isDisjoint(with: NameEffects.words(in: key)) {
        effects.insert(.changesFiles)
      }
    }
    if effects.isEmpty { isUnknown = true }
  }

  /// Words of an input or a variable that let an action change files.
  private static let changing: Set = ["fix", "autofix", "autocorrect", "write"]

  private mutating func addInputs(_ inputs: [String: String]) {
    // It only makes an image unless it is told to push it.
    let publishes = ["push", "publish", "deploy", "release", "auto-commit", "commit"].contains {
      inputs[$0].map { !["", "false", "none", "no", "0"].contains($0.lowercased()) } ?? false
    }
    let outputs = ["outputs", "output", "set"].compactMap { inputs[$0]?.lowercased() }
    if publishes
      || outputs.contains(where: { $0.contains("type=registry") || $0.contains("push=true") })
    {
      effects.insert(.publishes)
    }
    for key in ["command", "commands", "args", "arguments", "script", "run", "cmd", "inlinescript"]
    {
      guard let text = inputs[key] else { continue }
      effects.formUnion(ScriptEffects(text).effects)
    }
  }

  /// What is known by its name as a whole.
  private static let known: [(names: [String], effect: StepEffect)] = [
    (["actions/cache/save", "actions/upload-artifact", "actions/upload-pages-artifact"], .uploads),
    (["actions/checkout"], .checksOut),
    (["docker/build-push-action", "docker/bake-action", "depot/build-push-action"], .builds),
    (["depot/bake-action", "useblacksmith/build-push-action"], .builds),
    (["docker/metadata-action", "actions/configure-pages"], .configures),
    (["github/codeql-action/analyze", "github/codeql-action/upload-sarif"], .uploads),
    (["github/codeql-action/init"], .setsUp), (["github/codeql-action/autobuild"], .builds),
    (["actions/github-script", "pulumi/actions", "changesets/action"], .publishes),
    (["peter-evans/create-pull-request", "peter-evans/repository-dispatch"], .publishes),
    (["amannn/action-semantic-pull-request", "actions/dependency-review-action"], .checks),
    (["actions/create-github-app-token", "aws-actions/configure-aws-credentials"], .signsIn),
    (["cypress-io/github-action"], .installs), (["pre-commit/action"], .changesFiles),
  ]

  /// What a word of a name says, where names of actions have it more often than those of scripts.
  private static let words: [(words: Set<String>, effect: StepEffect)] = [
    (["deploy", "deployment", "publish", "release", "releaser", "goreleaser"], .publishes),
    (["wrangler", "vercel", "netlify", "firebase", "heroku", "flyctl", "railway"], .publishes),
    (["ssh", "scp", "sftp", "ftp", "rsync", "s3", "pages", "dispatch", "push"], .publishes),
    (["commit", "kaniko", "helmfile", "argocd", "terragrunt", "semantic", "ansible"], .publishes),
    (["upload", "codecov", "coveralls", "sonarcloud", "sonarqube", "codacy", "report"], .uploads),
    (["reporter", "coverage", "junit", "codeclimate"], .uploads),
    (["slack", "discord", "teams", "telegram", "notify", "comment", "labeler"], .tells),
    (["login", "auth", "credentials", "token", "gpg", "agent"], .signsIn),
    (["install", "toolchain", "qemu", "buildx", "installer"], .setsUp),
    (["cache", "download", "artifact", "artifacts"], .brings),
    (["emulator", "kind", "k3d", "minikube", "compose", "tailscale", "vpn"], .starts),
    (["postgres", "postgresql", "mysql", "mongodb", "redis", "localstack"], .starts),
    (["lint", "linter", "lintr", "scan", "scanner", "trivy", "typos", "shellcheck"], .checks),
    (["actionlint", "reviewdog", "commitlint", "codespell", "black", "ruff", "gitleaks"], .checks),
    (["trufflehog", "lychee", "cspell", "eslint", "rubocop", "golangci", "super"], .checks),
    (["maturin", "wasm", "cibuildwheel"], .builds),
    (["space", "cleanup"], .removes),
  ]
}
