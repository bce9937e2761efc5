/// The beginning of an element: its name and its attributes.
///
/// It is a place in the text and must not leave the closure that it is given to.
public struct XMLTag {
  let bytes: UnsafePointer<CChar>
  let attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>
  /// The line that it begins on, from 1.
  public let line: Int

  /// The name of the element.
  public var name: String { String(cString: bytes) }

  /// Whether the element has that name.
  public func isNamed(_ name: StaticString) -> Bool { Self.isEqual(bytes, name) }

  /// The value of an attribute; nil if there is no such attribute.
  ///
  /// - Complexity: O(*n*) in the number of attributes.
  public subscript(name: StaticString) -> String? { value(of: name).map { String(cString: $0) } }

  /// Hands over the UTF-8 of the value of an attribute; nil if there is no such attribute.
  ///
  /// - Complexity: O(*n*) in the number of attributes.
  public func withValue<Result>(
    of name: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    guard let value = value(of: name) else { return nil }
    var count = 0
    while value[count] != 0 { count += 1 }
    return value.withMemoryRebound(to: UInt8.self, capacity: count) {
      body(UnsafeBufferPointer(start: $0, count: count))
    }
  }

  private func value(of name: StaticString) -> UnsafePointer<CChar>? {
    var place = 0
    while let key = attributes[place] {
      if Self.isEqual(key, name) { return attributes[place + 1] }
      place += 2
    }
    return nil
  }

  private static func isEqual(_ bytes: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
    for place in 0..<name.utf8CodeUnitCount
    where UInt8(bitPattern: bytes[place]) != name.utf8Start[place] { return false }
    return bytes[name.utf8CodeUnitCount] == 0
  }
}

/// A part of a text in XML, in the order in which they stand there.
public enum XMLPart {
  /// An element begins.
  case start(XMLTag)
  /// The element that began last and is still open ends.
  case end
  /// Text within an element, in UTF-8; one text may come in several parts.
  case text(UnsafeBufferPointer<UInt8>)
}
