/// The fields of an object.
public struct JSONFields: Sequence, IteratorProtocol {
  @usableFromInline let view: JSONView
  @usableFromInline var token: UInt32
  @usableFromInline let last: UInt32

  @inlinable init(_ view: JSONView, _ bounds: (first: UInt32, last: UInt32)) {
    self.view = view
    (token, last) = (bounds.first &+ 1, bounds.last)
  }

  /// The next field; nil after the last, and where the object is broken.
  @inlinable public mutating func next() -> (key: JSONNode, value: JSONNode)? {
    while token < last {
      let key = JSONNode(view: view, token: token)
      guard key.kind == .string, token + 2 <= last else {
        token += 1
        continue
      }
      guard view.bytes[Int(view.tokens[Int(token + 1)])] == UInt8(ascii: ":") else {
        token += 1
        continue
      }
      let value = JSONNode(view: view, token: token + 2)
      guard value.isValue else {
        token += 2
        continue
      }
      token = value.nextToken
      return (key, value)
    }
    return nil
  }
}

/// The elements of an array.
public struct JSONElements: Sequence, IteratorProtocol {
  @usableFromInline let view: JSONView
  @usableFromInline var token: UInt32
  @usableFromInline let last: UInt32

  @inlinable init(_ view: JSONView, _ bounds: (first: UInt32, last: UInt32)) {
    self.view = view
    (token, last) = (bounds.first &+ 1, bounds.last)
  }

  /// The next element; nil after the last.
  @inlinable public mutating func next() -> JSONNode? {
    while token < last {
      let element = JSONNode(view: view, token: token)
      guard element.isValue else {
        token += 1
        continue
      }
      token = element.nextToken
      return element
    }
    return nil
  }
}

extension JSONNode {
  /// Whether a value begins here, and not a sign between values.
  @inlinable var isValue: Bool {
    switch view.bytes[offset] {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): false
    default: true
    }
  }
}
