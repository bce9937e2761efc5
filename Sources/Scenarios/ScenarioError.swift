internal import Formatting

/// Why a text is not a scenario, and where.
public struct ScenarioError: Error, Equatable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, counted in Unicode scalars.
  public var column: Int
  /// What was wrong, in one or more sentences.
  public var problem: String

  /// The whole message, with the file it is about.
  public func description(of file: String) -> String { "\(file):\(line):\(column): \(problem)" }
}

/// The words of scenario errors, in one place.
enum Complaint {
  static let emptyScenario = """
    The scenario is empty. Say what runs and in which order, such as \
    `components: { train: { takes: 4s } }` and `flow: [{ run: train }]`.
    """

  static let anchor = """
    Anchors (`&name`) and aliases (`*name`) are not read in a scenario. Write the value out, or \
    put quotes around a text that begins with & or *.
    """

  static let tag = "A key or a value cannot begin with `!` here. Put quotes around it."

  /// What is wrong with a tag; nil if it is one of YAML's core schema.
  static func foreignTag(_ tag: String) -> String? {
    if ["!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map"].contains(tag) {
      return nil
    }
    // `!train: …` was meant as a key.
    if tag.hasSuffix(":") { return Self.tag }
    return
      "There are no tags such as \(quote(tag)) in a scenario: values are what they look like. Take it away, or "
      + "put quotes around a text that begins with `!`."
  }

  static let keyOfSeveralLines = """
    A key stands in one line, and this one goes over several. Write it in one line; a quote may be \
    missing.
    """

  static func unknown(_ word: String, _ what: String, valid: [String]) -> String {
    if valid.isEmpty {
      let example = examples[what].map { " Declare it, such as \(quote($0))." } ?? ""
      return "There is no \(what) \(quote(word)); none is declared.\(example)"
    }
    if let nearest = nearestWord(to: word, in: valid) {
      return "There is no \(what) \(quote(word)). Did you mean \(quote(nearest))?"
    }
    if valid.count == 1 {
      return "There is no \(what) \(quote(word)). There is only \(quote(valid[0]))."
    }
    let shown = valid.prefix(8).map(quote).joined(separator: ", ")
    let more = valid.count > 8 ? " and \(valid.count - 8) more" : ""
    return "There is no \(what) \(quote(word)). There are: \(shown)\(more)."
  }

  /// How things of a kind are declared.
  private static let examples = [
    "machine": "machines: { box: { slots: 2 } }", "variable": "state: { best_loss: 1.0 }",
    "stream": "streams: { results: { buffer: 4 } }", "parameter": "parameters: [rate]",
  ]

  /// That a `:` has no blank behind it, where a text is a key and its value: `takes:4s`; else nil.
  static func colonWithoutBlank(_ text: String, valid: [String]) -> String? {
    guard let colon = text.firstIndex(of: ":"), valid.contains(String(text[..<colon])) else {
      return nil
    }
    let value = text[text.index(after: colon)...]
    let spaced = value.isEmpty ? "\(text[...colon]) 4s" : "\(text[...colon]) \(value)"
    return "A `:` needs a blank behind it. Write \(quote(spaced)) instead of \(quote(text))."
  }

  /// The key that a word stands for, misspelt or as other tools have it; nil if it is none.
  static func key(meantBy word: String, in valid: [String]) -> String? {
    otherWords[word]?.first(where: valid.contains) ?? nearestWord(to: word, in: valid)
  }

  /// Keys are few, so all of them are shown.
  static func unknownKey(_ word: String, valid: [String]) -> String {
    if let problem = colonWithoutBlank(word, valid: valid) { return problem }
    let problem = "There is no key \(quote(word))."
    if let meant = key(meantBy: word, in: valid) {
      return "\(problem) Did you mean \(quote(meant))?"
    }
    return "\(problem) There are: \(valid.map(quote).joined(separator: ", "))."
  }

  /// Words that other tools and languages have for keys of a scenario.
  private static let otherWords = [
    "if": ["when"], "then": ["do"], "else": ["otherwise"], "while": ["repeat"],
    "until": ["wait"], "for": ["repeat", "for_each"], "loop": ["repeat"], "sleep": ["wait"],
    "call": ["run"], "args": ["with"], "arguments": ["with"], "duration": ["takes"],
    "time": ["takes"], "async": ["parallel"], "input": ["for_each"], "output": ["emits"],
    "cache": ["cache_calls"], "retry": ["retries"], "raise": ["raise_exception"],
    "depends_on": ["needs"], "works": ["components"],
    "steps": ["flow"], "variables": ["state"], "capacity": ["buffer", "slots"],
  ]

  static func wrongType(_ found: String, expected: String) -> String {
    "Expected \(expected), found \(found)."
  }

  static func missing(_ key: String, in place: String, example: String) -> String {
    "\(place) has no \(quote(key)). Write, for example, \(quote(example))."
  }

  static let secondDocument =
    "A scenario is one document; here another one begins. Remove one of them."

  static let tooDeep =
    "Lists and mappings stand in each other a hundred deep here; steps can at most be 32 deep."

  static func repeatedKey(_ key: String, firstLine: Int, isInList: Bool) -> String {
    let problem =
      "The key \(quote(key)) stands here again; it is in line \(firstLine) already. "
    guard isInList else { return problem + "Keep one, or give each entry a name of its own." }
    return ScenarioReader.stepKeys.contains { $0.key == key }
      ? problem + "A step does one thing: make two steps of it, each with a `- ` before it."
      : problem + "Keep one, or begin another entry of the list with `- `."
  }

  static let decimalNumber = "a decimal number of at most 15 digits, such as `0.001`"

  static let moment = "`start`, `end`, \(point)"

  static let point = "a length of time such as `3s`, or a share such as `50%`"

  static let momentExample = "a moment such as `{ at: 50% }` or `{ every: 1s }`"

  static let failurePoint = "`end`, \(point)"

  static let reactiveWait = """
    A reactive flow does not stand still: it runs again from its top whenever something changed. \
    Wait for a component or a condition, or take `reactive: true` away.
    """

  /// That calls of a component which takes `forever` never come to something.
  static func neverEnds(_ component: String, _ consequence: String) -> String {
    "Calls of \(quote(component)) never end by themselves, so \(consequence)."
  }

  /// A value as it was found.
  static func found(_ text: String) -> String { text.isEmpty ? "an empty text" : quote(text) }

  /// A word in backquotes, cut to a readable length.
  static func quote(_ word: String) -> String {
    let scalars = word.unicodeScalars
    let shown = scalars.count > 60 ? String(scalars.prefix(57)) + "…" : word
    return "`" + shown.map { $0.isNewline ? "\\n" : String($0) }.joined() + "`"
  }
}
