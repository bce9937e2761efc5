/// The fields of an object.
public struct JSONFields: Sequence, IteratorProtocol {
  @usableFromInline var rest: JSONContents

  @inlinable init(_ rest: JSONContents) { self.rest = rest }

  /// The next field; nil after the last, and where the object is broken.
  @inlinable @inline(__always)
  public mutating func next() -> (key: JSONNode, value: JSONNode)? {
    while let key = rest.here {
      let first = key.firstByte
      if first == UInt8(ascii: ",") {
        rest.token &+= 1
        continue
      }
      guard first == UInt8(ascii: "\""), key.token &+ 2 <= rest.last,
        rest.byte(at: key.token &+ 1) == UInt8(ascii: ":")
      else {
        rest.skip(key)
        continue
      }
      let value = JSONNode(view: rest.view, token: key.token &+ 2, bracket: key.bracket)
      guard value.isValue else {
        rest.token &+= 2
        continue
      }
      rest.pass(value)
      return (key, value)
    }
    return nil
  }
}

/// The elements of an array.
public struct JSONElements: Sequence, IteratorProtocol {
  @usableFromInline var rest: JSONContents

  @inlinable init(_ rest: JSONContents) { self.rest = rest }

  /// The next element; nil after the last.
  @inlinable @inline(__always)
  public mutating func next() -> JSONNode? {
    while let element = rest.here {
      guard element.isValue else {
        rest.skip(element)
        continue
      }
      rest.pass(element)
      return element
    }
    return nil
  }
}

/// What is left of the tokens between two brackets.
@usableFromInline struct JSONContents {
  @usableFromInline let view: JSONView
  /// The token to go on with, and the first bracket that opens there or behind it.
  @usableFromInline var token: UInt32
  @usableFromInline var bracket: UInt32
  /// The token that ends them.
  @usableFromInline let last: UInt32

  /// What is between the brackets of an object or an array; nothing if it is something else.
  @inlinable @inline(__always)
  init(of node: JSONNode, _ kind: JSONNode.Kind) {
    view = node.view
    (token, bracket) = (node.token + 1, node.bracket + 1)
    last = node.kind == kind ? node.lastToken : 0
  }

  /// What is between the first token of a text and another one.
  init(of view: JSONView, upTo last: UInt32) {
    self.view = view
    (token, bracket) = (1, 1)
    self.last = last
  }

  /// The token to go on with; nil at the end.
  @inlinable @inline(__always) var here: JSONNode? {
    token < last ? JSONNode(view: view, token: token, bracket: bracket) : nil
  }

  @inlinable @inline(__always)
  func byte(at token: UInt32) -> UInt8 { view.bytes[Int(view.tokens[Int(token)])] }

  /// Goes on behind a token.
  @inlinable @inline(__always)
  mutating func skip(_ node: JSONNode) {
    if node.isContainer { bracket &+= 1 }
    token &+= 1
  }

  /// Goes on behind a value.
  @inlinable @inline(__always)
  mutating func pass(_ value: JSONNode) {
    if value.isContainer {
      let link = view.links[Int(value.bracket)]
      (token, bracket) = (link.last &+ 1, link.next)
    } else {
      token = value.token &+ 1
    }
  }
}

extension JSONNode {
  /// Whether a value begins here, and not a sign between values.
  @inlinable @inline(__always) var isValue: Bool {
    switch firstByte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): false
    default: true
    }
  }
}
