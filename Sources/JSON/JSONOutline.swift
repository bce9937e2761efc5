/// Finds which bracket closes which, and what of a text is broken.
///
/// Whatever is wrong costs as little as can be: a comma too many or too few costs nothing, a broken element of
/// an array only itself, and a text that is cut off only the objects that are open where it ends.
struct JSONOutline {
  /// What may stand at a token.
  private enum Expected {
    case document
    case value
    case valueOrEnd
    case key
    case keyOrEnd
    case colon
    case commaOrEnd

    var words: String {
      switch self {
      case .document: "an object or an array"
      case .value, .valueOrEnd: "a value"
      case .key, .keyOrEnd: "a key in quotes"
      case .colon: "a colon"
      case .commaOrEnd: "a comma or a closing bracket"
      }
    }
  }

  /// An opening bracket: its token, its place among all, and whether it opens an array.
  struct Bracket {
    var token: UInt32
    var bracket: UInt32
    var isArray: Bool
  }

  private(set) var roots: [Bracket] = []
  /// Where each opening bracket leads, once it is closed.
  private(set) var links: [JSONLink] = []
  private(set) var flaws: JSONFlaws
  private let bytes: UnsafePointer<UInt8>
  private let places: UnsafePointer<UInt32>
  private let count: Int
  /// The brackets that are open, the innermost last.
  private var open: [Bracket] = []
  /// How many of them are arrays, so that nobody looks for one where there is none.
  private var openArrays = 0
  /// Whether the innermost of them is an array.
  private var isInArray = false

  /// An outline of a text that was mended where it had to be.
  init(_ text: UnsafePointer<UInt8>, _ tokens: JSONTokens, _ flaws: JSONFlaws) {
    (bytes, places, count) = (text, tokens.places, tokens.count)
    self.flaws = flaws
  }

  /// Goes through all tokens once.
  mutating func trace() {
    var token = 0
    var expected = Expected.document
    while token < count {
      let byte = bytes[Int(places[token])]
      if let next = expects(byte, expected, at: token) {
        expected = next
        token += 1
      } else {
        (token, expected) = recover(at: token, expected)
      }
    }
    flaws.openAtEnd = open.count
    while !open.isEmpty { abandon(upTo: count - 1) }
  }

  /// What is expected behind a token; nil if it may not stand there.
  @inline(__always)
  private mutating func expects(_ byte: UInt8, _ expected: Expected, at token: Int) -> Expected? {
    switch expected {
    case .commaOrEnd:
      switch byte {
      case UInt8(ascii: ","): return isInArray ? .value : .key
      case UInt8(ascii: "}"): return isInArray ? nil : close(at: token)
      case UInt8(ascii: "]"): return isInArray ? close(at: token) : nil
      case UInt8(ascii: "{") where isInArray && !beginsDocument(token):
        flaws.commas += 1
        return push(token, isArray: false)
      default: return nil
      }
    case .colon: return byte == UInt8(ascii: ":") ? .value : nil
    case .key, .keyOrEnd:
      if byte == UInt8(ascii: "\"") { return .colon }
      guard byte == UInt8(ascii: "}") else { return nil }
      if case .key = expected { flaws.commas += 1 }
      return close(at: token)
    case .value, .valueOrEnd:
      switch byte {
      case UInt8(ascii: "{"): return push(token, isArray: false)
      case UInt8(ascii: "["): return push(token, isArray: true)
      case UInt8(ascii: "]"):
        guard isInArray else { return nil }
        if case .value = expected { flaws.commas += 1 }
        return close(at: token)
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"): return nil
      default: return .commaOrEnd
      }
    case .document:
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else {
        flaws.stray += 1
        return .document
      }
      let expected = push(token, isArray: byte == UInt8(ascii: "["))
      roots += open
      return expected
    }
  }

  // MARK: Brackets

  private mutating func push(_ token: Int, isArray: Bool) -> Expected {
    open.append(Bracket(token: UInt32(token), bracket: UInt32(links.count), isArray: isArray))
    links.append(JSONLink(to: UInt32(token), next: 0, isBroken: true))
    if isArray { openArrays += 1 }
    isInArray = isArray
    return isArray ? .valueOrEnd : .keyOrEnd
  }

  private mutating func close(at token: Int) -> Expected {
    end(at: token, isBroken: false)
    return afterClosing()
  }

  /// Ends the innermost open bracket as a broken one, with its last token.
  private mutating func abandon(upTo token: Int) {
    end(at: token, isBroken: true)
    _ = afterClosing()
  }

  private mutating func end(at token: Int, isBroken: Bool) {
    let bracket = open.removeLast()
    if bracket.isArray { openArrays -= 1 }
    links[Int(bracket.bracket)] = JSONLink(
      to: UInt32(token), next: UInt32(links.count), isBroken: isBroken)
  }

  private mutating func afterClosing() -> Expected {
    guard let last = open.last else { return .document }
    isInArray = last.isArray
    return .commaOrEnd
  }

  /// Whether a bracket is the first thing of a line, where every document of the text is an object.
  private func beginsDocument(_ token: Int) -> Bool {
    let place = Int(places[token])
    guard place > 0, bytes[place - 1] == UInt8(ascii: "\n"), let root = open.first else {
      return false
    }
    return !root.isArray
  }

  // MARK: What is broken

  /// Leaves out what a token that is not expected is in, and looks for where the text goes on.
  private mutating func recover(at token: Int, _ expected: Expected) -> (Int, Expected) {
    flaws.broken += 1
    if flaws.firstBroken == nil {
      flaws.firstBroken = JSONFlaws.Place(offset: Int(places[token]), expected: expected.words)
    }
    var token = token
    var depth = 0
    while token < count {
      switch bytes[Int(places[token])] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if beginsDocument(token), !follows(UInt8(ascii: ","), token),
          !follows(UInt8(ascii: "["), token)
        {
          while !open.isEmpty { abandon(upTo: token - 1) }
          return (token, .document)
        }
        if isElement(token), let array = innermost(isArray: true) {
          while open.count > array + 1 { abandon(upTo: token - 2) }
          isInArray = true
          return (token, .value)
        }
        links.append(JSONLink(to: UInt32(token), next: UInt32(links.count) + 1, isBroken: true))
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth > 0 {
          depth -= 1
        } else if let match = innermost(isArray: bytes[Int(places[token])] == UInt8(ascii: "]")) {
          while open.count > match + 1 { abandon(upTo: token - 1) }
          // The object that the fault is in is left out; an array goes on without it.
          end(at: token, isBroken: !open[match].isArray)
          return (token + 1, afterClosing())
        }
      default: break
      }
      token += 1
    }
    return (token, expected)
  }

  /// Whether an opening bracket follows on the end of another object, as an element of an array does.
  private func isElement(_ token: Int) -> Bool {
    token > 1 && bytes[Int(places[token])] == UInt8(ascii: "{") && follows(UInt8(ascii: ","), token)
      && follows(UInt8(ascii: "}"), token - 1)
  }

  private func follows(_ byte: UInt8, _ token: Int) -> Bool {
    token > 0 && bytes[Int(places[token - 1])] == byte
  }

  /// The place among the open brackets of the innermost array, or object; nil if none is open.
  ///
  /// - Complexity: O(*d*) in the number of brackets within it, all of which are left out then.
  private func innermost(isArray: Bool) -> Int? {
    guard isArray ? openArrays > 0 : openArrays < open.count else { return nil }
    return open.lastIndex { $0.isArray == isArray }
  }
}
