internal import YAML

// The parser says what it expected by the names of YAML's grammar, and sometimes where it gave up
// instead of where the mistake is. Here that becomes a sentence with a way out.

extension ScenarioError {
  /// What the parser of YAML found wrong, told to somebody who does not know its grammar.
  init(_ problem: YAMLProblem, in text: String) {
    switch problem {
    case .grammar(let problem, let place, let context, let start):
      self = Self.grammar(problem, place, context, start, in: text)
    case .character(let value, let offset):
      let (line, column) = text.place(
        of: text.utf8.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex)
          ?? text.endIndex)
      let digits = String(value, radix: 16, uppercase: true)
      let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      self.init(
        line: line, column: column,
        problem: "The character U+\(code) cannot stand in a scenario. Remove it.")
    case .memory:
      self.init(line: 1, column: 1, problem: "There is not enough memory to read the scenario.")
    }
  }

  private static func grammar(
    _ problem: String, _ place: YAMLPlace, _ context: String, _ start: YAMLPlace?, in text: String
  ) -> ScenarioError {
    let sign = text.scalar(line: place.line, column: place.column)
    let isAtStart =
      problem == "found unexpected end of stream" || problem == "could not find expected ':'"
      || context.contains("directive")
    let shown = isAtStart ? start ?? place : place
    if let longKey = longKey(problem, at: shown, in: text) { return longKey }
    if let start, sign == ":", problem.hasPrefix("did not find expected ','"),
      let error = colonInBrackets(at: place, from: start, in: text)
    {
      return error
    }
    if problem == "mapping values are not allowed in this context",
      let error = colonInContinuation(at: place, in: text)
    {
      return error
    }
    return ScenarioError(
      line: shown.line, column: shown.column,
      problem: sentence(for: problem, context, opening: start?.line, sign))
  }

  private static func sentence(
    for problem: String, _ context: String, opening: Int?, _ sign: Unicode.Scalar?
  ) -> String {
    let found = sign.map { $0 == "`" ? "a backquote" : Complaint.quote(String($0)) } ?? ""
    switch problem {
    case "found character that cannot start any token" where sign == "\t":
      return "A tab cannot stand here. Indent with spaces."
    case "found character that cannot start any token":
      return "A value cannot begin with \(found) here. Put quotes around it."
    case "found unexpected end of stream":
      return "The quote that begins here is never closed. Put another at the end of the text."
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      let close = problem.contains("}") ? "}" : "]"
      let open = close == "}" ? "{" : "["
      return "Expected `,` or `\(close)`: the `\(open)` of line \(opening ?? 1) is not closed yet."
    case "found unexpected ':'":
      return "A `:` needs a blank behind it here, as in `takes: 4s`."
    case "did not find expected node content":
      return "Expected a value, or the end of the list or mapping that was begun in brackets."
    case "mapping values are not allowed in this context":
      return "A `:` cannot stand here. Begin a new line, put braces around the keys and values, as "
        + "in `{ takes: 4s }`, or put quotes around a text with a colon."
    case "block sequence entries are not allowed in this context":
      return "A list cannot begin here. Begin a new line with `-`."
    case "did not find expected key" where sign == "}" || sign == "]":
      return "This \(found) closes nothing. Remove it."
    case "did not find expected key":
      return "Expected a key and its value, such as `takes: 4s`, indented like those before it."
    case "did not find expected '-' indicator":
      return
        "Expected `-` and the next element of the list, or a key that is indented like those of "
        + "the element before."
    case "could not find expected ':'":
      return "Expected a key and its value, such as `takes: 4s`: there is no `:` in this line."
    case "did not find expected <document start>":
      return "The scenario is complete before this. Remove what follows, or indent it like what it "
        + "belongs to."
    case _ where context.contains("anchor") || context.contains("alias"): return Complaint.anchor
    case _ where problem.contains("tag") || context.contains("tag"): return Complaint.tag
    case _ where problem.contains("YAML") || context.contains("directive"):
      return "A line that begins with `%` is not read in a scenario. Remove it."
    case _ where problem.contains("escape") || context.contains("quoted scalar"):
      return "After a backslash in double quotes, this stands for no character. Write `\\\\` for a "
        + "backslash, or use single quotes."
    case _ where context.contains("block scalar"):
      return
        "A text of several lines begins on the line after the `|` or `>`, indented with spaces."
    default: return "This is not YAML: \(problem)."
    }
  }
}

extension String {
  /// The line and column of a place, from 1, columns counted in Unicode scalars.
  ///
  /// - Complexity: O(*n*) in the length of the text before it.
  func place(of index: Index) -> (line: Int, column: Int) {
    var place = TextPlace()
    for scalar in unicodeScalars[..<index] { place.advance(past: scalar) }
    return (place.line, place.column)
  }

  /// What stands at a place, or nil if nothing does.
  fileprivate func scalar(line: Int, column: Int) -> Unicode.Scalar? {
    unicodeScalars(fromLine: line, column: column).first
  }

  /// The text from a place on.
  ///
  /// - Complexity: O(*n*) in the length of the text before it.
  func unicodeScalars(fromLine line: Int, column: Int) -> Substring.UnicodeScalarView {
    var place = TextPlace()
    return unicodeScalars.drop { scalar in
      defer { place.advance(past: scalar) }
      return (place.line, place.column) != (line, column)
    }
  }
}
