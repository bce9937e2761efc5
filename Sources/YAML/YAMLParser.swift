internal import YAMLLibrary

/// What stands next in a YAML text; the parser knows more of it until it is asked again.
package enum YAMLEvent {
  case documentStart
  case documentEnd
  case streamEnd
  /// A single value, with quotes (or as a block of lines) or without.
  case scalar(isPlain: Bool)
  case listStart
  case mappingStart
  /// The end of the list or mapping that was begun last.
  case end
  case alias
}

/// A place in a text: line and column from 1, columns counted in Unicode scalars.
package struct YAMLPlace: Equatable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  init(_ mark: yaml_mark_t) { (line, column) = (mark.line + 1, mark.column + 1) }
}

/// What the parser found wrong.
package enum YAMLProblem: Error {
  /// A character that cannot stand in YAML, behind so many bytes.
  case character(UInt32, offset: Int)
  /// A breach of the grammar, in the words of the parser, with what it was within and where that began.
  case grammar(String, at: YAMLPlace, within: String, from: YAMLPlace?)
  /// There is no memory left.
  case memory
}

/// Reads a YAML text event by event, from the first to the last, by libyaml.
///
/// Nothing is kept of what was read: memory is that of the deepest nesting and the longest value.
///
/// - Complexity: O(*d*) an event, where lists and mappings in brackets stand *d* deep in each other.
package struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// Begins to read.
  ///
  /// - Parameter bytes: The text in UTF-8, which must stay where it is as long as it is read.
  /// - Throws: `YAMLProblem` if there is no memory for it.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLProblem) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    guard yaml_parser_initialize(parser) == 1 else { throw .memory }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// What stands next.
  package mutating func next() throws(YAMLProblem) -> YAMLEvent {
    repeat {
      yaml_event_delete(event)
      guard yaml_parser_parse(parser, event) == 1 else { throw problem }
    } while event.pointee.type == YAML_STREAM_START_EVENT
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      return .scalar(
        isPlain: event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !isTaggedAsText)
    case YAML_SEQUENCE_START_EVENT: return .listStart
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
    case YAML_ALIAS_EVENT: return .alias
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    default: return .streamEnd
    }
  }

  // MARK: The event that was read last

  /// Where it begins.
  package var place: YAMLPlace { YAMLPlace(event.pointee.start_mark) }

  /// The text of a scalar in UTF-8, until the next event is read; without a mark of the order of bytes
  /// before it, which nobody sees.
  package var text: UnsafeBufferPointer<UInt8> {
    let text = UnsafeBufferPointer(
      start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length)
    guard text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF else { return text }
    return UnsafeBufferPointer(rebasing: text.dropFirst(3))
  }

  /// Whether it is a value that has an anchor.
  package var hasAnchor: Bool { anchorText != nil }

  /// The anchor that a value has, or that an alias stands for; nil if it has none.
  package var anchor: String? { anchorText.map { String(cString: $0) } }

  private var anchorText: UnsafeMutablePointer<yaml_char_t>? {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: event.pointee.data.scalar.anchor
    case YAML_SEQUENCE_START_EVENT: event.pointee.data.sequence_start.anchor
    case YAML_MAPPING_START_EVENT: event.pointee.data.mapping_start.anchor
    case YAML_ALIAS_EVENT: event.pointee.data.alias.anchor
    default: nil
    }
  }

  /// Whether it is a value that has a tag.
  package var hasTag: Bool { tagText != nil }

  /// The tag that a value has, such as `!!str` or `!train`; nil if it has none.
  package var tag: String? {
    tagText.map { tag in
      let text = String(cString: tag)
      return text.hasPrefix(Self.ownTags) ? "!!" + text.dropFirst(Self.ownTags.count) : text
    }
  }

  /// What the tags of YAML itself begin with where they are written out.
  private static let ownTags = "tag:yaml.org,2002:"

  /// Whether it is told that a value is a text, whatever it looks like: `!!str true`.
  private var isTaggedAsText: Bool { hasTag && ["!!str", "!"].contains(tag) }

  private var tagText: UnsafeMutablePointer<yaml_char_t>? {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: event.pointee.data.scalar.tag
    case YAML_SEQUENCE_START_EVENT: event.pointee.data.sequence_start.tag
    case YAML_MAPPING_START_EVENT: event.pointee.data.mapping_start.tag
    default: nil
    }
  }

  /// How many bytes of the text are read; some kilobytes more than the last event takes.
  package var bytesRead: Int { parser.pointee.offset }

  private var problem: YAMLProblem {
    let parser = parser.pointee
    switch parser.error {
    case YAML_READER_ERROR:
      return .character(UInt32(bitPattern: parser.problem_value), offset: parser.problem_offset)
    case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
      return .grammar(
        parser.problem.map { String(cString: $0) } ?? "", at: YAMLPlace(parser.problem_mark),
        within: parser.context.map { String(cString: $0) } ?? "",
        from: parser.context == nil ? nil : YAMLPlace(parser.context_mark))
    default: return .memory
    }
  }
}
