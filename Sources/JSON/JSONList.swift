/// A list of objects that is most of a text, and the places at which it seems that it can be cut.
///
///     {"displayTimeUnit": "ms", "traceEvents": [
///     {"ph": "X", "name": "load", "ts": 0, "dur": 5},
///     {"ph": "X", "name": "train", "ts": 5, "dur": 9}
///     ]}
///
/// Each cut is a comma between what looks like two elements, of which the second begins with the key that the first of all
/// begins with. That may stand in a string or in a list within the list as well: whoever takes a piece apart sees whether it
/// ends where an element does, and so whether the next one begins there.
struct JSONList {
  /// How much of a text stands before a list at most.
  private static let longestHead = 1 << 20

  /// Where its opening bracket stands.
  let begin: Int
  /// The key of the first field of its first element, in quotes.
  private let firstKey: Range<Int>
  private let text: UnsafeBufferPointer<UInt8>

  /// Finds a list: the text itself, or what a path of keys leads to; nil if there is none that begins with an object.
  init?(_ path: [StaticString], in text: UnsafeBufferPointer<UInt8>) {
    guard let begin = Self.begin(of: path, in: text),
      let element = Self.next(from: begin + 1, in: text, is: UInt8(ascii: "{")),
      let quote = Self.next(from: element + 1, in: text, is: UInt8(ascii: "\"")),
      let string = Self.string(from: quote, in: text), !string.hasEscapes
    else { return nil }
    self.begin = begin
    self.text = text
    firstKey = quote..<(string.end + 1)
  }

  // MARK: Where it begins

  private static func begin(
    of path: [StaticString], in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard var place = next(from: 0, in: text) else { return nil }
    if text[place] == UInt8(ascii: "[") { return place }
    guard text[place] == UInt8(ascii: "{") else { return nil }
    // How many keys of the path lead to what is open, and how many brackets are.
    var (found, depth) = (0, 0)
    while place < min(text.count, longestHead) {
      switch text[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == found { return nil }
      case UInt8(ascii: "\""):
        guard let string = string(from: place, in: text) else { return nil }
        if depth == found + 1,
          let colon = next(from: string.end + 1, in: text, is: UInt8(ascii: ":"))
        {
          // A key may be written with escapes as well.
          if string.hasEscapes { return nil }
          if isKey(path[found], text[(place + 1)..<string.end]) {
            found += 1
            let bracket = UInt8(ascii: found == path.count ? "[" : "{")
            guard let value = next(from: colon + 1, in: text, is: bracket) else { return nil }
            if found == path.count { return value }
            place = value
            continue
          }
        }
        place = string.end
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func isKey(
    _ key: StaticString, _ string: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    string.elementsEqual(
      UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
  }

  /// Where a string ends, and whether it has escapes; nil if it is too long to be a part of what stands before a list.
  private static func string(
    from quote: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (end: Int, hasEscapes: Bool)? {
    var (place, hasEscapes) = (quote + 1, false)
    while place < min(text.count, quote + longestHead) {
      if text[place] == UInt8(ascii: "\"") { return (place, hasEscapes) }
      if text[place] == UInt8(ascii: "\\") {
        hasEscapes = true
        place += 1
      }
      place += 1
    }
    return nil
  }

  // MARK: Where it can be cut

  /// Cuts it into pieces of about so many bytes.
  ///
  /// - Returns: Where each piece begins, the first with the opening bracket, each other with a comma.
  /// - Complexity: O(*n*) in the number of bytes.
  func cuts(every size: Int) -> [Int] {
    var cuts = [begin]
    while let comma = comma(from: (cuts.last ?? begin) + size) { cuts.append(comma) }
    return cuts
  }

  /// The first comma from a place on that seems to stand between two elements.
  private func comma(from start: Int) -> Int? {
    var place = start
    while place < text.count {
      if text[place] == UInt8(ascii: "{"), let comma = comma(before: place), comma >= start,
        let key = Self.next(from: place + 1, in: text), key + firstKey.count <= text.count,
        text[key..<(key + firstKey.count)].elementsEqual(text[firstKey])
      {
        return comma
      }
      place += 1
    }
    return nil
  }

  /// The comma before an opening bracket and behind a closing one.
  private func comma(before bracket: Int) -> Int? {
    guard let comma = previous(before: bracket), text[comma] == UInt8(ascii: ","),
      let end = previous(before: comma), text[end] == UInt8(ascii: "}")
    else { return nil }
    return comma
  }

  private func previous(before place: Int) -> Int? {
    var place = place - 1
    while place > begin {
      if !Self.isBlank(text[place]) { return place }
      place -= 1
    }
    return nil
  }

  /// The next byte that is no blank, if it is one that is looked for.
  private static func next(
    from start: Int, in text: UnsafeBufferPointer<UInt8>, is byte: UInt8? = nil
  ) -> Int? {
    var place = start
    while place < text.count {
      if !isBlank(text[place]) { return byte == nil || text[place] == byte ? place : nil }
      place += 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
