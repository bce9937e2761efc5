internal import ExpatLibrary

/// A reader of texts in XML that hands over one part after another, with expat.
///
///     var names: [String] = []
///     let flaws = try XMLText.read(Array("<a><b/></a>".utf8)) { part in
///       if case .start(let tag) = part { names.append(tag.name) }
///     }
///     // names is ["a", "b"]
///
/// Several documents may stand one after the other, as `cat *.xml` writes them. Nothing is loaded from
/// anywhere, and a text that declares an entity is refused.
public enum XMLText {
  /// How deep elements may lie within one another.
  static let depth = 256
  /// How much is handed to expat at once.
  private static let chunk = 1 << 20

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - bytes: The text; any bytes may be given.
  ///   - visit: Takes its parts, in order. What it was given before an error is thrown is of no use.
  /// - Returns: What was wrong with what was read.
  /// - Throws: `XMLError` if it must not be read.
  /// - Complexity: O(*n*) in the number of bytes.
  public static func read(
    _ bytes: [UInt8], _ visit: (XMLPart) -> Void
  ) throws(XMLError) -> XMLFlaws {
    var flaws = XMLFlaws()
    let text = XMLMending.mended(bytes, &flaws)
    let result: Result<Void, XMLError> = text.withUnsafeBufferPointer { text in
      withoutActuallyEscaping(visit) { visit in
        do throws(XMLError) {
          var (place, lines) = (0, 0)
          while let next = try document(in: text, from: place, lines, visit, &flaws) {
            lines += text[place..<next].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            place = next
          }
          return .success(())
        } catch { return .failure(error) }
      }
    }
    try result.get()
    return flaws
  }

  /// Reads one document; gives the place at which another begins, nil if there is none.
  private static func document(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, _ lines: Int,
    _ visit: @escaping (XMLPart) -> Void, _ flaws: inout XMLFlaws
  ) throws(XMLError) -> Int? {
    guard let parser = XML_ParserCreate(nil) else { throw .noMemory }
    defer { XML_ParserFree(parser) }
    let state = XMLParserState(parser, lines, visit)
    state.listen()
    defer { withExtendedLifetime(state) {} }
    flaws.documents += 1
    var place = start
    repeat {
      let end = min(place + chunk, text.count)
      let isLast = end == text.count
      let status = UnsafeBufferPointer(rebasing: text[place..<end]).withMemoryRebound(
        to: CChar.self
      ) { XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0) }
      if status != XML_STATUS_OK {
        if let error = state.error { throw error }
        let offset = start + Int(XML_GetCurrentByteIndex(parser))
        return problem(XML_GetErrorCode(parser), state, at: offset, in: text, start, &flaws)
      }
      place = end
    } while place < text.count
    return nil
  }

  /// Notes why a document was not read to the end of the text; gives the place of the next, if that is why.
  private static func problem(
    _ code: XML_Error, _ state: XMLParserState, at offset: Int,
    in text: UnsafeBufferPointer<UInt8>, _ start: Int, _ flaws: inout XMLFlaws
  ) -> Int? {
    switch code {
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT, XML_ERROR_MISPLACED_XML_PI:
      // Behind the end of a document another may begin.
      if state.hasEnded, offset > start, offset < text.count, text[offset] == UInt8(ascii: "<") {
        return offset
      }
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
      XML_ERROR_UNCLOSED_CDATA_SECTION:
      if offset >= text.count || code != XML_ERROR_PARTIAL_CHAR {
        flaws.isCut = true
        return nil
      }
    default: break
    }
    let problem = XML_ErrorString(code).map { String(cString: $0) } ?? "no XML"
    flaws.broken = XMLFlaws.Place(
      line: state.line, column: Int(XML_GetCurrentColumnNumber(state.parser)) + 1,
      problem: problem)
    return nil
  }
}

/// What the functions that expat calls know of the document that is being read.
private final class XMLParserState {
  let parser: XML_Parser
  private let lines: Int
  private let visit: (XMLPart) -> Void
  private var depth = 0
  private(set) var hasEnded = false
  private(set) var error: XMLError?

  init(_ parser: XML_Parser, _ lines: Int, _ visit: @escaping (XMLPart) -> Void) {
    self.parser = parser
    self.lines = lines
    self.visit = visit
  }

  var line: Int { lines + Int(XML_GetCurrentLineNumber(parser)) }

  /// Lets expat call this object.
  func listen() {
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data, let name, let attributes else { return }
        Unmanaged<XMLParserState>.fromOpaque(data).takeUnretainedValue().start(name, attributes)
      },
      { data, _ in
        guard let data else { return }
        Unmanaged<XMLParserState>.fromOpaque(data).takeUnretainedValue().end()
      })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data, let text else { return }
      Unmanaged<XMLParserState>.fromOpaque(data).takeUnretainedValue().text(text, Int(count))
    }
    XML_SetUnknownEncodingHandler(
      parser,
      { _, name, encoding in
        guard let name, let encoding, XMLEncodings.fill(encoding, named: name) else { return 0 }
        return 1
      }, nil)
    XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
      guard let data else { return }
      let state = Unmanaged<XMLParserState>.fromOpaque(data).takeUnretainedValue()
      state.stop(.entity(line: state.line))
    }
  }

  private func start(
    _ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>
  ) {
    guard error == nil else { return }
    depth += 1
    guard depth <= XMLText.depth else { return stop(.tooDeep(line: line)) }
    visit(.start(XMLTag(bytes: name, attributes: attributes, line: line)))
  }

  private func end() {
    guard error == nil else { return }
    depth -= 1
    hasEnded = depth == 0
    visit(.end)
  }

  private func text(_ text: UnsafePointer<CChar>, _ count: Int) {
    guard error == nil, depth > 0 else { return }
    text.withMemoryRebound(to: UInt8.self, capacity: count) {
      visit(.text(UnsafeBufferPointer(start: $0, count: count)))
    }
  }

  private func stop(_ error: XMLError) {
    if self.error == nil { self.error = error }
    XML_StopParser(parser, 0)
  }
}
