/// What an input is, told by its content.
public enum InputFormat: Equatable, Sendable {
  /// An event log of this package.
  case eventLog
  /// A trace of another tool, in a format that is read.
  case trace(TraceFormat)
  /// A scenario in YAML, or a scheduling problem.
  case scenario
  /// Something of another tool that is known but not read.
  case foreign(ForeignFormat)

  /// Tells what the bytes of a file are; nil if they are nothing that is known.
  ///
  /// - Complexity: O(*n*) in the length of the file, at most.
  public init?(of bytes: [UInt8]) {
    let text = bytes.withoutByteOrderMark
    if text.starts(with: "{\"seq\":".utf8) {
      self = .eventLog
    } else if let format = Self.traceFormat(of: text) {
      self = .trace(format)
    } else if let format = ForeignFormat(of: text) {
      self = .foreign(format)
    } else if ScenarioSigns.areIn(text) || ProblemSigns.areIn(text) {
      self = .scenario
    } else if let format = Self.traceFormatBehindLines(of: text) {
      self = .trace(format)
    } else {
      return nil
    }
  }

  private static func traceFormat(of text: ArraySlice<UInt8>) -> TraceFormat? {
    let head = TraceHead(text)
    if let format = TraceFormat.all.first(where: { $0.recognises(head) }) { return format }
    // Some tools write much of themselves before the first call.
    guard head.shape != nil else { return nil }
    let whole = TraceHead(text, isWhole: true)
    return TraceFormat.all.first { $0.recognises(whole) }
  }

  /// The format of a text in JSON behind lines of something else, such as what a program prints before what its exporter
  /// prints; nil if there is none.
  private static func traceFormatBehindLines(of text: ArraySlice<UInt8>) -> TraceFormat? {
    let head = text.prefix(1 << 16)
    let begin = head.indices.first { place in
      head[place] == UInt8(ascii: "\n")
        && (head[(place + 1)...].first == UInt8(ascii: "{")
          || head[(place + 1)...].first == UInt8(ascii: "["))
    }
    guard let begin, case let rest = TraceHead(text[(begin + 1)...]), rest.shape != nil else {
      return nil
    }
    return TraceFormat.all.first { $0.recognises(rest) }
  }

  /// The formats as people know them, for messages.
  public static let known =
    "a scenario (YAML with `components` and `flow`, or `tasks`), a scheduling problem (PSPLIB's .sm, "
    + "Patterson's .rcp, STG, job shop), an event log (.events.jsonl) or what "
    + "another tool wrote, plain or compressed by gzip: "
    + TraceFormat.all.map { $0.name.split(separator: " ").drop { $0 == "a" || $0 == "an" } }
    .map { $0.joined(separator: " ") }.joined(separator: ", ")

  /// What one is called: `a scenario`.
  public var name: String {
    switch self {
    case .eventLog: "an event log"
    case .trace(let format): format.name
    case .scenario: "a scenario"
    case .foreign(let format): format.name
    }
  }
}

extension [UInt8] {
  /// The bytes behind a mark of their order, if they begin with one.
  package var withoutByteOrderMark: ArraySlice<UInt8> {
    starts(with: "\u{FEFF}".utf8) ? dropFirst(3) : self[...]
  }
}
