internal import EventLog
internal import Formatting
internal import JSON

/// The spans of a file, as they stand there, in a form that all formats share.
struct SpanFile {
  /// The texts of all spans.
  var texts = NameTable()
  /// All spans that could be read, in the order of the file.
  var spans: [SpanRecord] = []
  /// What they came after, beside what they belong to.
  private(set) var links: [SpanLink] = []
  /// On which host each process ran, as far as that is told.
  var hosts: [Name: Name] = [:]
  /// What was wrong with the file itself.
  var notes: [ImportNote] = []
  /// How much of a time may be missing since it was cut to the unit of the format.
  var grain: Nanoseconds = 0
  /// Whether every trace in it stands for itself, as the results of a search do.
  var holdsResults = false
  /// How many spans are broken or cut off, and how many objects are none.
  private(set) var broken = 0
  private(set) var strange = 0
  /// How many documents hold logs or metrics.
  private var passedOver = 0
  /// The format, for the header of the log: `Jaeger JSON`.
  let format: String

  init(format: String) { self.format = format }

  /// Adds a span that stands in the text as an object; `read` tells what is in it.
  mutating func add(
    _ node: JSONNode, _ read: (inout SpanFile, JSONNode) -> SpanRecord?
  ) {
    guard node.kind == .object else { return strange += 1 }
    guard node.isWhole else { return broken += 1 }
    guard let span = read(&self, node) else {
      while links.last?.span == Int32(spans.count) { links.removeLast() }
      return strange += 1
    }
    spans.append(span)
  }

  /// The links that a span has.
  ///
  /// - Complexity: O(log *n*) in the number of links.
  func links(of span: Int32) -> ArraySlice<SpanLink> {
    let first = links.partitioningIndex { $0.span >= span }
    return links[first...].prefix { $0.span == span }
  }

  /// Lets the span that is added next have a link.
  ///
  /// - Parameters:
  ///   - key: The span that it leads to.
  ///   - isInferred: Whether it was worked out, and not recorded.
  mutating func linkNext(to key: SpanKey, isInferred: Bool = false) {
    guard !key.id.isNone else { return }
    links.append(SpanLink(span: Int32(spans.count), to: key, isInferred: isInferred))
  }

  /// Counts an object in which there should have been spans.
  mutating func leaveOut() { strange += 1 }

  /// Counts a document that holds no spans, as it should.
  mutating func passOver() { passedOver += 1 }

  /// What was left out when the file was read.
  var readingNotes: [ImportNote] {
    notes
      + ImportNote.skipped(
        broken, "span", "spans", " broken or cut off, and left out.")
      + ImportNote.skipped(
        strange, "value that should have been a span was",
        "values that should have been spans were",
        " left out.")
      + ImportNote.expected(
        passedOver, "document holds", "documents hold",
        " logs or metrics and no spans: passed over."
      )
  }

  // MARK: Texts

  /// The name of a text; none if it is missing or empty.
  mutating func text(_ node: JSONNode?) -> Name {
    guard let node else { return .none }
    let name = node.withString { $0.isEmpty ? Name.none : texts.intern(utf8: .init($0)) }
    return name ?? .none
  }

  /// The name of an id; none if there is none or it is all zeros, which stands for none.
  ///
  /// What is hexadecimal, or bytes in base64, is compared as a number, however it is written; anything else by its text.
  mutating func id(_ node: JSONNode?) -> Name {
    guard let node, let text = node.string ?? node.integer().map({ String($0) }) else {
      return .none
    }
    let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text[...]
    guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
      return base64ID(text) ?? texts.intern(text)
    }
    let number = digits.drop { $0 == "0" }.lowercased()
    return number.isEmpty ? .none : texts.intern(number)
  }

  /// The name of an id of 8 or 16 bytes as protobuf's JSON writes them, the same as of its hexadecimal digits; nil if it is none.
  private mutating func base64ID(_ text: String) -> Name? {
    guard text.hasSuffix("="), [12, 24].contains(text.utf8.count),
      let bytes = Base64Text.bytes(of: text), [8, 16].contains(bytes.count)
    else { return nil }
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let number = digits.drop { $0 == "0" }
    return number.isEmpty ? Name.none : texts.intern(String(number))
  }
}
