internal import EventLog
internal import YAML

/// Why a workflow file cannot be read, with the place.
struct WorkflowFileError: Error, Equatable {
  var line: Int
  var column: Int
  var problem: String

  init(line: Int, column: Int, _ problem: String) {
    self.line = line
    self.column = column
    self.problem = problem
  }
}

/// Reads the YAML of a workflow file: what an alias stands for is put in its place.
struct WorkflowYAML: ~Copyable {
  /// How deep lists and mappings may stand in each other, and how many values there may be with what aliases stand for.
  private static let (deepest, most) = (100, 1_000_000)

  private var parser: YAMLParser
  private var values: [YAMLDocument.Value] = []
  private var texts = YAMLTexts()
  /// The lists and mappings that have begun and not ended.
  private var open: [Int] = []
  /// The values that have an anchor, by it.
  private var anchors: [String: Int] = [:]

  private init(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkflowFileError) {
    do throws(YAMLProblem) { parser = try YAMLParser(bytes) } catch {
      throw WorkflowFileError(error)
    }
  }

  /// The first document of a text.
  ///
  /// - Throws: `WorkflowFileError` with the place of the first problem.
  /// - Complexity: O(*n*) in the length of the text and of what its aliases stand for.
  static func document(of bytes: [UInt8]) throws(WorkflowFileError) -> YAMLDocument {
    let result: Result<YAMLDocument, WorkflowFileError> = bytes.withUnsafeBufferPointer { bytes in
      do throws(WorkflowFileError) {
        var reader = try WorkflowYAML(bytes)
        try reader.read()
        return .success(YAMLDocument(reader.values, reader.texts))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  private mutating func read() throws(WorkflowFileError) {
    while true {
      switch try next() {
      case .scalar(let isPlain):
        try add(isPlain ? .plain : .quoted, content: texts.number(of: parser.text))
      case .listStart: try begin(.list)
      case .mappingStart: try begin(.mapping)
      case .end:
        if let start = open.popLast() { values[start].content = UInt32(values.count) }
      case .alias: try copy(anchor: parser.anchor ?? "")
      case .documentStart: break
      case .documentEnd, .streamEnd:
        guard values.isEmpty else { return }
        throw error("It is empty.")
      }
    }
  }

  private mutating func next() throws(WorkflowFileError) -> YAMLEvent {
    do throws(YAMLProblem) { return try parser.next() } catch { throw WorkflowFileError(error) }
  }

  private mutating func begin(_ kind: YAMLDocument.Kind) throws(WorkflowFileError) {
    guard open.count < Self.deepest else {
      throw error("Lists and mappings stand more than \(Self.deepest) deep in each other here.")
    }
    open.append(values.count)
    try add(kind, content: 0)
  }

  private mutating func add(
    _ kind: YAMLDocument.Kind, content: UInt32
  ) throws(WorkflowFileError) {
    try checkRoom(for: 1)
    if let anchor = parser.anchor { anchors[anchor] = values.count }
    let place = parser.place
    values.append(
      YAMLDocument.Value(
        line: UInt32(clamping: place.line), column: UInt32(clamping: place.column),
        content: content, kind: kind))
  }

  /// Puts what an anchor is of in the place of its alias.
  private mutating func copy(anchor: String) throws(WorkflowFileError) {
    guard let start = anchors[anchor], !open.contains(start) else {
      throw error("*\(anchor) stands for nothing that comes before it.")
    }
    let end = values[start].isSingle ? start + 1 : Int(values[start].content)
    try checkRoom(for: end - start)
    let shift = UInt32(values.count - start)
    for value in values[start..<end] {
      var value = value
      if !value.isSingle { value.content += shift }
      values.append(value)
    }
  }

  private func checkRoom(for count: Int) throws(WorkflowFileError) {
    guard values.count + count <= Self.most else {
      throw error("It says more than \(Self.most) things, with what its aliases stand for.")
    }
  }

  private func error(_ problem: String) -> WorkflowFileError {
    WorkflowFileError(line: parser.place.line, column: parser.place.column, problem)
  }
}

extension WorkflowFileError {
  fileprivate init(_ problem: YAMLProblem) {
    switch problem {
    case .grammar(let problem, let place, _, let start):
      let shown = problem == "found unexpected end of stream" ? start ?? place : place
      self.init(line: shown.line, column: shown.column, "This is no YAML: \(problem).")
    case .character(_, let offset):
      self.init(line: 1, column: offset + 1, "A character that cannot stand in YAML stands here.")
    case .memory: self.init(line: 1, column: 1, "There is not enough memory to read it.")
    }
  }
}
