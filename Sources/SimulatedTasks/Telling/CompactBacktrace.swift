internal import Formatting

/// Addresses, in the form in which Swift's `Backtrace` is kept: the one way to look up such as are no callers of a function.
struct CompactBacktrace: Decoder {
  private let values: [String: String]

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Parameter addresses: The addresses.
  init(_ addresses: [UInt]) {
    // The first byte says that words have 64 bits; 0x1f comes before a whole address of eight bytes.
    var bytes: [UInt8] = [2]
    for address in addresses {
      bytes.append(0x1f)
      withUnsafeBytes(of: UInt64(address).bigEndian) { bytes += $0 }
    }
    #if arch(arm64)
      let architecture = "arm64"
    #else
      let architecture = "x86_64"
    #endif
    var text: [UInt8] = []
    Base64Text.append(bytes, to: &text)
    values = ["architecture": architecture, "backtrace": String(decoding: text, as: UTF8.self)]
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Texts<Key>(values: values))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Missing() }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Missing() }

  /// There is nothing but two texts.
  private struct Missing: Error {}

  private struct Texts<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let values: [String: String]

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { values.keys.sorted().compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { !contains(key) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
      guard let value = values[key.stringValue] as? T else { throw Missing() }
      return value
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw Missing() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw Missing()
    }
    func superDecoder() throws -> any Decoder { throw Missing() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw Missing() }
  }
}
