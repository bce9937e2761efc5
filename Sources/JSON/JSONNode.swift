/// A value in a JSON text: a place, and what can be read there.
///
/// It must not be used once the closure that the text was given to has returned.
public struct JSONNode {
  @usableFromInline let view: JSONView
  /// The token that it begins with.
  @usableFromInline let token: UInt32
  /// How many brackets open before that: if it opens one, where its link is.
  @usableFromInline let bracket: UInt32

  @inlinable init(view: JSONView, token: UInt32, bracket: UInt32) {
    (self.view, self.token, self.bracket) = (view, token, bracket)
  }

  /// What a value is, told by its first byte.
  public enum Kind: Sendable {
    /// An object.
    case object
    /// An array.
    case array
    /// A string.
    case string
    /// Anything that begins as a number does.
    case number
    /// `true`, `false`, `null`, or a word that JSON does not know.
    case word
  }

  /// What it is.
  @inlinable @inline(__always) public var kind: Kind {
    switch firstByte {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): .number
    default: .word
    }
  }

  /// Whether it is an object or an array.
  @inlinable @inline(__always) public var isContainer: Bool {
    firstByte == UInt8(ascii: "{") || firstByte == UInt8(ascii: "[")
  }

  /// Whether nothing of it is broken or cut off; what is in a broken object is not to be relied on.
  @inlinable @inline(__always) public var isWhole: Bool {
    !isContainer || !view.links[Int(bracket)].isBroken
  }

  /// How many bytes of the text stand before it.
  @inlinable @inline(__always) public var offset: Int { Int(view.tokens[Int(token)]) }

  @inlinable @inline(__always) var firstByte: UInt8 { view.bytes[offset] }

  /// The token behind it.
  @inlinable @inline(__always) var nextToken: UInt32 {
    isContainer ? lastToken + 1 : token + 1
  }

  /// The text of the value as it stands there, without what is around it.
  @inlinable @inline(__always) public var raw: UnsafeBufferPointer<UInt8> {
    let start = offset
    var end = Int(view.tokens[Int(nextToken)])
    while end > start + 1, view.bytes[end - 1] <= 0x20 { end -= 1 }
    return UnsafeBufferPointer(start: view.bytes + start, count: end - start)
  }

  /// Where it stands, to be kept in few bytes.
  @inlinable @inline(__always) public var place: JSONPlace {
    JSONPlace(token: token, bracket: bracket)
  }

  /// The value at a place of the same text; nil if there is none.
  @inlinable @inline(__always) public subscript(place: JSONPlace) -> JSONNode? {
    place.token == 0
      ? nil : JSONNode(view: view, token: place.token, bracket: place.bracket)
  }

  // MARK: What is in it

  /// The fields of an object, in order; none if it is something else.
  @inlinable @inline(__always) public var fields: JSONFields {
    JSONFields(JSONContents(of: self, .object))
  }

  /// The elements of an array, in order; none if it is something else.
  @inlinable @inline(__always) public var elements: JSONElements {
    JSONElements(JSONContents(of: self, .array))
  }

  /// The token that ends an object or an array.
  @inlinable @inline(__always) var lastToken: UInt32 { view.links[Int(bracket)].last }

  /// The first field of an object by that name; nil if it has none or is something else.
  ///
  /// - Complexity: O(*n*) in the number of fields.
  public subscript(key: StaticString) -> JSONNode? {
    for (name, value) in fields where name.isString(key) { return value }
    return nil
  }

  // MARK: What it is

  /// A truth value; nil if it is something else.
  public var bool: Bool? { isWord("true") ? true : isWord("false") ? false : nil }

  private func isWord(_ word: StaticString) -> Bool {
    let raw = raw
    return raw.count == word.utf8CodeUnitCount
      && raw.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: raw.count))
  }
}

/// Where a value stands in a text, or that there is none.
public struct JSONPlace {
  /// The token that it begins with; 0 for none, since the first token of a text is its root.
  @usableFromInline let token: UInt32
  @usableFromInline let bracket: UInt32

  @inlinable init(token: UInt32, bracket: UInt32) {
    (self.token, self.bracket) = (token, bracket)
  }

  /// No place.
  @inlinable public static var none: JSONPlace { JSONPlace(token: 0, bracket: 0) }
}
