internal import EventLog
internal import YAML

/// Builds the document of a YAML text while it is read, and refuses what a scenario cannot have.
///
/// Anchors and aliases are refused: a scenario says what it says where it says it, and a few
/// aliases of aliases can stand for more than any machine holds. So are a key that stands twice in a
/// mapping, a second document, and lists and mappings too deep in each other.
struct YAMLBuilder: ~Copyable {
  /// How deep lists and mappings may stand in each other.
  ///
  /// Steps need two levels each; the parser takes the longer for an event the deeper it is.
  static let deepest = 100

  private let source: String
  private var parser: YAMLParser
  private var values: [YAMLDocument.Value] = []
  private var texts = YAMLTexts()
  /// The lists and mappings that have begun and not ended.
  private var open: [Int] = []
  /// For each text the last mapping that was found to have it as a key.
  private var owners: [UInt32] = []

  private init(_ source: String, _ bytes: UnsafeBufferPointer<UInt8>) throws(ScenarioError) {
    self.source = source
    do { parser = try YAMLParser(bytes) } catch { throw ScenarioError(error, in: source) }
  }

  /// Reads a text into a document.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - progress: Is told how many bytes are read.
  /// - Returns: The document.
  /// - Throws: `ScenarioError` with the place of the first problem.
  /// - Complexity: O(*n*) in the length of the text.
  static func document(
    of text: String, progress: ProgressHook = .none
  ) throws(ScenarioError) -> YAMLDocument {
    var text = text
    guard text.utf8.count <= Int32.max else {
      throw ScenarioError(
        line: 1, column: 1, problem: "A scenario has at most 2 GB. Make it shorter.")
    }
    let source = text
    let document = text.withUTF8 { bytes in
      Result { () throws(ScenarioError) in
        var builder = try YAMLBuilder(source, bytes)
        try builder.read(progress)
        return YAMLDocument(builder.values, builder.texts)
      }
    }
    return try document.get()
  }

  private mutating func read(_ progress: ProgressHook) throws(ScenarioError) {
    for count in 1... {
      if count % ProgressHook.interval == 0 { progress(parser.bytesRead) }
      switch try next() {
      case .scalar(let isPlain):
        try add(isPlain ? .plain : .quoted, content: texts.number(of: parser.text))
      case .listStart: try begin(.list)
      case .mappingStart: try begin(.mapping)
      case .end: try end()
      case .alias: throw error(Complaint.anchor)
      case .documentStart:
        guard values.isEmpty else { throw error(Complaint.secondDocument) }
      case .documentEnd: break
      case .streamEnd:
        guard values.isEmpty else { return }
        throw ScenarioError(line: 1, column: 1, problem: Complaint.emptyScenario)
      }
    }
  }

  private mutating func next() throws(ScenarioError) -> YAMLEvent {
    do { return try parser.next() } catch { throw ScenarioError(error, in: source) }
  }

  private mutating func add(
    _ kind: YAMLDocument.Kind, content: UInt32
  ) throws(ScenarioError) {
    if parser.hasAnchor { throw error(Complaint.anchor) }
    if parser.hasTag, let tag = parser.tag, let problem = Complaint.foreignTag(tag) {
      throw error(problem)
    }
    let place = parser.place
    values.append(
      YAMLDocument.Value(
        line: UInt32(place.line), column: UInt32(place.column), content: content, kind: kind))
  }

  private mutating func begin(_ kind: YAMLDocument.Kind) throws(ScenarioError) {
    guard open.count < Self.deepest else { throw error(Complaint.tooDeep) }
    open.append(values.count)
    try add(kind, content: 0)
  }

  private mutating func end() throws(ScenarioError) {
    guard let start = open.popLast() else { return }
    values[start].content = UInt32(values.count)
    if values[start].kind == .mapping { try refuseRepeatedKey(in: start) }
  }

  /// Refuses a mapping in which a key stands twice, at its second place.
  ///
  /// - Complexity: O(*n*) in the number of its keys.
  private mutating func refuseRepeatedKey(in mapping: Int) throws(ScenarioError) {
    owners.append(
      contentsOf: repeatElement(.max, count: max(0, texts.count - owners.count)))
    var index = mapping + 1
    while index < values.count {
      if values[index].isSingle {
        let text = Int(texts.original(of: values[index].content))
        guard owners[text] != mapping else { throw repeatedKey(index, of: mapping) }
        owners[text] = UInt32(mapping)
      }
      index = self.index(after: self.index(after: index))
    }
  }

  /// What is wrong with a key that stands in its mapping already.
  private func repeatedKey(_ second: Int, of mapping: Int) -> ScenarioError {
    let text = texts.original(of: values[second].content)
    var first = mapping + 1
    while !values[first].isSingle || texts.original(of: values[first].content) != text {
      first = index(after: index(after: first))
    }
    return ScenarioError(
      line: Int(values[second].line), column: Int(values[second].column),
      problem: Complaint.repeatedKey(
        texts.text(text), firstLine: Int(values[first].line),
        isInList: open.last.map { values[$0].kind == .list } ?? false))
  }

  private func index(after index: Int) -> Int {
    values[index].isSingle ? index + 1 : Int(values[index].content)
  }

  /// A problem where the last event begins.
  private func error(_ problem: String) -> ScenarioError {
    let place = parser.place
    return ScenarioError(line: place.line, column: place.column, problem: problem)
  }
}
