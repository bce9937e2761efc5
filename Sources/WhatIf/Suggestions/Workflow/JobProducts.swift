internal import TraceFormats

/// What a job leaves outside of itself under a name, as far as the file says it: images, caches, artifacts.
struct JobProducts {
  /// The names: `ghcr.io/x/app:${{github.sha}}`, without the blanks in expressions.
  let names: Set<String>
  private let uploads: Bool

  init(_ job: WorkflowFile.Job) {
    var names: Set<String> = []
    for step in job.flatSteps {
      for key in ["tags", "tag", "image", "images", "key"] {
        if let value = step.inputs[key] { names.formUnion(Self.words(of: value)) }
      }
      if case .uses(let action) = step.action, action.contains("upload-artifact") {
        names.formUnion(step.inputs["name"].map(Self.words) ?? [])
      }
      guard case .run(let script) = step.action else { continue }
      let words = Self.words(of: script)
      names.formUnion(words.filter(Self.isImage))
      for (word, next) in zip(words, words.dropFirst())
      where ["-t", "--tag", "push"].contains(word) && !next.hasPrefix("-") {
        names.insert(next)
      }
    }
    self.names = names.filter { $0.count > 2 }
    uploads = job.steps.contains { $0.texts.contains { $0.contains("upload-artifact") } }
  }

  /// Why another job may need it; nil where nothing of that names what this one leaves.
  func reason(toKeepFor job: WorkflowFile.Job) -> String? {
    if uploads, job.texts.contains(where: { $0.contains("gh run download") }) {
      return "downloads what that uploads"
    }
    let used = Set(job.texts.flatMap(Self.words))
    guard let name = names.intersection(used).min() else { return nil }
    return "names \(name), which that may make"
  }

  /// Whether a word is the name of an image with a registry or a tag that is worked out: `app:${{github.sha}}`.
  private static func isImage(_ word: String) -> Bool {
    guard let colon = word.lastIndex(of: ":"), colon > word.startIndex, !word.contains("://"),
      word.first?.isLetter ?? false || word.hasPrefix("$")
    else { return false }
    let tag = word[word.index(after: colon)...]
    return !tag.isEmpty && (word[..<colon].contains("/") || tag.contains("$"))
  }

  /// The words of a text, an expression with its blanks taken away counting as a part of one.
  private static func words(of text: String) -> [String] {
    var bare = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "${{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { break }
      bare += rest[..<open.lowerBound]
      bare += rest[open.lowerBound..<close.upperBound].filter { !$0.isWhitespace }
      rest = rest[close.upperBound...]
    }
    bare += rest
    return bare.split { $0.isWhitespace || ",\"';&|".contains($0) }.map(String.init)
  }
}
