/// A page in HTML.
enum HTMLPage {
  /// The note that a page ends before it is complete; none of one that is whole.
  static func cutNote(_ page: [UInt8]) -> [ImportNote] {
    guard !page.suffix(64).contains(Array("</html>".utf8)) else { return [] }
    return [
      ImportNote(
        kind: .skipped, count: 1,
        sentence: "The page ends before it is complete: what stands before that was read.")
    ]
  }
}

/// The texts that a page in HTML holds as `<script type="application/json">`.
///
/// Within them `&`, `<` and `>` may be written as in HTML, as Bokeh does.
struct HTMLScripts: Sequence, IteratorProtocol {
  private let page: [UInt8]
  private var place = 0

  init(of page: [UInt8]) { self.page = page }

  /// The next text; nil after the last.
  ///
  /// - Complexity: O(*n*) in the length of the page, for all texts together.
  mutating func next() -> [UInt8]? {
    while let start = page[place...].firstRange(of: Array("<script".utf8)) {
      guard let end = page[start.upperBound...].firstIndex(of: UInt8(ascii: ">")) else { break }
      let close = page[end...].firstRange(of: Array("</script>".utf8))
      place = close?.upperBound ?? page.count
      guard page[start.upperBound..<end].contains(Array("\"application/json\"".utf8)) else {
        continue
      }
      let text = page[(end + 1)..<(close?.lowerBound ?? page.count)]
      return Self.unescaped(text)
    }
    place = page.count
    return nil
  }

  private static let entities: [(name: [UInt8], byte: UInt8)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"),
    ("&#x60;", "`"),
  ].map { (Array($0.utf8), Array($1.utf8)[0]) }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var place = text.startIndex
    while place < text.endIndex {
      let byte = text[place]
      if byte == UInt8(ascii: "&"),
        let entity = entities.first(where: { text[place...].starts(with: $0.name) })
      {
        result.append(entity.byte)
        place += entity.name.count
      } else {
        result.append(byte)
        place += 1
      }
    }
    return result
  }
}
