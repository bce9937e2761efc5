internal import TraceFormats

/// What the text of a step says of what it makes and needs, as far as it says anything.
///
/// It is told by what it runs: actions and commands whose names everybody knows. What it does not say is not known.
struct StepText {
  /// What it does.
  let effects: Set<StepEffect>
  /// By what other steps name it.
  private let id: String?
  /// All that it says.
  private let all: String
  /// Whether it runs anything of which nothing is known.
  private let isUnknown: Bool
  private let (changesEnvironment, runsByOutcome): (Bool, Bool)
  /// What it reads of other steps.
  private let reads: ContextUse
  /// With what it installs.
  private let installers: Set<String>
  /// The files that it says it writes.
  private let written: Set<String>
  /// The folders that it locks while it makes what is in them.
  private let lockedFolders: Set<String>

  /// What a step of a workflow file says; of a step without one only its name is known.
  init(_ step: WorkflowFile.Step?, name: String) {
    id = step?.id
    let texts = step?.texts ?? [name]
    all = texts.joined(separator: "\n")
    reads = ContextUse(
      of: "steps", in: texts, conditions: [step?.condition].compactMap(\.self))
    changesEnvironment = ["GITHUB_ENV", "GITHUB_PATH", "::set-env", "::add-path"].contains(
      where: all.contains)
    runsByOutcome =
      step.map { $0.runsByOutcome || ($0.condition?.contains("steps.") ?? false) } ?? false
    let bare = name.hasPrefix("Run ") ? String(name.dropFirst(4)) : name
    var script: ScriptEffects?
    var (effects, isUnknown): (Set<StepEffect>, Bool)
    switch step?.action {
    case .run(let text):
      let known = ScriptEffects(text)
      (effects, isUnknown, script) = (known.effects, known.isUnknown, known)
    case .uses(let action):
      let known = ActionEffects(
        action, inputs: step?.inputs ?? [:], variables: step?.variables ?? [:])
      (effects, isUnknown) = (known.effects, known.isUnknown)
    case nil where bare.contains("@") && bare.contains("/") && !bare.contains(" "):
      let known = ActionEffects(bare, inputs: [:], variables: [:])
      (effects, isUnknown) = (known.effects, known.isUnknown)
    default:
      let known = ScriptEffects(bare)
      let title = Self.effect(ofTitle: bare)
      effects = known.effects.isEmpty ? Set([title].compactMap(\.self)) : known.effects
      if title == .publishes { effects.insert(.publishes) }
      // A name, or the first line of a script, does not say that nothing else is done.
      isUnknown = true
      script = known
    }
    // A name says what a step may do that says nothing itself, and not that it does no more.
    if let title = step?.name.flatMap(Self.effect(ofTitle:)), title == .publishes || effects.isEmpty
    {
      effects.insert(title)
    }
    self.effects = effects
    self.isUnknown = isUnknown
    installers = script?.installers ?? []
    written = (script?.written ?? []).union(Self.outputs(of: step?.inputs ?? [:]))
    lockedFolders = script?.lockedFolders ?? []
  }

  /// What a name that people read says that a step does.
  private static func effect(ofTitle title: String) -> StepEffect? {
    let text = title.lowercased().replacing("set up", with: "setup")
    return NameEffects.effect(of: text.split(separator: " ").map(String.init))
  }

  // MARK: What it needs

  /// Whether it brings what is made to its users.
  var isRelease: Bool { effects.contains(.publishes) }

  /// Whether all that it does is known, and leaves nothing that what comes after could need.
  var isIndependent: Bool {
    !isUnknown && !effects.isEmpty && !changesEnvironment && effects.allSatisfy(\.isIndependent)
  }

  /// Why a step that comes after this one has to wait for it; nil if nothing says that it has to.
  func reason(toWaitIn later: StepText) -> String? {
    if let id, later.reads.reads(id) { return "reads its outputs" }
    if later.runsByOutcome { return "runs by how the steps before it ended" }
    if later.isRelease { return StepEffect.publishes.reasonBefore }
    if effects.contains(.checksOut) { return StepEffect.checksOut.reasonAfter }
    if changesEnvironment { return "may need the variables or paths that it sets" }
    if effects.contains(.brings) { return StepEffect.brings.reasonAfter }
    if later.effects.contains(.uploads) { return StepEffect.uploads.reasonBefore }
    if let file = written.subtracting(later.written).sorted().first(where: later.all.contains) {
      return "names \(file), which it writes"
    }
    if let file = written.subtracting(later.written).sorted().first(where: later.mayRead) {
      return "names a folder or a pattern with \(file), which it writes"
    }
    if let folder = lockedFolders.intersection(later.lockedFolders).min() {
      return "uses \(folder) too, which cargo locks while it compiles"
    }
    if effects == [.installs], later.effects == [.setsUp] || usesOtherInstaller(than: later) {
      return nil
    }
    // What is uploaded has to stay as it is until then.
    if effects == [.uploads], later.effects.contains(.builds) {
      return StepEffect.changesFiles.reasonBefore
    }
    let after = StepEffect.allCases.first { effects.contains($0) && $0.reasonAfter != nil }
    let before = StepEffect.allCases.first { later.effects.contains($0) && $0.reasonBefore != nil }
    return after?.reasonAfter ?? before?.reasonBefore
  }

  /// Whether both only install, each for a language of its own.
  private func usesOtherInstaller(than other: StepText) -> Bool {
    other.effects == [.installs] && !installers.isEmpty && !other.installers.isEmpty
      && !installers.contains("") && !other.installers.contains("")
      && installers.isDisjoint(with: other.installers)
  }

  /// The files that what an action is given says it writes.
  private static func outputs(of inputs: [String: String]) -> Set<String> {
    let keys: Set = [
      "output", "outfile", "output-file", "output_file", "out", "report", "report-file",
      "report_file", "report-path", "output-path", "output_path",
    ]
    return Set(
      inputs.filter { key, value in
        keys.contains(key.lowercased()) && !value.hasPrefix("$") && !value.contains(" ")
          && (value.contains(".") || value.contains("/"))
      }.values)
  }

  /// Whether it names a folder that a file is in, or a pattern that the file fits.
  private func mayRead(_ file: String) -> Bool {
    let file = Self.plain(file)
    return all.split(whereSeparator: { " \t\n\"'`=,;()|&<>".contains($0) }).contains { word in
      let word = Self.plain(word)
      if word.contains("*") { return FilePattern(word).matches(file) }
      return word.count > 1 && file.hasPrefix(word + "/")
    }
  }

  private static func plain(_ path: some StringProtocol) -> String {
    let bare = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    return String(bare.last == "/" ? bare.dropLast() : bare)
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
