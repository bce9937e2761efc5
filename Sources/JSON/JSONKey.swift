/// A key of an object as it is written.
///
///     if let key = field.key.key, key == "name" { … }
public struct JSONKey {
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>

  @inlinable init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// How many bytes it has.
  @inlinable public var count: Int { bytes.count }

  /// Whether it is a text that needs no escapes.
  ///
  /// A key that is written with escapes although it needs none is another one here.
  @inlinable
  public static func == (key: JSONKey, text: StaticString) -> Bool {
    guard key.count == text.utf8CodeUnitCount else { return false }
    for place in 0..<key.count where key.bytes[place] != text.utf8Start[place] { return false }
    return true
  }
}
