internal import Compression
internal import Formatting

/// How large lists stand in the data of a page: few values as JSON has them, many compressed.
///
/// A column of whole numbers is `{"count": n, "delta": "…"}`: the difference of each to the one before, the first to 0,
/// zigzagged, as LEB128 varints, compressed as gzip does, in base64. Any other list is `{"count": n, "json": "…"}`: its
/// JSON, compressed, in base64.
enum PageColumn {
  /// So many values stand as they are.
  static let mostPlain = 256

  /// The bytes of a column before they are compressed.
  ///
  /// - Complexity: O(*n*) in the number of values.
  static func varints(of values: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 2)
    var last: Int64 = 0
    for value in values {
      let difference = value &- last
      last = value
      // The sign becomes the lowest bit, so that small numbers are short whatever their sign.
      var rest = UInt64(bitPattern: difference << 1 ^ difference >> 63)
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    return bytes
  }

  /// Bytes as a compressed file in base64; nil where there is no memory for that.
  static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    guard var compressor = GzipCompressor() else { return nil }
    var file: [UInt8] = []
    bytes.withUnsafeBytes { bytes in
      compressor.write(bytes) { file.append(contentsOf: $0) }
      compressor.finish { file.append(contentsOf: $0) }
    }
    var text: [UInt8] = []
    Base64Text.append(file, to: &text)
    return text
  }
}

extension JSONSink {
  /// Whole numbers.
  mutating func column(_ key: StaticString, _ values: [Int64]) {
    self.key(key)
    if values.count > PageColumn.mostPlain,
      let text = PageColumn.packed(PageColumn.varints(of: values))
    {
      write(text, "delta", count: values.count)
    } else {
      beginArray()
      for value in values { self.value(value) }
      endArray()
    }
  }

  /// Any values, which `write` writes into a list that has been begun.
  mutating func list(_ key: StaticString, count: Int, _ write: (inout JSONSink) -> Void) {
    self.key(key)
    var list = JSONSink()
    list.beginArray()
    write(&list)
    list.endArray()
    if count > PageColumn.mostPlain, let text = PageColumn.packed(list.bytes) {
      self.write(text, "json", count: count)
    } else {
      value(written: list.bytes)
    }
  }

  /// Texts from outside, with invisible characters spelled out.
  mutating func texts(_ key: StaticString, _ texts: some Collection<String>) {
    list(key, count: texts.count) { list in
      for text in texts { list.value(text.visibleText) }
    }
  }

  private mutating func write(_ packed: [UInt8], _ key: StaticString, count: Int) {
    beginObject()
    field("count", count)
    self.key(key)
    // Base64 has nothing that would have to be escaped.
    value(written: [UInt8(ascii: "\"")] + packed + [UInt8(ascii: "\"")])
    endObject()
  }
}
