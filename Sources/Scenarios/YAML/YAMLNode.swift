internal import EventLog
/// A place in a YAML text with what stands there.
struct YAMLNode {
  let document: YAMLDocument
  let index: Int

  private var value: YAMLDocument.Value { document.values[index] }

  var line: Int { Int(value.line) }
  var column: Int { Int(value.column) }

  func error(_ problem: String) -> ScenarioError {
    ScenarioError(line: line, column: column, problem: problem)
  }

  /// What it is, in words.
  var found: String {
    switch value.kind {
    case .plain, .quoted: isNull ? "nothing" : Complaint.found(string)
    case .mapping: isEmpty ? "an empty mapping" : "a mapping"
    case .list: isEmpty ? "an empty list" : "a list"
    }
  }

  /// Whether nothing is there: no value, `~` or `null`.
  var isNull: Bool {
    isPlain && document.texts.length(of: value.content) <= 4
      && ["", "~", "null", "Null", "NULL"].contains(where: isText)
  }

  /// Whether it is a single value without quotes.
  var isPlain: Bool { value.kind == .plain }

  /// Whether it is a single value.
  var isSingle: Bool { value.isSingle }

  var isMapping: Bool { value.kind == .mapping }

  var isList: Bool { value.kind == .list }

  var isEmpty: Bool { !isSingle && Int(value.content) == index + 1 }

  /// The number of the text of a single value, the same for all that Unicode holds to be the same.
  ///
  /// - Precondition: It is a single value.
  var original: UInt32 { document.texts.original(of: value.content) }

  /// A single value as it was written, also where that stands for nothing.
  var string: String { document.texts.text(value.content) }

  /// Whether it is a single value that was written so.
  func isText(_ text: String) -> Bool { document.isText(index, text) }

  /// A single value as it was written.
  func text(expected: @autoclosure () -> String) throws(ScenarioError) -> String {
    guard isSingle, !isNull else {
      throw error(Complaint.wrongType(found, expected: expected()))
    }
    return string
  }
}
